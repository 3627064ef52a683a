"""Excel on Windows: the worksheet functions through COM, as an add-in or inside a workbook.

Start with `addin`; `vba` writes the wrappers, `udfs` is what they call. docs/excel-it.md is its page.
"""
