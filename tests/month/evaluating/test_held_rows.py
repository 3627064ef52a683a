"""An error holds back its own row: the last good figure counts, marked and dated wherever it is shown."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from colleague import Colleague
from returned import GOOD

from tht_xl.evaluation.rows.observations import key_of
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.places import MEMORY
from tht_xl.month.run import MonthResult, run_month

pytestmark = pytest.mark.slow

KEY = key_of("year-6-obesity", "tower-hamlets", "2022/23")
WRONG_ENGLAND = ("year-6-obesity", "England", "2022/23", None, None, 22.65, 22.9, 22.1)
WRONG_HOME = ("year-6-obesity", "Tower Hamlets", "2022/23", 9200, 3280)

Month = Callable[..., MonthConfig]


@pytest.fixture
def month(tmp_path: Path, write_return: Callable[..., Path]) -> Month:
    def make(name: str, *rows: tuple, remembers: bool = True, **more: object) -> MonthConfig:
        given = {
            "month": name, "published": False, "output": tmp_path / "out",
            "returns": [{"workbook": write_return(rows=rows), "partner": "london-borough-of-tower-hamlets"}],
        }  # fmt: skip
        return MonthConfig.model_validate(given | ({"memory": tmp_path / MEMORY} if remembers else {}) | more)

    return make


def applied(config: MonthConfig) -> MonthResult:
    return run_month(config, apply=True, rehearse=True)


def text_of(result: MonthResult, name: str) -> str:
    return result.files[name].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("remembers", "which"),
    [
        pytest.param(True, "the figure returned in Oct 2026 counts", id="memory"),
        pytest.param(False, "the figure in the shared sheet counts", id="sheet alone"),
    ],
)
def test_a_comparator_in_error_keeps_its_last_good_figure(month: Month, *, remembers: bool, which: str) -> None:
    applied(month("Oct 2026", *GOOD, remembers=remembers))
    result = applied(month("Nov 2026", *GOOD[:2], WRONG_ENGLAND, remembers=remembers))
    said = f"England: held back in Nov 2026 (return.xlsx row 4, R208); {which}"
    with Colleague(result.config) as colleague:
        assert colleague.cell(KEY, "England") == pytest.approx(22.65001)
        assert colleague.cell(KEY, "Compared with England") == "Worse"
        assert colleague.cell(KEY, "Note") == said
    assert said in text_of(result, "board.html")
    assert said in text_of(result, "month-report.html")
    rows = pd.read_csv(result.files["results.csv"]).set_index(["area", "period"])
    assert rows.loc[("tower-hamlets", "2022/23"), "held_back"] == said
    assert rows.loc[("england", "2022/23"), "value"] == pytest.approx(22.65001)


def test_the_comparison_follows_the_figure_that_counts(month: Month) -> None:
    applied(month("Oct 2026", *GOOD))
    better = ("year-6-obesity", "Tower Hamlets", "2022/23", 500, 3280)
    result = applied(month("Nov 2026", better, WRONG_ENGLAND))
    with Colleague(result.config) as colleague:
        assert colleague.cell(KEY, "Compared with England") == "Better"


def test_the_next_good_row_takes_the_mark_away(month: Month) -> None:
    applied(month("Oct 2026", *GOOD))
    applied(month("Nov 2026", *GOOD[:2], WRONG_ENGLAND))
    result = applied(month("Dec 2026", *GOOD))
    with Colleague(result.config) as colleague:
        assert colleague.cell(KEY, "Note") == ""
    assert "held back in Nov 2026" not in text_of(result, "board.html")


def test_an_own_row_in_error_keeps_its_figure_marked_and_dated(month: Month) -> None:
    applied(month("Oct 2026", *GOOD))
    result = applied(month("Nov 2026", GOOD[0], WRONG_HOME, GOOD[2]))
    said = "held back in Nov 2026 (return.xlsx row 3, R206); the figure returned in Oct 2026 counts"
    with Colleague(result.config) as colleague:
        assert colleague.cell(KEY, "Value") == pytest.approx(28.04878, abs=5e-6)
        assert colleague.cell(KEY, "Note") == said
        assert colleague.cell(key_of("year-6-obesity", "tower-hamlets", "2021/22"), "Note", "History") == ""
    assert said[1:] in text_of(result, "board.html")


def test_a_comparator_without_any_earlier_figure_says_so(month: Month) -> None:
    result = applied(month("Nov 2026", *GOOD[:2], WRONG_ENGLAND))
    with Colleague(result.config) as colleague:
        assert colleague.cell(KEY, "England") == ""
        assert "there is no earlier figure" in str(colleague.cell(KEY, "Note"))


def test_a_withdrawn_comparator_does_not_come_back_from_the_sheet(month: Month) -> None:
    applied(month("Oct 2026", *GOOD))
    away = [{"key": key_of("year-6-obesity", "england", "2022/23"), "role": "Analyst", "reason": "another area"}]
    result = applied(month("Nov 2026", *GOOD[:2], WRONG_ENGLAND, withdraw=away))
    with Colleague(result.config) as colleague:
        assert colleague.cell(KEY, "England") == ""


def test_a_figure_typed_over_ours_is_dated_and_says_which_one_counts(month: Month) -> None:
    """The mark keeps the month in which it was first seen, and goes when the cell is ours again."""
    first = applied(month("Oct 2026", *GOOD))
    with Colleague(first.config) as colleague:
        colleague.types(KEY, "Value", "27.5")
    seen = applied(month("Nov 2026", *GOOD))
    said = "Value: 27.5 was typed here in Nov 2026; 28.0488 counts, and rating and sentence follow it"
    with Colleague(seen.config) as colleague:
        assert colleague.cell(KEY, "Value") == pytest.approx(27.5)
        assert colleague.cell(KEY, "Note") == said
    later = applied(month("Dec 2026", *GOOD))
    assert later.sync is not None
    # Only About says that it is another month.
    assert not (later.sync.plan.writes or later.sync.plan.appends)
    assert [title for title, plan in later.sync.more.items() if plan.writes or plan.appends] == ["About"]
    assert "27.5 was typed there and stays there" in text_of(later, "board.html")
    assert "Typed since Nov 2026." in text_of(later, "board.html")
    with Colleague(later.config) as colleague:
        assert colleague.cell(KEY, "Note") == said
        colleague.types(KEY, "Value", str(later.results.loc[1, "value"]))
    gone = applied(month("Jan 2027", *GOOD))
    with Colleague(gone.config) as colleague:
        assert colleague.cell(KEY, "Note") == ""
