"""Tables as Parquet files, which every analysis tool reads with their types."""

from io import BytesIO

import pandas as pd

from tht_xl.extras import named_when_missing


def parquet(table: pd.DataFrame) -> bytes:
    """Return a table as a Parquet file.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    with named_when_missing():
        import pyarrow  # noqa: F401 - pandas writes with it, and says less plainly that it is missing
    content = BytesIO()
    table.to_parquet(content, engine="pyarrow", index=False)
    return content.getvalue()
