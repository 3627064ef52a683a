"""What things are: frozen, valid, without arithmetic.

Start with `definition`, what a framework is made of; `finding` is what a check finds, `periods` and `age_bands` how
people write them. Decisions: docs/decisions/domain-mapping.md, docs/decisions/periods.md.
"""
