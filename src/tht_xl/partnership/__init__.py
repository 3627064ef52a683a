"""The partnership's own systems: what a board does with its framework and registers, as pure functions.

Start with `views.py`: what the registers say; `checks.py` has what is checked in them beyond their templates, and
`smart/check.py` whether each target is SMART (docs/decisions/smart.md). Nothing here reads or writes a file.
docs/systems.md has a line for each system.
"""
