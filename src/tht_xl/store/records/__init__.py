"""What the store keeps: the functions over its tables, a module for each subject.

Start with `runs`, the shortest story: a run begins, writes and ends. `remembered` is one returned row and
`observations` its table; `purging` takes records away and keeps an account of it.
"""
