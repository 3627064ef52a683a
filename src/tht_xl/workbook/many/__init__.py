"""Check many workbooks, or large ones: side by side, within limits, and none spoils another.

Start with `jobs` (`check_files`); `pool` keeps the worker processes and ends those that take too long, `worker` is what
runs in one. Decision: docs/decisions/checking-side-by-side.md.
"""
