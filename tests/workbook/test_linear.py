"""The work that a return costs grows with its rows, however wrong they are: operations are counted, not seconds."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from operations import operations

from tht_xl import errors
from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import MAX_SUGGESTIONS
from tht_xl.model.definition import Framework
from tht_xl.month.evaluating.summaries import _newest_held_back
from tht_xl.workbook.check import Return, check_return
from tht_xl.workbook.cross_check import cross_check_returns

pytestmark = pytest.mark.slow

HEADINGS = ("Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit", "Note")
ROW = ("reception-obesity", "Tower Hamlets", "2022/23", 310, 2940, "", "", "", "")

BAD: dict[str, Callable[[int], tuple[Any, ...]]] = {
    "good": lambda n: ("reception-obesity", "Tower Hamlets", f"{1900 + n % 100}-{1 + n // 100:02d}-01", *ROW[3:]),
    "30 keys again and again": lambda n: ("reception-obesity", "Tower Hamlets", f"{1990 + n % 30}", *ROW[3:]),
    "one unknown indicator": lambda _: ("no-such-thing", *ROW[1:]),
    "unknown names, each another": lambda n: (f"no-such-{n}", f"nowhere {n}", f"some time {n}", *ROW[3:]),
    "numerators above denominators": lambda n: (*ROW[:3], 2940 + n, 310, *ROW[5:]),
    "text for numbers": lambda _: (*ROW[:3], "about 300", "n/a", "?", "-", "…", ""),
    "no keys": lambda _: ("", "", "", *ROW[3:]),
    "symbols and typed values": lambda _: (*ROW[:3], "[c]", 2940, 10.5, 11, 9, ""),
    "notes like formulas": lambda n: (*ROW[:8], f"=1+{n}"),
}


def other_counts(n: int) -> tuple[Any, ...]:
    """The good row of this number with another numerator."""
    row = BAD["good"](n)
    return *row[:3], 315, *row[4:]


def any_period() -> Framework:
    """The framework without the kinds of its periods: days are as good as school years, and there are more of them."""
    framework = load_framework("tht")
    free = tuple(each.model_copy(update={"period_kind": None}) for each in framework.indicators)
    return framework.model_copy(update={"indicators": free})


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    numbers = count()

    def write(make: Callable[[int], tuple[Any, ...]], size: int) -> Path:
        path = tmp_path / f"{next(numbers)}.xlsx"
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            page = book.add_worksheet("Data")
            for number, row in enumerate([HEADINGS, *map(make, range(size))]):
                page.write_row(number, 0, row)
        return path

    return write


@pytest.fixture
def checked(written: Callable[..., Path]) -> Callable[..., Return]:
    return lambda make, size: check_return(written(make, size), any_period())


@pytest.mark.parametrize("kind", list(BAD))
def test_four_times_the_rows_are_four_times_the_work(kind: str, written: Callable[..., Path]) -> None:
    framework = load_framework("tht")
    check_return(written(BAD[kind], 2), framework)  # what is loaded and remembered once
    few, many = (written(BAD[kind], size) for size in (30, 120))
    small, large = (operations(lambda path=path: check_return(path, framework)) for path in (few, many))

    # A search through the table for each row would give much more.
    assert large / small < 4.2


def test_the_nearest_name_is_looked_for_once_for_each_distinct_text(
    checked: Callable[..., Return], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    nearest = errors.get_close_matches

    def counted(word: str, *rest: Any, **more: Any) -> list[str]:
        asked.append(word)
        return nearest(word, *rest, **more)

    monkeypatch.setattr(errors, "get_close_matches", counted)
    done = checked(lambda n: (f"no-such-{n % 7}", *ROW[1:]), 60)
    _newest_held_back(done, load_framework("tht"))

    assert len(done.report.errors) == 60
    assert sorted(asked) == sorted(f"no-such-{n}" for n in range(7))


def test_thousands_of_wrong_names_are_no_slips(checked: Callable[..., Return]) -> None:
    done = checked(lambda n: (f"year-6-obesity-{5000 + n}", *ROW[1:]), MAX_SUGGESTIONS + 1)

    *suggested, last = [f.fix for f in done.report if f.code == "R301"]
    assert set(suggested) == {"Did you mean 'year-6-obesity'?"}
    assert last.startswith("Known: ")
    assert len(suggested) == MAX_SUGGESTIONS


def test_returns_that_share_their_rows_cost_what_their_rows_cost(checked: Callable[..., Return]) -> None:
    few, many = ([checked(BAD["good"], size), checked(other_counts, size)] for size in (30, 120))
    cross_check_returns(few)
    small, large = (operations(lambda each=each: cross_check_returns(each)) for each in (few, many))

    assert large / small < 4.2
    assert [len(done.held_back) for done in cross_check_returns(many)] == [120, 120]


def test_returns_that_repeat_each_other_cost_what_their_rows_cost(checked: Callable[..., Return]) -> None:
    # The first return of each is repeated by 3 and by 12 others.
    few, many = ([checked(BAD["good"], 20) for _ in range(size)] for size in (4, 13))
    cross_check_returns(few)
    small, large = (operations(lambda each=each: cross_check_returns(each)) for each in (few, many))

    assert large / small < 4.2


def test_of_three_returns_each_names_another(checked: Callable[..., Return]) -> None:
    three = cross_check_returns([checked(make, 1) for make in (BAD["good"], other_counts, BAD["good"])])

    assert [[f.given for f in done.report if f.code == "R311"] for done in three] == [
        ["1.xlsx gives this row too, with other figures"],
        ["2.xlsx gives this row too, with other figures"],
        ["1.xlsx gives this row too, with other figures"],
    ]
