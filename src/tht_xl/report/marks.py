"""The words of the paper with the shape and tone each is shown in: a word always, colour only beside it."""

from dataclasses import dataclass

from tht_xl.evaluation.exceptions import HELD_BACK, LATE, STALE, UNTESTED_GAP


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
    UNTESTED_GAP: Mark("Far off, but not tested", "unknown"),
    LATE: Mark("No newer return", "held", "held"),
    STALE: Mark("Older than expected", "clock"),
    HELD_BACK: Mark("Newest figure held back", "held", "held"),
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


def direction(word: str, change: float) -> Mark | None:
    """Whether a value is better or worse than the one before; without colour, because it may be chance.

    Args:
        word: The word of `evaluate`: "Improving", "Worsening", "No change", "Up" or "Down".
        change: The difference from the value before; only its sign counts.
    """
    icon = "equal" if change == 0 else "above" if change > 0 else "below"
    return Mark({"Up": "Higher now", "Down": "Lower now"}.get(word, f"{word} since"), icon) if word else None


def rating(word: str, *, has_minimum: bool = False) -> Mark:
    """The verdict of a rating rule; only an agreed target that is due has a colour."""
    if word == "Red" and has_minimum:
        return Mark("Red: short of the minimum expectation", "octagon", "red")
    return RATINGS.get(word, RATINGS["No target"])
