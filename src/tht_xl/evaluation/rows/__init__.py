"""Rows of observations: what their columns are called, what their cells hold, and what each row is about.

Start in `observations`, then `resolve`, which finds each row's indicator, area and period. Decision:
docs/decisions/observation-key.md.
"""
