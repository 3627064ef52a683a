"""Rules about the file itself: whether it opens, its worksheets, how the sheet Data is laid out.

Start with `workbook`, which is asked first.
"""

from tht_xl.workbook.rules.file import book, layout, neighbours, origin, stopped, workbook

__all__ = ["book", "layout", "neighbours", "origin", "stopped", "workbook"]
