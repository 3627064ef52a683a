"""What a number means: comparison, rating, trajectory, projection, trend, process control.

Start with `rating`. Decisions: rating-rule.md, recent-trend.md, projection.md, process-control.md and
proposed-targets.md in docs/decisions/; formulas and sources in docs/methods/.
"""
