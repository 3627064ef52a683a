"""Savings that are counted twice: the same scheme or budget line in the same months, or shares above the whole."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables

PENNIES = 0.5
"""What rounding may add to the shares of a scheme. [pounds]"""
_RIGHT, _FIX = "each saving once", "Keep one of the two, or say what differs"


@dataclass(frozen=True, slots=True)
class CountedTwice:
    """A row that counts what an earlier row counts.

    Attributes:
        row: The row.
        earlier: The row that counts it already.
        column: Where it shows.
        is_plain: Whether a rule of the template says so too, because the two are written alike.
    """

    row: Row
    earlier: Row
    column: str
    is_plain: bool

    @property
    def what(self) -> str:
        """What the two rows have in common."""
        return {"scheme": "scheme and months", "line": "budget line and months", "month": "month"}[self.column]


def counted_twice(savings: Tables) -> list[CountedTwice]:
    """Return the schemes that count a saving which an earlier row counts, each once."""
    found = dict[int, CountedTwice]()
    for column in ("scheme", "line"):
        for row, earlier in _same(savings["schemes"].rows, lambda row, name=column: _folded(row[name])):
            if _overlap(row, earlier) and not _share_one_saving(row, earlier):
                is_plain = _as_excel(row[column]) == _as_excel(earlier[column]) and _has_days(row, earlier)
                found.setdefault(row.number, CountedTwice(row, earlier, column, is_plain))
    return [found[number] for number in sorted(found)]


def months_twice(savings: Tables) -> list[CountedTwice]:
    """Return the months of a scheme that are there twice, however they are written: "Apr 2026" and "2026-04"."""
    rows = [row for row in savings["months"] if row["scheme"] and row["month"]]
    return [
        CountedTwice(row, earlier, "month", str(row.given["month"]).strip() == str(earlier.given["month"]).strip())
        for row, earlier in _same(rows, lambda row: (_as_excel(row["scheme"]), row["month"]))
    ]


def shares_above_whole(savings: Tables) -> dict[str, float]:
    """Return the pounds by which the shares of each joint scheme come to more than it."""
    shares = defaultdict[str, float](float)
    for row in savings["schemes"]:
        if row["joint"]:
            shares[_as_excel(row["joint"])] += row["in-year"] or 0
    above = {row["id"]: shares[_as_excel(row["id"])] - (row["total"] or 0) for row in savings["joint"] if row["id"]}
    return {name: more for name, more in above.items() if more > PENNIES}


@partnership_check("savings-double-counting", template="savings")
def savings_double_counting(savings: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield what is counted twice and written differently each time; what is written alike, a rule of the row says."""
    for each in (*counted_twice(savings), *months_twice(savings)):
        if not each.is_plain:
            is_dated = each.column == "month" or _has_days(each.row, each.earlier)
            how = "written differently" if is_dated else "as far as their days are given"
            given = f"the same {each.what} as in row {each.earlier.number}, {how}"
            yield wrong("savings-double-counting", each.row, each.column, given, expected=_RIGHT, fix=_FIX)
    yield from _one_off_again(savings)


def _one_off_again(savings: Tables) -> Iterator[Wrong]:
    """Yield each one-off saving that an earlier year has already."""
    one_off = [row for row in savings["schemes"] if row["recurs"] == "one-off"]
    for row, earlier in _same(one_off, lambda row: (_folded(row["scheme"]), row["owner"])):
        if not _overlap(row, earlier):
            given = f"a one-off saving that row {earlier.number} has in another year"
            yield wrong("savings-double-counting", row, "recurs", given, expected=_RIGHT, fix=_FIX, is_error=False)


def _same(rows: Sequence[Row], key: Callable[[Row], object]) -> Iterator[tuple[Row, Row]]:
    """Yield each row with each earlier one that has the same key."""
    seen = defaultdict[object, list[Row]](list)
    for row in rows:
        if named := key(row):
            yield from ((row, earlier) for earlier in seen[named])
            seen[named].append(row)


def _folded(text: str | None) -> str:
    """Return a text without what people write now one way and now another: capitals, spaces, punctuation."""
    return re.sub(r"[\W_]+", "", text or "").casefold()


def _as_excel(text: str | None) -> str:
    """Return a text as a rule of the workbook compares it: capitals do not count."""
    return (text or "").casefold()


def _overlap(one: Row, other: Row) -> bool:
    """Return whether two rows have a day in common. A row whose day is missing may be about any: nothing says not."""
    first, last = ([each[name] for each in (one, other)] for name in ("first", "last"))
    return (first[0] or date.min) <= (last[1] or date.max) and (first[1] or date.min) <= (last[0] or date.max)


def _has_days(*rows: Row) -> bool:
    return all(row[name] for row in rows for name in ("first", "last"))


def _share_one_saving(one: Row, other: Row) -> bool:
    """Return whether two rows are the shares of two owners in one joint scheme."""
    return (
        bool(one["joint"]) and _as_excel(one["joint"]) == _as_excel(other["joint"]) and one["owner"] != other["owner"]
    )
