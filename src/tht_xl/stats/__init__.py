"""Pure array functions of numbers: arrays in, arrays out.

Start with `proportion`, which shows the pattern of all; `arrays` has what they take and give. Formulas and sources are
in docs/methods/, decisions in standardised-rates.md, life-expectancy.md and slope-index.md in docs/decisions/.
"""
