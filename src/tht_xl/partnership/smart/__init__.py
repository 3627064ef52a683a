"""The SMART check: five criteria, each with tests that are stated, applied to every target of a framework.

Start with `check.py`, which runs them; `finding.py` is what they return. `figures.py` and `words.py` read what a target
says in words. The tests are in the module of their criterion; `pairs.py` and `mentions.py` compare two places that
speak of one measure. docs/decisions/smart.md says why each test is what it is.
"""
