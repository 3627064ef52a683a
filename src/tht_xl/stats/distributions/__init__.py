"""Distributions that intervals are taken from: normal, Student's t, Poisson.

Start in `normal`.
"""
