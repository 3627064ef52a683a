"""Commissioning plans: how each is aligned with needs, strategy and themes, and what they come to together.

Start with `analysis.py`, the one document about all plans. `plan.py` reads a plan, `coverage.py` says what is covered,
`progress.py` what the plans expect, `recommendations.py` has the named rules and `found_in_plans.py` what each finds,
`sign_off.py` the Board's decisions. docs/decisions/commissioning.md gives the reasons.
"""
