"""A figure that becomes withheld is in no worksheet of the shared sheet afterwards, hidden ones included."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.run import run_month

pytestmark = pytest.mark.slow

AREA, CHILDREN = "Tower Hamlets", 3280
SHOWN, SMALL = 937, 3
BEFORE = [("year-6-obesity", AREA, f"20{year}/{year + 1}", 900 + year, CHILDREN) for year in range(16, 22)]


def newest(count: int) -> tuple[str, str, str, int, int]:
    return ("year-6-obesity", AREA, "2022/23", count, CHILDREN)


def texts_of(config: MonthConfig) -> Iterator[tuple[str, str]]:
    """Yield every cell of every worksheet as text, with the worksheet's title."""
    (book,) = json.loads(config.rehearsed_sheet.read_text(encoding="utf-8"))["spreadsheets"]
    for sheet in book["sheets"]:
        for row in sheet["rows"]:
            for cell in row:
                yield sheet["title"], json.dumps(cell)


def found(config: MonthConfig, figures: tuple[str, ...]) -> set[str]:
    """Return the worksheets in which one of the figures is."""
    return {title for title, text in texts_of(config) if any(figure in text for figure in figures)}


def rate(count: int) -> str:
    """Return the rate of a count to as many digits as no other figure shares."""
    return f"{100 * count / CHILDREN:.6f}"[:7]


def test_what_was_shown_and_is_withheld_leaves_every_worksheet(
    write_return: Callable[..., Path], config_for: Callable[..., MonthConfig], monkeypatch: pytest.MonkeyPatch
) -> None:
    framework = load_framework("tht")
    strict = [i.model_copy(update={"disclosure": "1-7"}) for i in framework.indicators if i.id == "year-6-obesity"]
    monkeypatch.setattr(
        "tht_xl.month.run.framework_of",
        lambda _: framework.model_copy(
            update={"indicators": (*strict, *(i for i in framework.indicators if i.id != "year-6-obesity"))}
        ),
    )
    config = config_for(write_return(rows=[*BEFORE, newest(SHOWN)]))
    run_month(config, apply=True, rehearse=True)
    # Counts that stay are rounded to the nearest 5.
    assert found(config, (rate(935), rate(937))) >= {"This month", "_tht_base"}
    write_return(rows=[*BEFORE, newest(SMALL)])
    result = run_month(config, apply=True, rehearse=True)
    assert result.sync is not None
    assert result.sync.theirs["year-6-obesity|tower-hamlets|2022/23"]["Value"] == "[c]"
    assert found(config, (rate(935), rate(937), rate(SMALL), rate(5))) == set()
