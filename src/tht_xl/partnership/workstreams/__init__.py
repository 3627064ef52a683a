"""What each workstream is asked: how its outcomes are, how far its priorities are, which projects improve what.

Start with `workstream.py`, the page of one; `in_brief.py` has all of them. `outcomes.py`, `priorities.py`,
`projects.py` and `budget.py` each make a part; `project_chart.py` reads the points of a project.
docs/workstreams.md is for the user; docs/decisions/workstreams.md says why.
"""
