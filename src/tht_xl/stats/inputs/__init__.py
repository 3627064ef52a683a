"""Arguments that many methods share, checked once: counts and populations, confidence levels, multipliers, bands.

Start in `domain`; `refused` says in one line what is wrong with an argument.
"""
