"""Who meets, and what comes to which meeting: bodies, forward plan, agenda, the day on which papers go out.

Start with `forward_plan.py`, which lays out every agenda; `turns.py` gives everybody a turn, `clear_days.py` counts the
days before a meeting. Decisions: docs/decisions/forward-plan.md, docs/decisions/clear-days.md.
"""
