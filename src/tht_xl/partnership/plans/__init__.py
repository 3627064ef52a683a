"""What plans and lists of actions mean: delivery plans, capital schemes, the action tracker.

Start with `same_action.py`. The rules of a row are in the templates (definitions/templates); here is what takes more
than one Excel expression. docs/views.md says what a view is.
"""
