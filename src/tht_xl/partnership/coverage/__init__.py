"""What an outcomes framework covers, and what it leaves open: statements, metrics, owners, narratives, gaps.

Start with `coverage.py`, which needs nothing but the definitions. `selection.py` is the choice of metrics by
life-course group, `uses.py` who uses which metric, `ownership.py` the score of owners and freshness.
docs/decisions/coverage.md says what counts as current, and how the score is made.
"""
