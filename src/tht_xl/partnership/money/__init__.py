"""Savings: whose they are, what kind, planned and delivered, each pound once.

Start with `savings_view.py`; `double_counting.py` finds what is counted twice. Decision: docs/decisions/savings.md.
"""
