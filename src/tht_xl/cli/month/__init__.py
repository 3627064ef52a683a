"""The commands of a month: ask and remind, run, decide, close.

Start with `monthly`, which runs one. `group` lets a configuration stand for `run`; the modules called summary say what
the terminal and programs are shown.
"""
