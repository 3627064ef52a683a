"""What partners wrote beside a value in the shared sheet, in their own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tht_xl.evaluation.result import Result
from tht_xl.report import text

SHOWN = 600
"""Letters of a note that are shown at once; the rest unfolds."""

BRIEF = 220
"""Letters of a note that are shown where it is only mentioned."""


@dataclass(frozen=True, slots=True)
class Note:
    """One column of the shared sheet: its heading, the text, and what was too long to show at once."""

    heading: str
    lead: str
    rest: str = ""

    @property
    def brief(self) -> str:
        """A line or two of it."""
        return self.lead if len(self.lead) <= BRIEF else f"{_cut(self.lead, BRIEF)} …"


@dataclass(frozen=True, slots=True)
class Narrative:
    """What partners wrote.

    Attributes:
        notes: The notes, in the order of the sheet's columns.
        about: The period they were written for; "" when it is the latest.
    """

    notes: tuple[Note, ...] = ()
    about: str = ""

    @property
    def is_given(self) -> bool:
        """Whether anybody wrote anything for the latest period."""
        return bool(self.notes) and not self.about


def narrative(series: Sequence[Result], narratives: Mapping[str, Mapping[str, str]]) -> Narrative:
    """Return the notes beside the latest reading, else the newest older ones, which then say what they are about.

    Args:
        series: Readings, oldest first.
        narratives: Text by heading, by key of a row "indicator|area|period".
    """
    for reading in reversed(series):
        given = narratives.get(reading.key, {})
        notes = tuple(_note(heading, words) for heading, words in given.items() if text.showable(str(words)).strip())
        if notes:
            about = "" if reading is series[-1] else text.period(str(reading.period))
            return Narrative(notes, about)
    return Narrative()


def _note(heading: str, words: str) -> Note:
    whole = text.showable(str(words)).strip()
    if len(whole) <= SHOWN:
        return Note(heading, whole)
    lead = _cut(whole, SHOWN)
    return Note(heading, lead, whole[len(lead) :].lstrip())


def _cut(whole: str, most: int) -> str:
    """Return the beginning of a text, up to a space where there is one in its second half."""
    space = whole.rfind(" ", most // 2, most)
    return whole[: space if space > 0 else most].rstrip()
