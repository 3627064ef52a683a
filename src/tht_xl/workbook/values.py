"""Cell values of one worksheet, read with calamine."""

from collections.abc import Sequence
from io import BytesIO

from tht_xl.extras import named_when_missing
from tht_xl.workbook.container import DamagedError

Cell = object
"""A float, text, bool, date, datetime, time or timedelta; "" is a blank cell, and an error cell too."""


def read_values(data: bytes, sheet: str) -> Sequence[Sequence[Cell]]:
    """All values of a worksheet, from A1 on, so that row 5 of the sheet is item 4.

    Raises:
        DamagedError: Calamine cannot make sense of the worksheet.
        MissingExtraError: Calamine is not installed.
    """
    with named_when_missing():
        from python_calamine import CalamineError, CalamineWorkbook
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError as problem:
        raise DamagedError(f"the worksheet cannot be read ({problem})") from problem
    except BaseException as problem:
        # A panic of the Rust reader is no Exception, but it is only one more way of saying that the file is damaged.
        if type(problem).__name__ != "PanicException":
            raise
        raise DamagedError("the worksheet cannot be read") from problem
