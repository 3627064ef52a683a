"""What the year's data shows: targets met and missed, forecasts that failed, suppressions, actions that slipped."""

from collections.abc import Iterator, Mapping
from datetime import date

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.figure_words import due, period
from tht_xl.evaluation.result import Result
from tht_xl.evaluation.sentence import with_unit
from tht_xl.evaluation.target_status import target_status
from tht_xl.model.definition import Indicator
from tht_xl.model.periods.label import day_label
from tht_xl.model.vocabulary import Polarity
from tht_xl.monitoring.projection import projection_interval
from tht_xl.partnership.monitoring.targets import reading_when_due
from tht_xl.partnership.view import ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.templates.table import Row

MET, MISSED, NOT_DUE, NO_VALUE = "met", "missed", "not due", "due, and no value"
ENDED = ("done", "dropped")
MIN_PROJECTED = 3
"""A line through fewer points has no prediction interval. [points]"""
PROJECTED = (
    "A projection is the 95% prediction interval of the line through the figures before the newest, as they are now; "
    "one that is worse than it has failed."
)


def targets_section(given: ViewInput, known: Mapping[str, Assessment]) -> ViewSection:
    """Return each target that was due by the day of the review, met or missed; proposed ones say so."""
    rows: list[tuple[ViewCell, ...]] = []
    for indicator in given.framework.indicators:
        target, found = indicator.target, known.get(indicator.id)
        if target is None or target.value is None or target.due.start > given.as_of:
            continue
        reading = reading_when_due(target, found) if found else None
        if reading is None and target.due.end >= given.as_of:
            continue  # "by 2014" is not missed in November 2014
        standing = "agreed" if target.agreed else "proposed"
        amount = f"{with_unit(indicator, target.value)} {due(str(target.due))}"
        rows.append((indicator.label, amount, standing, *_outcome(indicator, reading)))
    columns = ("Indicator", "Target", "Standing", "Value", "Result")
    met = sum(row[-1] == MET for row in rows)
    missed = sum(row[-1] == MISSED for row in rows)
    said = f"{len(rows)} due: {met} met, {missed} missed, {len(rows) - met - missed} without a value."
    return ViewSection("Targets met and missed", (said,), columns if rows else (), tuple(rows))


def _outcome(indicator: Indicator, reading: Result | None) -> tuple[str, str]:
    if reading is None or reading.value is None:
        return "no value", NO_VALUE
    words = _amount(indicator, reading)
    gap = reading.target_status.gap
    return words, "not known" if gap is None else MET if gap <= 0 else MISSED


def _amount(indicator: Indicator, reading: Result) -> str:
    return f"{with_unit(indicator, reading.value or 0.0)} ({period(str(reading.period))})"


def forecasts_section(given: ViewInput, known: Mapping[str, Assessment]) -> ViewSection:
    """Return what was expected and did not come: projections, trajectories, and forecast days that have passed."""
    rows: list[tuple[ViewCell, ...]] = [row for found in known.values() if (row := _failed_projection(found))]
    for indicator in given.framework.indicators:
        latest = _latest(known.get(indicator.id))
        expected = target_status(indicator, latest.period).target if latest else None
        if latest is None or expected is None or latest.value is None or indicator.polarity is Polarity.NONE:
            continue
        short = expected - latest.value if indicator.polarity is Polarity.HIGH else latest.value - expected
        if short > 0:
            rows.append((indicator.label, with_unit(indicator, expected), _amount(indicator, latest), "trajectory"))
    for row in _tracked(given):
        passed = row["forecast"] is not None and row["forecast"] < given.as_of
        if passed and row["status"] not in ENDED:
            what = row["action"] if "action" in row.table.columns else row["milestone"]
            rows.append((what, day_label(row["forecast"]), row["status"] or "no status", "forecast day"))
    said = PROJECTED if rows else f"None is known. {PROJECTED}"
    columns = ("What", "Expected", "What there is", "Kind")
    return ViewSection("Forecasts that failed", (said,), columns if rows else (), tuple(rows))


def _failed_projection(found: Assessment) -> tuple[ViewCell, ...] | None:
    """Return the newest figure, where it is outside what the figures before it led to; None where it is not."""
    indicator = found.indicator
    series = [(each, each.value) for each in found.series if each.value is not None]
    if not series or indicator.polarity is Polarity.NONE:
        return None
    latest, value = series[-1]
    # A line goes through figures that were measured in one way, for periods of one kind.
    since = max((each.start for each in indicator.breaks if each.start <= latest.period.start), default=date.min)
    before = [
        (each.period.end, figure)
        for each, figure in series[:-1]
        if each.period.kind == latest.period.kind and each.period.start >= since
    ]
    if len(before) < MIN_PROJECTED:
        return None
    interval = projection_interval(
        [day.isoformat() for day, _ in before], [figure for _, figure in before], latest.period.end
    )
    lower, upper = float(interval.lower), float(interval.upper)
    # What is better than projected has not failed.
    is_worse = value < lower if indicator.polarity is Polarity.HIGH else value > upper
    if not is_worse:
        return None
    expected = f"{with_unit(indicator, lower)} to {with_unit(indicator, upper)}"
    return indicator.label, expected, _amount(indicator, latest), "projection"


def _latest(found: Assessment | None) -> Result | None:
    return found.latest if found is not None else None


def suppressions_section(known: Mapping[str, Assessment]) -> ViewSection:
    """Return how many figures were withheld, by indicator. Only that they were: never what they are."""
    rows: list[tuple[ViewCell, ...]] = []
    for found in known.values():
        periods = [period(str(each.period)) for each in found.series if each.withheld]
        if periods:
            rows.append((found.indicator.label, len(periods), ", ".join(periods)))
    said = () if rows else ("No figure of the own area was withheld.",)
    return ViewSection("Suppressions", said, ("Indicator", "Figures withheld", "Periods") if rows else (), tuple(rows))


def slipped_section(given: ViewInput) -> ViewSection:
    """Return the actions and milestones that are late, overdue, or forecast after they were due."""
    rows: list[tuple[ViewCell, ...]] = []
    for row in _tracked(given):
        if row["status"] in ENDED:
            continue
        overdue = row["due"] is not None and row["due"] < given.as_of
        later = row["due"] is not None and row["forecast"] is not None and row["forecast"] > row["due"]
        words = "late" if row["status"] == "late" else "overdue" if overdue else "forecast later" if later else ""
        if words:
            what = row["action"] if "action" in row.table.columns else row["milestone"]
            rows.append((what, row["owner"], row["due"], row["forecast"], words, row.place))
    columns = ("What", "Owner", "Due", "Forecast", "State", "Where")
    return ViewSection("Slipped actions", () if rows else ("None is known.",), columns if rows else (), tuple(rows))


def _tracked(given: ViewInput) -> Iterator[Row]:
    """Yield the rows of action tracker and delivery plan; made-up ones do not count."""
    for template, table in (("action-tracker", "actions"), ("delivery-plan", "milestones")):
        register = given.optional(template, of_framework=True)
        if register is not None and not register.is_illustrative:
            yield from register[table]
