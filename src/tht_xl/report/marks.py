"""The words of the paper with the shape and tone each is shown in: a word always, colour only beside it."""

from dataclasses import dataclass, replace

from tht_xl.evaluation.reasons import HELD_BACK, LATE, STALE, UNTESTED_GAP, heading


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


COMPARED = {
    "Better": Mark("Better", "tick", "good"),
    "Similar": Mark("Similar", "equal"),
    "Worse": Mark("Worse", "cross", "poor"),
    "Higher": Mark("Higher", "above"),
    "Lower": Mark("Lower", "below"),
}
TRENDS = {
    "Increasing and getting better": Mark("Increasing and getting better", "up", "good"),
    "Increasing and getting worse": Mark("Increasing and getting worse", "up", "poor"),
    "Decreasing and getting better": Mark("Decreasing and getting better", "down", "good"),
    "Decreasing and getting worse": Mark("Decreasing and getting worse", "down", "poor"),
    "Increasing": Mark("Increasing", "up"),
    "Decreasing": Mark("Decreasing", "down"),
    "No significant change": Mark("No significant change", "flat"),
    "Cannot be calculated": Mark("Trend cannot be calculated", "unknown"),
}
RATINGS = {
    "Green": Mark("Green: target met", "round", "green"),
    "Amber": Mark("Amber: short of the target", "triangle", "amber"),
    "Red": Mark("Red: target missed", "octagon", "red"),
    "Proposed": Mark("Proposed target: not rated", "dashed"),
    "Not due": Mark("Target not due yet", "clock"),
    "No target": Mark("No target", "none"),
    "Data only": Mark("Data only: for context, no target applies", "none"),
}

REASONS = {
    UNTESTED_GAP: Mark(heading(UNTESTED_GAP), "unknown"),
    LATE: Mark(heading(LATE), "held", "held"),
    STALE: Mark(heading(STALE), "clock"),
    HELD_BACK: Mark(heading(HELD_BACK), "held", "held"),
}
"""Reasons for attention that no verdict of the card says already, by id."""


def compared(word: str, area: str = "") -> Mark:
    """The verdict of a comparison; with an area's name as "Worse than England".

    Examples:
        >>> compared("Worse", "England").word, compared("Similar", "England").word
        ('Worse than England', 'Similar to England')
        >>> compared("Not compared: no interval", "England").word
        'Not compared with England: no interval'
    """
    mark = COMPARED.get(word)
    if mark is None:
        reason = word.partition(": ")[2]
        return Mark(f"Not compared{area and f' with {area}'}{reason and f': {reason}'}", "unknown")
    joint = "to" if word == "Similar" else "than"
    return Mark(f"{word} {joint} {area}" if area else word, mark.icon, mark.tone)


def trend(word: str) -> Mark:
    """The verdict of a recent trend."""
    return TRENDS.get(word, TRENDS["Cannot be calculated"])


CHANGED = {
    "Better": Mark("Better since, by more than chance", "tick", "good"),
    "Worse": Mark("Worse since, by more than chance", "cross", "poor"),
    "Higher": Mark("Higher since, by more than chance", "above"),
    "Lower": Mark("Lower since, by more than chance", "below"),
    "Similar": Mark("No significant change since", "equal"),
}
"""A value beside the one before it, where both have an interval: the rule of THT_CHANGE."""


def since(change: str, value: float, previous: float, *, is_far: bool = False) -> Mark:
    """How a value stands beside the one before it: tested, or only which way it went.

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
    way, icon = ("Higher", "above") if value > previous else ("Lower", "below")
    return Mark(f"{way} than before; {'not tested: no interval' if is_far else 'may be chance'}", icon)


RATED_BY = {
    ("havering", "Green"): "Green: within 10% of the target",
    ("benchmark", "Green"): "Green: better than the target",
    ("benchmark", "Amber"): "Amber: the target is within the interval",
    ("benchmark", "Red"): "Red: worse than the target",
}
"""What a colour means under a rule that does not ask whether the target is met."""


def rating(word: str, rule: str = "tower-hamlets", *, misses_minimum: bool = False) -> Mark:
    """The verdict of a rating rule; only an agreed target that is due has a colour.

    Args:
        word: The word of `evaluate`.
        rule: Name of the indicator's rating rule.
        misses_minimum: Whether red means that the minimum expectation was missed.
    """
    mark = RATINGS.get(word, RATINGS["No target"])
    said = "Red: short of the minimum expectation" if misses_minimum else RATED_BY.get((rule, word), mark.word)
    return replace(mark, word=said)
