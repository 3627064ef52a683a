"""One indicator as the paper shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tht_xl.evaluation.areas import AreaReading
from tht_xl.evaluation.exceptions import Assessment, misses_minimum
from tht_xl.evaluation.movement import reading_before
from tht_xl.evaluation.reasons import GETTING_WORSE, HELD_BACK, LATE, RED, UNTESTED_GAP, WORSE
from tht_xl.evaluation.result import ComparatorFigure, Result
from tht_xl.evaluation.sentence import number
from tht_xl.model.definition import Indicator
from tht_xl.report import marks, text
from tht_xl.report.charts.chart import Chart, chart
from tht_xl.report.charts.describe import course, described
from tht_xl.report.charts.spark import Spark, spark
from tht_xl.report.facts import (
    Fact,
    ages,
    approval_facts,
    facts,
    held_back_facts,
    revised,
    sources,
    uncertain,
    why_absent,
)
from tht_xl.report.marks import Mark
from tht_xl.report.narrative import Narrative, narrative


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures behind a chart: headings, and a row for each period, newest first."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator, ready for the template; every text is complete without colour or chart.

    Attributes:
        assessment: What is known of the indicator, and why it needs attention.
        value: The latest value with its unit, or "" where there is none.
        absent: Why there is no value, or "".
        before: The last known value of an indicator that has none now, or "".
        beside: The headline comparison, or None.
        described: The chart in words.
        course: The chart in a line of print.
    """

    assessment: Assessment
    value: str
    limits: str
    period: str
    absent: str
    before: str
    sentence: str
    beside: ComparatorFigure | None
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
    table: FigureTable | None
    by_area: FigureTable | None = None
    actions: tuple[str, ...] = ()

    @property
    def indicator(self) -> Indicator:
        """Whose card it is."""
        return self.assessment.indicator

    @property
    def latest(self) -> Result | None:
        """The newest reading with a value or withheld, or the newest at all; None where there is none."""
        return self.assessment.latest

    @property
    def anchor(self) -> str:
        """Id of the card in the page."""
        return f"indicator-{self.indicator.id}"

    @property
    def verdicts(self) -> tuple[Mark, ...]:
        """Comparison, trend and rating, where there is anything to say."""
        return tuple(m for m in (self.comparison, self.trend, self.rating) if m and m.icon != "none")

    @property
    def reason_marks(self) -> tuple[Mark, ...]:
        """A chip for each reason why the indicator needs attention, most serious first."""
        verdicts = {RED: self.rating, WORSE: self.comparison, GETTING_WORSE: self.trend} | marks.REASONS
        found = (verdicts.get(name) for name in self.assessment.reason_ids)
        return tuple(mark for mark in found if mark is not None)

    @property
    def arrival_marks(self) -> tuple[Mark, ...]:
        """The chips that are about how the figure arrived: late, held back, old, not tested."""
        return tuple(marks.REASONS[name] for name in self.assessment.reason_ids if name in marks.REASONS)

    @property
    def why_from_before(self) -> str:
        """Why the figure is an earlier one: its return has not come, or its newest row was held back; or ""."""
        if LATE in self.assessment.reason_ids:
            return "no newer return"
        return "newest figure held back" if HELD_BACK in self.assessment.reason_ids else ""

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


def card(
    assessment: Assessment,
    home: str,
    narratives: Mapping[str, Mapping[str, str]],
    areas: Sequence[AreaReading] = (),
    actions: tuple[str, ...] = (),
) -> Card:
    """Return the card of one indicator.

    Args:
        assessment: What is known of it this month.
        home: Name of the framework's own area.
        narratives: What partners wrote, by key of a row.
        areas: Its figures in other areas, newest first.
        actions: The open actions of the action tracker that are to move it, in words.
    """
    indicator, series, latest = assessment.indicator, assessment.series, assessment.latest
    held_back = ", and ".join(absence.words for absence in assessment.absences)
    value = latest.value if latest else None
    has_value = latest is not None and value is not None
    return Card(
        assessment=assessment,
        value=f"{text.amount(indicator, value)}{_mark(latest)}" if value is not None else "",
        limits=text.limits(indicator, *latest.limits) if latest and latest.limits else "",
        period=text.period(str(latest.period)) if latest else "",
        absent="" if has_value else _absent(latest, held_back, home, areas),
        before=_before(indicator, series) if not has_value else "",
        sentence=latest.sentence if latest and has_value else "",
        beside=latest.headline if latest and has_value else None,
        comparison=_comparison(latest) if has_value else None,
        trend=marks.trend(latest.trend) if latest and has_value and latest.trend else None,
        rating=_rating(indicator, latest) if has_value else None,
        facts=(*_facts(assessment), *revised(indicator, series), *held_back_facts(series), *approval_facts(latest)),
        notes=_notes(assessment, held_back),
        sources=sources(indicator, latest) if latest else (),
        narrative=narrative(series, narratives),
        chart=chart(series, indicator, home),
        spark=spark(series, indicator),
        described=described(series, indicator, home) if any(r.value is not None for r in series) else "",
        course=course(series, indicator),
        table=_table(series, indicator, home) if series else None,
        by_area=_by_area(areas, indicator, home) if areas else None,
        actions=actions,
    )


def _mark(latest: Result | None) -> str:
    """Return " [p]" beside a provisional figure."""
    return " [p]" if latest is not None and latest.origin.approval.startswith("[p]") else ""


def _absent(latest: Result | None, held_back: str, home: str, areas: Sequence[AreaReading]) -> str:
    """Return why there is no value; figures of areas within the own one were returned all the same, and are below."""
    if latest is None and areas:
        why = f"{held_back}; no" if held_back else "no"
        return f"{why} figure for {home} as a whole; figures by area are below"
    return why_absent(latest, held_back)


def _by_area(areas: Sequence[AreaReading], indicator: Indicator, home: str) -> FigureTable:
    """Return the figures by area: value, interval and the comparison with the own area."""
    rows = [
        (
            r.area.name,
            text.period(str(r.period)),
            _cell(indicator, r.value, r.absent),
            text.limits(indicator, *r.limits) if r.limits else "none",
            marks.compared(r.word).word if r.word else "none",
        )
        for r in areas
    ]
    return FigureTable(("Area", "Period", "Value", "95% interval", f"Compared with {home}"), tuple(rows))


def _facts(assessment: Assessment) -> tuple[Fact, ...]:
    indicator, latest = assessment.indicator, assessment.latest
    if latest is None:
        return ()
    before = reading_before(assessment.series, latest)
    about = facts(indicator, latest, before) if latest.value is not None else ()
    return (*about, *ages(latest.period, assessment.timeliness))


def _notes(assessment: Assessment, held_back: str) -> tuple[str, ...]:
    if assessment.latest is None:
        return ()
    far = [f"{text.capitalise(r.words)}." for r in assessment.reasons if r.id == UNTESTED_GAP]
    older = [f"No newer return: {held_back}."] if held_back else []
    return (*uncertain(assessment.indicator, assessment.latest), *far, *map(_blank, assessment.blank), *older)


def _blank(reading: Result) -> str:
    return f"No value for {text.period(str(reading.period))}: {why_absent(reading)}."


def _before(indicator: Indicator, series: Sequence[Result]) -> str:
    """Return the last known value of an indicator whose latest is missing."""
    known = next((r for r in reversed(series) if r.value is not None), None)
    if known is None or known.value is None:
        return ""
    return f"Last known: {text.amount(indicator, known.value)} in {text.period(str(known.period))}."


def _comparison(reading: Result | None) -> Mark | None:
    beside = reading.headline if reading else None
    return marks.compared(beside.word, beside.area.name) if beside else None


def _rating(indicator: Indicator, reading: Result | None) -> Mark | None:
    standing = reading.target_status if reading else None
    if standing is None or not standing.rating:
        return None
    return marks.rating(standing.rating, indicator.rating, misses_minimum=misses_minimum(indicator, standing))


def _table(series: Sequence[Result], indicator: Indicator, home: str) -> FigureTable:
    counted = any(r.count is not None for r in series)
    areas = [c.area for c in series[-1].comparisons]
    shown = [n for n in range(len(areas)) if any(r.comparisons[n].value is not None for r in series)]
    headings = ["Period", home, "95% interval", *(areas[n].name for n in shown)]
    rows = []
    for reading in reversed(series):
        row = [_marked_period(reading), _cell(indicator, reading.value, why_absent(reading))]
        row.append(text.limits(indicator, *reading.limits) if reading.limits else "none")
        row += [_cell(indicator, reading.comparisons[n].value, "not published") for n in shown]
        if counted:
            row += [number(x, 0) if x is not None else "not given" for x in (reading.count, reading.denominator)]
        rows.append(tuple(row))
    return FigureTable((*headings, *(["Numerator", "Denominator"] if counted else [])), tuple(rows))


def _marked_period(reading: Result) -> str:
    """Return a period with the marks of its figure: "2022/23 [r]"."""
    return f"{text.period(str(reading.period))} {reading.origin.marks}".rstrip()


def _cell(indicator: Indicator, value: float | None, absent: str) -> str:
    return text.amount(indicator, value) if value is not None else absent
