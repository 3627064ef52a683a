"""What may go wrong, how the borough compares with others, and what the papers state in passing.

Start with `risks.py`. Decisions: docs/decisions/risks.md, docs/decisions/other-boroughs.md.
"""
