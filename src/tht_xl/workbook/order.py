"""The order in which somebody reads findings."""

from tht_xl.documents.addresses import column_number
from tht_xl.model.finding import Finding
from tht_xl.workbook.file.marks import DIGITS


def reading_order(finding: Finding) -> tuple[str, int, int, str]:
    """Sorts findings as somebody reads a worksheet: from the top, and each row from the left."""
    letters = finding.cell.rstrip(DIGITS)
    row = int(finding.cell[len(letters) :] or 0)
    return finding.sheet, row, column_number(letters), finding.code
