"""Statuses that people type in the shared sheet go to the keeper of the register, in a file of rows to change."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from tht_xl.model.counted import counted
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.month.shared_sheet.tabs.registers import STATUS_THERE, RegisterTab, proposed_statuses
from tht_xl.month.tables import table_as_csv

COLUMNS = ("Worksheet", "Key", STATUS_THERE, "Status typed in the shared sheet")
NOTHING_TO_CHANGE = "The register has every status. The rows of an earlier run were here and have been removed.\n"


def statuses_to_change(
    config: MonthConfig, tabs: Sequence[RegisterTab], sync: SyncResult | None
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return what is said of the statuses that people typed, a line for each register, and the files for its keeper.

    Args:
        config: The month's configuration.
        tabs: The registers' worksheets.
        sync: What the shared sheet holds; None where there is none.
    """
    lines: list[str] = []
    files: dict[str, str] = {}
    if sync is None:
        return (), {}
    for register in dict.fromkeys(each.register for each in tabs):
        # A worksheet that was not read this time says nothing of what was typed there.
        of_it = [each for each in tabs if each.register == register and each.tab.title in sync.registers]
        rows = _rows(of_it, sync.registers)
        name = f"{Path(register).stem}-to-change.csv"
        if rows:
            files[name] = table_as_csv(pd.DataFrame(rows, columns=pd.Index(COLUMNS)))
            is_are = "is" if len(rows) == 1 else "are"
            lines.append(
                f"{counted(len(rows), 'status', 'statuses')} typed in the shared sheet {is_are} not as in {register}, "
                f"which counts: {name} has them for its keeper."
            )
        elif of_it and (config.output / name).exists():
            files[name] = NOTHING_TO_CHANGE
    return tuple(lines), files


def _rows(
    tabs: Sequence[RegisterTab], theirs: Mapping[str, Mapping[str, Mapping[str, str | float | bool | None]]]
) -> list[tuple[str, str, str, str]]:
    return [
        (each.tab.title, found.key, found.there, found.typed)
        for each in tabs
        for found in proposed_statuses(each, theirs[each.tab.title])
    ]
