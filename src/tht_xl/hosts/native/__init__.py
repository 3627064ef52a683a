"""Native formulas: the worksheet functions in ordinary spreadsheet functions, where nothing may be installed.

Start with `cell`, which makes the formula of one cell. Decision: docs/decisions/native-formulas.md.
"""

from tht_xl.hosts.native.book import write_workbook as write_workbook
from tht_xl.hosts.native.cell import formula as formula
from tht_xl.hosts.native.cell import reason_without as reason_without
from tht_xl.hosts.native.rewriting import Rewritten as Rewritten
from tht_xl.hosts.native.rewriting import native_cell as native_cell
