"""Write a workbook of each register that comes with the package, row for row."""

from datetime import date
from pathlib import Path

from tht_xl.framework.load import load_framework
from tht_xl.templates.registers import filled_register, register_names
from tht_xl.workbook.origin import ILLUSTRATIVE
from tht_xl.workbook.registers.write import write_register

SAVED_ON = date(2026, 11, 30)
"""The day that TODAY() is in the saved results, so that every build gives the same bytes."""


def build_registers(folder: Path) -> list[Path]:
    """Write the workbooks, in place of those that are there."""
    folder.mkdir(exist_ok=True)
    return [_build_one(name, folder / f"{name}.xlsx") for name in register_names()]


def _build_one(name: str, path: Path) -> Path:
    filled = filled_register(name)
    about = filled.about
    path.unlink(missing_ok=True)
    return write_register(
        path,
        filled.template,
        load_framework(about.framework),
        filled.rows,
        title=about.name,
        stamp=ILLUSTRATIVE if about.illustrative else "",
        source=about.source,
        today=SAVED_ON,
    )
