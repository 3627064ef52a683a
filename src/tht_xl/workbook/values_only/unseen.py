"""What is not looked at where only the values of a workbook are read, and which rules therefore do not run."""

from tht_xl.workbook.values_only.kind import Kind

OF_STRUCTURE = frozenset({
    "R116", "R118", "R119", "R411", "R412", "R413", "R501", "R502", "R504", "R512", "R513", "R810",
})  # fmt: skip
"""Formats, hidden and merged cells, comments, and what a formula is."""
OF_SAVED_RESULTS = frozenset({"R506", "R507"})
"""Formulas without a saved result. A binary workbook always saves one, a text has no formulas."""
OF_SHEETS = frozenset({"R117"})
"""Hidden worksheets; a text has none."""
NOT_RUN: dict[Kind, frozenset[str]] = {
    "ods": OF_STRUCTURE,
    "xlsb": OF_STRUCTURE | OF_SAVED_RESULTS,
    "xls": OF_STRUCTURE | OF_SAVED_RESULTS,
    "csv": OF_STRUCTURE | OF_SAVED_RESULTS | OF_SHEETS,
}
UNSEEN: dict[Kind, str] = {
    "ods": "formulas, formats, hidden rows and columns, merged cells and comments were not looked at",
    "xlsb": "formulas, formats, hidden rows and columns, merged cells and comments were not looked at",
    "xls": "formulas, formats, hidden rows and columns, merged cells and comments were not looked at",
    "csv": "a text has no formulas, formats, hidden or merged cells, comments or further worksheets to look at",
}
