"""The tables of a month as CSV: what the checks found, and any table so that a spreadsheet runs nothing in it."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from tht_xl.model.finding import Finding
from tht_xl.month.registers.registers import MonthRegister
from tht_xl.workbook.check import Return

WAIVED_COLUMNS = ("waived_by", "waived_because", "waived_until")
FINDING_COLUMNS = (
    "workbook",
    "code",
    "severity",
    "scope",
    "sheet",
    "cell",
    "given",
    "expected",
    "fix",
    *WAIVED_COLUMNS,
)


def findings_table(returns: Sequence[Return], registers: Sequence[MonthRegister] = ()) -> pd.DataFrame:
    """Return every finding of every return and register, a row each."""
    reports = [*(each.report for each in returns), *(each.filled.report for each in registers)]
    rows = [(Path(report.path).name, *_cells(finding)) for report in reports for finding in report]
    return pd.DataFrame(rows, columns=pd.Index(FINDING_COLUMNS))


def _cells(finding: Finding) -> tuple[str, ...]:
    waiver = finding.waiver
    waived = (waiver.role, waiver.reason, str(waiver.until)) if waiver else ("", "", "")
    return (*(str(getattr(finding, name)) for name in FINDING_COLUMNS[1 : -len(WAIVED_COLUMNS)]), *waived)


def table_as_csv(table: pd.DataFrame) -> str:
    """Return a table as CSV that a spreadsheet opens without running anything: text never begins like a formula."""
    texts = table.select_dtypes(include=["object", "string"]).columns
    safe = table.copy()
    for name in texts:
        safe[name] = table[name].map(
            lambda text: f"'{text}" if isinstance(text, str) and text[:1] in "=+-@\t\r" and text else text
        )
    return safe.to_csv(index=False, lineterminator="\n")
