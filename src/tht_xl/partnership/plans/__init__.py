"""What plans and lists of actions mean: the delivery plan, capital schemes, the action tracker, a crosswalk.

Start with `status_rules.py`, the state of a milestone or action. Its rules are data: `definitions/status-rules.yaml`.
The rules of a row are in the templates (definitions/templates); here is what takes more than one Excel expression.
docs/plans.md is for the user; docs/decisions/plans.md says why.
"""
