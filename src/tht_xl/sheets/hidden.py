"""The hidden worksheets in which the synchronisation keeps its place."""

STATE, BASE, UNDO, STAGE = "_tht_state", "_tht_base", "_tht_undo", "_tht_stage"
HIDDEN = (STATE, BASE, UNDO, STAGE)
"""Their titles."""
