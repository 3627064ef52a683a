import numpy as np
import pandas as pd

from tht_xl.framework.evaluate import evaluate
from tht_xl.framework.load import load_framework
from tht_xl.framework.observations import key_of
from tht_xl.month.sheet_rows import sheet_columns, sheet_rows

TABLE = {
    "indicator": ["anxiety", "year-6-obesity", "year-6-obesity", "year-6-obesity", "year-6-obesity"],
    "area": ["Tower Hamlets", "Tower Hamlets", "tower-hamlets", "England", "Tower Hamlets"],
    "period": ["2022/23", "2021/22", "2022/23", "2022/23", "2020/21"],
    "count": [None, 910, 920, None, "n/a"],
    "denominator": [None, 3065, 3280, None, 2950],
    "value": [3.26, None, None, 22.65001, None],
    "source": ["=HYPERLINK(1)", "", "", "", ""],
}


def test_rows_of_the_own_area_in_order_with_ids_as_keys() -> None:
    framework = load_framework("tht")
    rows = sheet_rows(evaluate(pd.DataFrame(TABLE), framework), framework)
    assert [row["Key"] for row in rows] == [
        key_of("year-6-obesity", "tower-hamlets", "2022/23"),
        key_of("year-6-obesity", "tower-hamlets", "2021/22"),
        key_of("anxiety", "tower-hamlets", "2022/23"),
    ]
    assert [tuple(row) for row in rows] == [sheet_columns(framework)] * 3
    assert rows[0]["England"] == 22.65001
    assert rows[0]["Compared with England"] == "Worse"
    assert rows[1]["England"] is None
    assert rows[2]["Lower limit"] is None
    assert rows[2]["Source"] == "=HYPERLINK(1)"


def test_a_withheld_row_shows_its_symbol_and_nothing_else() -> None:
    framework = load_framework("tht")
    strict = tuple(
        i.model_copy(update={"disclosure": "1-7"}) if i.id == "year-6-obesity" else i for i in framework.indicators
    )
    framework = framework.model_copy(update={"indicators": strict})
    table = pd.DataFrame(TABLE).iloc[[2, 3]].assign(count=[5, np.nan])
    row = sheet_rows(evaluate(table, framework), framework)[0]
    assert row["Value"] == "[c]"
    assert row["Lower limit"] is row["Upper limit"] is row["Gap"] is None
    assert row["Note"] == "withheld: disclosure rule 1-7"
    assert row["In words"] == "Withheld: disclosure rule 1-7"
