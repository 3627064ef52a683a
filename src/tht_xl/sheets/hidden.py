"""The worksheets in which the synchronisation keeps its place, and the one in which it keeps what it cannot place."""

STATE, BASE, UNDO, STAGE = "_tht_state", "_tht_base", "_tht_undo", "_tht_stage"
HIDDEN = (STATE, BASE, UNDO, STAGE)
"""Titles of the hidden ones."""

RECOVERED = "Recovered"
"""Title of the visible one; it is made when it is first needed."""
