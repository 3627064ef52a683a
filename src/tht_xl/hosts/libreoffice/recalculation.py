"""What every formula of a workbook gives when LibreOffice recalculates it with the add-in."""

import tempfile
from pathlib import Path

from openpyxl.utils import get_column_letter

from tht_xl.errors import WorkbookError
from tht_xl.functions.engine.cells import Cell, CellError
from tht_xl.hosts.libreoffice.addin.values import error_text
from tht_xl.hosts.libreoffice.office import Office
from tht_xl.hosts.libreoffice.rewriting import rewrite_workbook

Recalculated = dict[tuple[str, str], Cell]


def recalculate(path: Path, *, office: Office | None = None, seconds: float = 120.0) -> Recalculated:
    """Recalculate a copy of a workbook; the file itself stays as it is.

    Args:
        path: An Excel workbook (.xlsx or .xlsm).
        office: A running one; without it one is started and stopped, which takes some seconds.
        seconds: Time limit, where one is started. [s]

    Returns:
        By sheet and cell ("Data", "C4") what each formula gives, those of array formulas each in its cell. Errors are
        CellError. LibreOffice has no booleans: TRUE is 1.

    Raises:
        WorkbookError: The file cannot be read.
        MissingOfficeError: LibreOffice is not installed.
        OfficeError: LibreOffice cannot open the file, or needs longer than the limit.
    """
    if office is None:
        with Office(seconds=seconds) as started:
            return recalculate(path, office=started)
    if not path.is_file():
        raise WorkbookError("there is no such file", where=path.name)
    with tempfile.TemporaryDirectory(prefix="tht-xl-copy-") as folder:
        copy = Path(folder) / f"copy{path.suffix}"
        rewrite_workbook(path, copy)
        found = office.ask("calculate", path=str(copy))["cells"]
    return {
        (sheet, f"{get_column_letter(column + 1)}{row + 1}"): (
            CellError(error_text(value["error"])) if isinstance(value, dict) else value
        )
        for sheet, row, column, value in found
    }
