"""Looking at the whole: a theme across framework, plans and data, and the review of a strategy's first year.

Start with `whole_systems.py`; `mentions.py` finds what speaks of a theme. `year_review.py` is the review: `process.py`
says how the work was done, `year_results.py` what the figures show. docs/decisions/review.md has the reasons.
"""
