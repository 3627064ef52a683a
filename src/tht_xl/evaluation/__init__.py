"""Observations evaluated against a framework, and what the results say about the month.

Start in `evaluate`: frame in, frame out, by way of `resolve` (what a row is about), `value`, `history`,
`target_status` and `sentence`; `schema` names and types the columns, and `results` makes a value of each row shown.
What needs attention is decided in `exceptions`, the one place for the board page, the terminal, the month's JSON and
the shared sheet.

docs/evaluate.md lists the columns. Decisions: exceptions.md, period-kinds.md, rating-rule.md, recent-trend.md,
sentences.md, disclosure-rules.md, observation-key.md and results-schema.md in docs/decisions/.
"""
