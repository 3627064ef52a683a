"""The worksheets in which the synchronisation keeps its place, and the one in which it keeps what it cannot place."""

STATE, BASE, UNDO, STAGE = "_tht_state", "_tht_base", "_tht_undo", "_tht_stage"
HIDDEN = (STATE, BASE, UNDO, STAGE)
"""Titles of the hidden ones."""


def base_of(number: int) -> str:
    """Return the title of the base of a tab: the first has number 1."""
    return BASE if number == 1 else f"{BASE}_{number}"


def undo_of(number: int) -> str:
    """Return the title of the worksheet with the pre-image of a tab."""
    return UNDO if number == 1 else f"{UNDO}_{number}"


def hidden_of(tabs: int) -> tuple[str, ...]:
    """Return the titles of all hidden worksheets of a spreadsheet with so many tabs."""
    return (*HIDDEN, *(title(number) for number in range(2, tabs + 1) for title in (base_of, undo_of)))


RECOVERED = "Recovered"
"""Title of the visible one; it is made when it is first needed."""
