"""Decide what the synchronisation changes, from three sides: ours, the sheet's, and what both held last time.

Start in `plan`: pure, it writes nothing. Decision: docs/decisions/three-way-sync.md.
"""
