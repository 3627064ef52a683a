"""What may be shown when and to whom, who decided it, and how long it is kept.

Start with `protection.py`, which sets figures apart before anything is computed from them. docs/governance.md is for
the people who decide; docs/decisions/governance.md gives the reasons.
"""
