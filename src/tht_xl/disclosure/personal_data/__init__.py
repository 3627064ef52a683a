"""Recognise personal data in what people type: texts in general, dates of birth, postcodes.

Start with `texts`; docs/decisions/personal-data.md gives the reasons.
"""
