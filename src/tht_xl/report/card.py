"""One indicator as the paper shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from tht_xl.framework.sentence import number
from tht_xl.model.definition import Indicator
from tht_xl.report import marks, text
from tht_xl.report.chart import Chart, chart
from tht_xl.report.describe import course, described
from tht_xl.report.facts import Fact, facts, sources, uncertain, why_absent
from tht_xl.report.marks import Mark
from tht_xl.report.narrative import Narrative, narrative
from tht_xl.report.readings import Comparison, Reading
from tht_xl.report.spark import Spark, spark


@dataclass(frozen=True, slots=True)
class Table:
    """The figures behind a chart: headings, and a row for each period, newest first."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator, ready for the template; every text is complete without colour or chart.

    Attributes:
        latest: The newest reading with a value or withheld, or the newest at all; None where there is none.
        value: The latest value with its unit, or "" where there is none.
        absent: Why there is no value, or "".
        before: The last known value of an indicator that has none now, or "".
        beside: The headline comparison, or None.
        described: The chart in words.
        course: The chart in a line of print.
    """

    indicator: Indicator
    latest: Reading | None
    value: str
    limits: str
    period: str
    absent: str
    before: str
    sentence: str
    beside: Comparison | None
    comparison: Mark | None
    trend: Mark | None
    rating: Mark | None
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    sources: tuple[Fact, ...]
    narrative: Narrative
    chart: Chart | None
    spark: Spark | None
    described: str
    course: str
    table: Table | None

    @property
    def anchor(self) -> str:
        """Id of the card in the page."""
        return f"indicator-{self.indicator.id}"

    @property
    def verdicts(self) -> tuple[Mark, ...]:
        """Comparison, trend and rating, where there is anything to say."""
        return tuple(m for m in (self.comparison, self.trend, self.rating) if m and m.icon != "none")

    @property
    def beside_words(self) -> str:
        """The headline comparator and its value: "England 22.7%"."""
        if self.beside is None or self.beside.value is None:
            return ""
        return f"{self.beside.area.name} {text.amount(self.indicator, self.beside.value)}"

    @property
    def is_history(self) -> bool:
        """Whether the series has ended."""
        return self.indicator.state == "historic"

    @property
    def is_withheld(self) -> bool:
        """Whether the latest value is withheld."""
        return self.latest is not None and self.latest.value is None and bool(self.latest.withheld)


def card(
    indicator: Indicator,
    series: Sequence[Reading],
    home: str,
    narratives: Mapping[str, Mapping[str, str]],
    held_back: str = "",
) -> Card:
    """The card of one indicator.

    Args:
        indicator: Whose card it is.
        series: Its readings in the framework's own area, oldest first; may be empty.
        home: Name of that area.
        narratives: What partners wrote, by key of a row.
        held_back: Why the return that reports it is missing, or "".
    """
    series, blank = _up_to_the_latest(series)
    latest = series[-1] if series else None
    value = latest.value if latest else None
    has_value = latest is not None and value is not None
    return Card(
        indicator=indicator,
        latest=latest,
        value=text.amount(indicator, value) if value is not None else "",
        limits=text.limits(indicator, *latest.limits) if latest and latest.limits else "",
        period=text.period(str(latest.period)) if latest else "",
        absent="" if has_value else why_absent(latest, held_back),
        before=_before(indicator, series) if not has_value else "",
        sentence=latest.sentence if latest and has_value else "",
        beside=latest.headline if latest and has_value else None,
        comparison=_comparison(latest) if has_value else None,
        trend=marks.trend(latest.trend) if latest and has_value and latest.trend else None,
        rating=_rating(latest) if has_value else None,
        facts=facts(indicator, latest) if latest and has_value else (),
        notes=_notes(indicator, latest, blank, held_back),
        sources=sources(indicator, latest) if latest else (),
        narrative=narrative(series, narratives),
        chart=chart(series, indicator, home),
        spark=spark(series, indicator),
        described=described(series, indicator, home) if any(r.value is not None for r in series) else "",
        course=course(series, indicator),
        table=_table(series, indicator, home) if series else None,
    )


def _up_to_the_latest(series: Sequence[Reading]) -> tuple[Sequence[Reading], Sequence[Reading]]:
    """The series up to its newest value or withheld row, and the rows after it that hold neither."""
    after = len(list(takewhile(lambda r: r.value is None and not r.withheld, reversed(series))))
    known = len(series) - after
    return (series[:known], series[known:]) if known else (series, ())


def _notes(indicator: Indicator, latest: Reading | None, blank: Sequence[Reading], held_back: str) -> tuple[str, ...]:
    if latest is None:
        return ()
    older = [f"A newer figure may be missing: {held_back}."] if held_back else []
    return (*uncertain(indicator, latest), *map(_blank, blank), *older)


def _blank(reading: Reading) -> str:
    return f"No value for {text.period(str(reading.period))}: {why_absent(reading)}."


def _before(indicator: Indicator, series: Sequence[Reading]) -> str:
    """The last known value of an indicator whose latest is missing."""
    known = next((r for r in reversed(series) if r.value is not None), None)
    if known is None or known.value is None:
        return ""
    return f"Last known: {text.amount(indicator, known.value)} in {text.period(str(known.period))}."


def _comparison(reading: Reading | None) -> Mark | None:
    beside = reading.headline if reading else None
    return marks.compared(beside.word, beside.area.name) if beside else None


def _rating(reading: Reading | None) -> Mark | None:
    standing = reading.standing if reading else None
    if standing is None or not standing.rating:
        return None
    return marks.rating(standing.rating, has_minimum=standing.minimum is not None)


def _table(series: Sequence[Reading], indicator: Indicator, home: str) -> Table:
    counted = any(r.count is not None for r in series)
    areas = [c.area for c in series[-1].comparisons]
    shown = [n for n in range(len(areas)) if any(r.comparisons[n].value is not None for r in series)]
    headings = ["Period", home, "95% interval", *(areas[n].name for n in shown)]
    rows = []
    for reading in reversed(series):
        row = [text.period(str(reading.period)), _cell(indicator, reading.value, why_absent(reading))]
        row.append(text.limits(indicator, *reading.limits) if reading.limits else "none")
        row += [_cell(indicator, reading.comparisons[n].value, "not published") for n in shown]
        if counted:
            row += [number(x, 0) if x is not None else "not given" for x in (reading.count, reading.denominator)]
        rows.append(tuple(row))
    return Table((*headings, *(["Numerator", "Denominator"] if counted else [])), tuple(rows))


def _cell(indicator: Indicator, value: float | None, absent: str) -> str:
    return text.amount(indicator, value) if value is not None else absent
