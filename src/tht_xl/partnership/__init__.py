"""The partnership's own systems: what a board does with its framework, as pure functions over definitions.

Start with `smart/check.py`: whether each target is specific, measurable, achievable, relevant and time-bound. Nothing
here reads or writes a file. docs/decisions/smart.md says which test belongs to which letter, and why.
"""
