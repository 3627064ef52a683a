"""What people fill in: definitions of returns, plans, registers and logs, and tables read from them. No workbook here.

Start in `definition`, which is what a YAML file holds, and `load`. `checks` makes the checks of a table, each one Excel
expression; `native` writes them as a check column, `table` holds what was filled in, and `check` says what is wrong.
`workbook.registers` writes and reads the files. Decision: docs/decisions/template-rules.md.
"""
