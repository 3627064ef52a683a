"""How people are heard, what they said, what was achieved: engagement plan, consultation, achievements.

Start with `consultation.py`, which counts what was said and holds back what could point to somebody. Decision:
docs/decisions/consultation.md.
"""
