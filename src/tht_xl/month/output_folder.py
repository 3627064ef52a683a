"""Which month the output folder shows, and when its files stay as they are.

Older results never take the place of newer ones unsaid, nor a plan that of the page which the board saw.
"""

import re
from pathlib import Path
from typing import NamedTuple

from tht_xl.errors import PeriodError
from tht_xl.model.periods.period import Period
from tht_xl.month.closing.require import current_edition
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.memory.open import OpenMemory
from tht_xl.store.times import month_text

PAGE = "board.html"
MAX_HEAD = 8_000
"""So far into the page its title is looked for. [characters]"""
_TITLE = re.compile(r"<title>[^<]*: (\w+ \d{4})</title>")


def month_shown(folder: Path) -> Period | None:
    """Return the month whose board page lies in a folder; None where there is none, or it does not say."""
    try:
        with (folder / PAGE).open(encoding="utf-8", errors="replace") as file:
            found = _TITLE.search(file.read(MAX_HEAD))
        return Period.parse(found[1]) if found else None
    except (OSError, PeriodError):
        return None


class FolderUse(NamedTuple):
    """What a run does with the output folder.

    Attributes:
        is_kept: Whether the files there stay as they are.
        said: What the person who runs the month should know of it; "" where there is nothing to say.
    """

    is_kept: bool
    said: str


WRITTEN = FolderUse(False, "")
"""The files are written, and nothing has to be said."""


def use_of_folder(config: MonthConfig, memory: OpenMemory) -> FolderUse:
    """Return whether a run writes its files into the output folder.

    A run that only looks leaves the files of a later month, and those of a closing, as they are. A run that records
    what it comes to writes its files, because those are what is closed; it says whose place they took.

    Args:
        config: The month's configuration.
        memory: The open memory of the run.
    """
    shown = month_shown(config.output)
    if shown is not None and shown.start > config.month.start:
        if memory.writes:
            apart = "to keep both, write 'output: papers/{month}'"
            return FolderUse(False, f"these of {config.month} took the place of those of {shown}; {apart}")
        return FolderUse(True, f"the files there are those of {shown}")
    if shown == config.month and memory.store is not None and not memory.writes:
        closed = current_edition(memory.store, month_text(config.month))
        if closed is not None:
            return FolderUse(True, f"{config.month} is closed, and the files there are those of its closing")
    return WRITTEN
