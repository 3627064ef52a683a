"""Age bands: the ages they hold, and the ways of writing one.

Start in `age_band`; `bands` is a list of them.
"""
