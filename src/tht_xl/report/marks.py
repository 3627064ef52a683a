"""The words of the paper with the shape and tone each is shown in: a word always, colour only beside it."""

from dataclasses import dataclass, replace

from tht_xl.evaluation.reasons import HELD_BACK, LATE, STALE, UNTESTED_GAP, heading
from tht_xl.model.vocabulary import Comparison, Rating, Trend


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict.

    Attributes:
        word: What it says; complete without shape and colour.
        icon: Id of its shape in the page.
        tone: Name of its colours: "good", "poor", "middling" or "plain", and "green", "amber", "red" for ratings.
    """

    word: str
    icon: str
    tone: str = "plain"


COMPARED: dict[str, Mark] = {
    Comparison.BETTER: Mark(Comparison.BETTER.value, "tick", "good"),
    Comparison.SIMILAR: Mark(Comparison.SIMILAR.value, "equal"),
    Comparison.WORSE: Mark(Comparison.WORSE.value, "cross", "poor"),
    Comparison.HIGHER: Mark(Comparison.HIGHER.value, "above"),
    Comparison.LOWER: Mark(Comparison.LOWER.value, "below"),
}
TRENDS: dict[str, Mark] = {
    Trend.INCREASING_BETTER: Mark(Trend.INCREASING_BETTER.value, "up", "good"),
    Trend.INCREASING_WORSE: Mark(Trend.INCREASING_WORSE.value, "up", "poor"),
    Trend.DECREASING_BETTER: Mark(Trend.DECREASING_BETTER.value, "down", "good"),
    Trend.DECREASING_WORSE: Mark(Trend.DECREASING_WORSE.value, "down", "poor"),
    Trend.INCREASING: Mark(Trend.INCREASING.value, "up"),
    Trend.DECREASING: Mark(Trend.DECREASING.value, "down"),
    Trend.NO_CHANGE: Mark(Trend.NO_CHANGE.value, "flat"),
    Trend.CANNOT_BE_CALCULATED: Mark("Trend cannot be calculated", "unknown"),
}
RATINGS: dict[str, Mark] = {
    Rating.GREEN: Mark("Green: target met", "round", "green"),
    Rating.AMBER: Mark("Amber: short of the target", "triangle", "amber"),
    Rating.RED: Mark("Red: target missed", "octagon", "red"),
    Rating.PROPOSED: Mark("Proposed target: not rated", "dashed"),
    Rating.NOT_DUE: Mark("Target not due yet", "clock"),
    Rating.NO_TARGET: Mark(Rating.NO_TARGET.value, "none"),
    Rating.DATA_ONLY: Mark("Data only: for context, no target applies", "none"),
}

REASONS = {
    UNTESTED_GAP: Mark(heading(UNTESTED_GAP), "unknown"),
    LATE: Mark(heading(LATE), "held", "held"),
    STALE: Mark(heading(STALE), "clock"),
    HELD_BACK: Mark(heading(HELD_BACK), "held", "held"),
}
"""Reasons for attention that no verdict of the card says already, by id."""


def compared(word: str, area: str = "") -> Mark:
    """Return the verdict of a comparison; with an area's name as "Worse than England".

    Examples:
        >>> compared("Worse", "England").word, compared("Similar", "England").word
        ('Worse than England', 'Similar to England')
        >>> compared("Not compared: no interval", "England").word
        'Not compared with England: no interval'
    """
    mark = COMPARED.get(word)
    if mark is None:
        reason = word.partition(": ")[2]
        return Mark(f"{Comparison.NOT_COMPARED}{area and f' with {area}'}{reason and f': {reason}'}", "unknown")
    joint = "to" if word == Comparison.SIMILAR else "than"
    return Mark(f"{word} {joint} {area}" if area else word, mark.icon, mark.tone)


def trend(word: str) -> Mark:
    """Return the verdict of a recent trend."""
    return TRENDS.get(word, TRENDS[Trend.CANNOT_BE_CALCULATED])


CHANGED: dict[str, Mark] = {
    Comparison.BETTER: Mark("Better since, by more than chance", "tick", "good"),
    Comparison.WORSE: Mark("Worse since, by more than chance", "cross", "poor"),
    Comparison.HIGHER: Mark("Higher since, by more than chance", "above"),
    Comparison.LOWER: Mark("Lower since, by more than chance", "below"),
    Comparison.SIMILAR: Mark("No significant change since", "equal"),
}
"""A value beside the one before it, where both have an interval: the rule of THT_CHANGE."""


def since(change: str, value: float, previous: float, *, is_far: bool = False) -> Mark:
    """Return how a value compares with the one before it: tested, or only which way it went.

    Args:
        change: The word of THT_CHANGE, or "" where an interval is missing.
        value: The value now.
        previous: The one before.
        is_far: Whether it has fallen so far that "may be chance" would play it down.

    Examples:
        >>> since("Similar", 28.0, 29.7).word, since("", 48.0, 52.7).word
        ('No significant change since', 'Lower than before; may be chance')
    """
    if change:
        return CHANGED[change]
    if value == previous:
        return Mark("Same as before", "equal")
    # Neither better nor worse, and no colour: nobody can tell whether it is more than chance.
    way, icon = (Comparison.HIGHER.value, "above") if value > previous else (Comparison.LOWER.value, "below")
    return Mark(f"{way} than before; {'not tested: no interval' if is_far else 'may be chance'}", icon)


RATED_BY: dict[tuple[str, str], str] = {
    ("havering", Rating.GREEN): "Green: within 10% of the target",
    ("benchmark", Rating.GREEN): "Green: better than the target",
    ("benchmark", Rating.AMBER): "Amber: the target is within the interval",
    ("benchmark", Rating.RED): "Red: worse than the target",
}
"""What a colour means under a rule that does not ask whether the target is met."""


def rating(word: str, rule: str = "tower-hamlets", *, misses_minimum: bool = False) -> Mark:
    """Return the verdict of a rating rule; only an agreed target that is due has a colour.

    Args:
        word: The word of `evaluate`.
        rule: Name of the indicator's rating rule.
        misses_minimum: Whether red means that the minimum expectation was missed.
    """
    mark = RATINGS.get(word, RATINGS[Rating.NO_TARGET])
    said = "Red: short of the minimum expectation" if misses_minimum else RATED_BY.get((rule, word), mark.word)
    return replace(mark, word=said)
