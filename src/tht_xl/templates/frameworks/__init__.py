"""A framework as the tables of the template "framework-definitions", and back.

Start in `rows`, which fills the tables; `content` reads them, and knows which cell each part of the framework came
from. The columns are the fields of `tht_xl.model.definition`, with "-" for "_". Decision:
docs/decisions/framework-workbook.md.
"""
