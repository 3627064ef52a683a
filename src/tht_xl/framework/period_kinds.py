"""Whether a period is of the kind that its indicator has: years of one sort, quarters, three years together.

A series of two kinds has no order that means anything: "2012/13" begins after "2012 - 14" and ends before it.
docs/decisions/period-kinds.md says where the kind of an indicator comes from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tht_xl.model.days import months_from
from tht_xl.model.periods.kind import PeriodKind
from tht_xl.model.periods.period import Period

if TYPE_CHECKING:
    from tht_xl.model.definition import Indicator

LENGTHS = {"monthly": (1,), "quarterly": (3,), "annual": (12,), "biennial": (12, 24), "pooled": (24, 36, 48, 60)}
"""How long the periods of each frequency usually are. [months]"""

SCHOOL_YEAR_BEGINS = (8, 9)
"""The months in which the years of universities and of schools begin."""

_FINANCIAL = PeriodKind.parse("financial year")


class OtherKind(NamedTuple):
    """A period that is of another kind than those of its indicator.

    Attributes:
        given: What it is.
        expected: What the indicator's periods are.
    """

    given: str
    expected: str


def other_kind_than_stated(indicator: Indicator, period: Period) -> OtherKind | None:
    """Return what is wrong with a period by the kind that its indicator's definition states; None where nothing is."""
    kind = indicator.period_kind
    if kind is None or kind.fits(period):
        return None
    said = f"the period {period} is {_kind_name(period)}"
    if label := _label_as_school_years(kind, period):
        return OtherKind(said, f'{_plural(str(kind))}; write "{label}"')
    return OtherKind(said, _many(str(kind), kind.example))


def _label_as_school_years(kind: PeriodKind, period: Period) -> str:
    """Return how an indicator's school years are written, such as Sep 2020 - Aug 2021; "" for other periods."""
    # Schools begin in September and universities in August. Whoever reports "Aug 2020 - Jul 2021" for an indicator of
    # September years means the same year, and gets its label to copy; years from April are another thing.
    months = PeriodKind.of(period)
    if not kind.is_school or months.months != kind.months or months.first_day != 1:
        return ""
    if period.start.month not in SCHOOL_YEAR_BEGINS:
        return ""
    return str(Period(*months_from(date(period.start.year, kind.phase + 1, 1), kind.months)))


def other_kind_than_others(indicators: Sequence[Indicator], periods: Sequence[Period]) -> list[OtherKind | None]:
    """For each row what is wrong with its period beside the other periods of its indicator; None where nothing is.

    Only for indicators whose definition states no kind. In each stretch between breaks, the kind of most of its
    periods counts; of as many, the kind whose length goes with the frequency, and then the kind that goes on longest.

    Args:
        indicators: The indicator of each row.
        periods: The period of each row.
    """
    # Many rows hold few different things; asking by identity first is several times faster than by their days.
    rows = [(id(indicator), id(period)) for indicator, period in zip(indicators, periods, strict=True)]
    pairs = dict(zip(rows, zip(indicators, periods, strict=True), strict=True))
    distinct: dict[str, dict[Period, OtherKind | None]] = {}
    stateless: dict[str, Indicator] = {}
    for indicator, period in pairs.values():
        if indicator.period_kind is None:
            stateless[indicator.id] = indicator
            distinct.setdefault(indicator.id, {})[period] = None
    for name, found in distinct.items():
        # Each stretch between breaks is judged by itself, since a new way of measuring may come with other periods:
        # quarters up to a break do not make the years after it periods of another kind.
        breaks = sorted(first.start for first in stateless[name].breaks)
        segments: defaultdict[int, list[Period]] = defaultdict(list)
        for period in found:
            segments[bisect_right(breaks, period.start)].append(period)
        for segment in segments.values():
            found.update(_others(stateless[name], segment))
    said = {
        key: None if indicator.period_kind is not None else distinct[indicator.id][period]
        for key, (indicator, period) in pairs.items()
    }
    return [said[row] for row in rows]


def in_words(other: OtherKind | None, *, is_stated: bool) -> str:
    """Return a period of another kind as a reason why its row is not used; "" where there is none."""
    if other is None:
        return ""
    if is_stated:
        return f"{other.given}; the periods of this indicator are {other.expected}"
    return (
        f"{other.given}; the other periods of this indicator are {other.expected}. Where both are right, state its "
        "period_kind or a break in the definition"
    )


def _others(indicator: Indicator, periods: list[Period]) -> dict[Period, OtherKind | None]:
    kinds = {period: PeriodKind.of(period) for period in periods}
    if len(set(kinds.values())) <= 1:
        return {}
    prevailing, latest = prevailing_kind(indicator, periods)
    word = "financial or school year" if prevailing == _FINANCIAL else str(prevailing)
    return {
        period: OtherKind(f"the period {period} is {_kind_name(period)}", _many(word, str(latest)))
        for period, kind in kinds.items()
        if kind != prevailing
    }


def prevailing_kind(indicator: Indicator, periods: Iterable[Period]) -> tuple[PeriodKind, Period]:
    """Return the kind that counts among periods of several kinds, and the latest period of that kind."""
    distinct = dict.fromkeys(periods)
    times = Counter(map(PeriodKind.of, distinct))
    latest = {PeriodKind.of(period): period for period in sorted(distinct, key=by_end)}

    # Number first: two years typed as quarters do not outvote eight. The frequency only settles a tie, such as one
    # year and one quarter of an annual indicator, and the later kind what is left.
    def weight(kind: PeriodKind) -> tuple[int, bool, date, date]:
        return times[kind], kind.months in LENGTHS[indicator.frequency], *by_end(latest[kind])

    kind = max(times, key=weight)
    return kind, latest[kind]


def by_end(period: Period) -> tuple[date, date]:
    """Return a sort key for recency: the latest period ends last; of two with the same end, begins last.

    Two periods that tie are the same days, so the order is strict.
    """
    return period.end, period.start


def _kind_name(period: Period) -> str:
    """Return what a period is called. The label alone does not tell a financial year from a school year."""
    kind = PeriodKind.of(period)
    if kind == _FINANCIAL and not period.stated_year:
        return "a financial or school year"
    return kind.name


def _many(kind: str, example: str) -> str:
    if " months from " in kind:
        return f"{kind}, such as {example}"
    return f"{_plural(kind)}, such as {example}"


def _plural(kind: str) -> str:
    return f"{kind.removesuffix('s')}s{' together' if kind[0].isdigit() else ''}"
