"""How a view says what is known of an indicator, a cell for each question. Every cell says something."""

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.figure_words import distance, due, limits, period
from tht_xl.evaluation.sentence import with_unit
from tht_xl.model.definition import Indicator
from tht_xl.model.vocabulary import Polarity, Rating, Trend

NO_VALUE, ENDED = "no value", "series ended"
_STATUS = {
    Rating.PROPOSED: "proposed target, not rated",
    Rating.NOT_DUE: "not due yet",
    Rating.NO_TARGET: "no target",
    Rating.DATA_ONLY: "for context",
}
_NOT_MEASURED = {"aspirational": "wanted, not measured yet", "data-gap": "a gap in the data"}


def value_words(found: Assessment) -> str:
    """Return the latest value with its unit, or why there is none."""
    latest = found.latest
    if latest is None:
        return NO_VALUE
    if latest.value is not None:
        return with_unit(found.indicator, latest.value)
    why = latest.reason.removeprefix("no value: ")
    return f"withheld {latest.withheld}" if latest.withheld else f"{NO_VALUE}: {why}" if why else NO_VALUE


def period_words(found: Assessment) -> str:
    """Return the period of the latest value."""
    return period(str(found.latest.period)) if found.latest else "none"


def value_and_period_words(found: Assessment) -> str:
    """Return the latest value with its period: "28.0% (2022/23)"; or why there is none."""
    return f"{value_words(found)} ({period_words(found)})" if found.latest else value_words(found)


def interval_words(found: Assessment) -> str:
    """Return the 95% interval of the latest value."""
    latest = found.latest
    return limits(found.indicator, *latest.limits) if latest and latest.value is not None and latest.limits else "none"


def comparison_words(found: Assessment) -> str:
    """Return the headline comparator's value and the verdict."""
    if found.latest is None or found.latest.value is None:
        return "none"
    beside = found.latest.headline
    if beside is None or beside.value is None:
        return "nobody has a figure"
    word = beside.word.replace(": ", ", ") if beside.word else "not compared"
    return f"{beside.area.name} {with_unit(found.indicator, beside.value)}: {word[:1].lower() + word[1:]}"


def trend_words(found: Assessment) -> str:
    """Return the recent trend, or why it cannot be calculated."""
    latest = found.latest
    if latest is None or not latest.trend:
        return "none"
    if found.indicator.state == "historic" and latest.trend == Trend.CANNOT_BE_CALCULATED:
        return "none"  # nobody can add the points that are missing
    if latest.trend == Trend.CANNOT_BE_CALCULATED:
        return f"cannot be calculated: {latest.trend_reason}" if latest.trend_reason else "cannot be calculated"
    return latest.trend


def target_words(indicator: Indicator) -> str:
    """Return the target with its due date, and whether it is agreed."""
    target = indicator.target
    if target is None:
        return "no target"
    amount = with_unit(indicator, target.value) if target.value is not None else "named without a number"
    return f"{amount} {due(str(target.due))}{'' if target.agreed else ' (proposed)'}"


def status_words(found: Assessment) -> str:
    """Return what the target makes of the latest value. No value is "no value", whatever the target's rule."""
    latest = found.latest
    if found.indicator.state == "historic":
        return ENDED
    if latest is None or latest.value is None:
        return "withheld" if latest is not None and latest.withheld else NO_VALUE
    rating = latest.target_status.rating
    return _STATUS[Rating(rating)] if rating in _STATUS else rating or "not rated"


def gap_words(found: Assessment) -> str:
    """Return how far the latest value is short of the target, or better than it."""
    gap = found.latest.target_status.gap if found.latest else None
    if gap is None:
        return "not known"
    if gap == 0:
        return "exactly met"
    return f"{distance(found.indicator, abs(gap))} {'short' if gap > 0 else 'better'}"


def people_words(found: Assessment) -> str:
    """Return how many people are between the latest value and the target."""
    standing = found.latest.target_status if found.latest else None
    if standing is None or standing.final is None:
        return "no target" if standing is not None and found.indicator.target is None else "not known"
    if standing.gap is not None and standing.gap <= 0:
        return "none: target reached"
    if standing.people is None:
        return "not known: no numbers of people"
    return f"{standing.people:,} {which_way(found.indicator)} {found.indicator.people}"


def which_way(indicator: Indicator) -> str:
    """Return whether fewer or more people are wanted."""
    return "fewer" if indicator.polarity == Polarity.LOW else "more"


def next_words(found: Assessment) -> str:
    """Return the next period and the month by which its figure is expected."""
    if found.indicator.state == "historic":
        return ENDED
    timely = found.timeliness
    if timely is None:
        return "not known"
    return f"{period(timely.next_period)}, by {timely.expected_by}{': overdue' if timely.is_stale else ''}"


def not_measured_words(indicator: Indicator) -> str:
    """Return why an indicator has no figures, where the framework says so; "" for one that is measured."""
    return _NOT_MEASURED.get(indicator.status, "")
