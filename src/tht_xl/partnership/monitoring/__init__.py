"""What the Board watches: indicators by group, exceptions, targets, key progress indicators, scrutiny.

Start with `assessed.py`, which says what is known of each indicator, and `exceptions.py`. docs/monitoring.md shows the
views; docs/decisions/ranked-exceptions.md gives the order of exceptions, key-indicators.md the limit. What one figure
means is decided in `evaluation`; nothing is rated again here.
"""
