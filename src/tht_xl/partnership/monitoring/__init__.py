"""What the Board watches: indicators by priority, domain, workstream, partner, life-course group and locality.

Start with `assessed.py`, which says what is known of each indicator, and `indicators.py`. docs/monitoring.md shows the
views. What one figure means is decided in `evaluation`; nothing is rated again here.
"""
