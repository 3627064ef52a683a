"""How a framework itself is made: what belongs in it, what is produced for it, with whom, and how it reads across.

Start with `proposed_items.py`, the rule that keeps business as usual out. `outputs.py` lists what is produced by when,
`strands.py` the engagement, `read_across.py` the links with another framework, walked both ways.
docs/decisions/scope.md gives the reasons.
"""
