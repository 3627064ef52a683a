"""What the Board watches: indicators by priority, domain, workstream, partner and locality, exceptions, targets.

Start with `assessed.py`, which says what is known of each indicator, and `exceptions.py`. docs/monitoring.md shows the
views, docs/decisions/ranked-exceptions.md gives the order of exceptions. What one figure means is decided in
`evaluation`; nothing is rated again here.
"""
