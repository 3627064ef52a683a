"""Where each figure of a month comes from: the columns of `results.csv` that say so.

The names, types and order are in `tht_xl.evaluation.schema`; docs/decisions/results-schema.md gives the reasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from tht_xl.disclosure.personal_data.texts import masked
from tht_xl.documents.addresses import cell_position
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.evaluation.schema import ResultKind, month_columns
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Scope, Severity
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.evaluating.held_rows import SHARED_SHEET
from tht_xl.month.memory.recall import Recalled
from tht_xl.month.memory.row import Key, Remembered
from tht_xl.workbook.check import Return

Place = tuple[str, str, int]
"""File, worksheet and row."""

NEW, CARRIED, REVISED, LATE = "new", "carried", "revised", "late"


def with_provenance(
    results: pd.DataFrame, config: MonthConfig, framework: Framework, recalled: Recalled, returns: Sequence[Return]
) -> pd.DataFrame:
    """Return the results of a month with every column of `month_columns`, in its order.

    Args:
        results: What was evaluated, with the marks of revisions.
        config: The month's configuration.
        framework: The definitions.
        recalled: The returned rows that count.
        returns: This month's checked returns, in the configuration's order.
    """
    origins = _Origins.of(config, recalled, returns)
    told = [origins.cells(row) for row in results.to_dict("records")]
    together = results.copy()
    for name in told[0] if told else ():
        together[name] = pd.Series([cells[name] for cells in told], results.index, dtype=object)
    listed = list(month_columns(framework))
    for column in listed:
        if column.name not in together:
            together[column.name] = "" if column.kind is ResultKind.TEXT else pd.NA
        elif column.kind is ResultKind.WHOLE:
            # A published figure has no row in a worksheet: a blank among numbers.
            together[column.name] = pd.to_numeric(together[column.name], errors="coerce")
    return together[[column.name for column in listed]].astype({column.name: str(column.kind) for column in listed})


@dataclass(frozen=True, slots=True)
class _Origins:
    """What is known of returned rows.

    Attributes:
        now: The version of each key that counts in the month.
        before: The version that counted before it.
        revised: What counted before, where this month's figures are others.
        overridden: Who waived what a check found in a row, by place.
        not_received: Files of returns that have not arrived.
    """

    now: dict[Key, Remembered]
    before: dict[Key, Remembered]
    revised: dict[Key, Remembered]
    overridden: dict[Place, str]
    not_received: frozenset[str]

    @classmethod
    def of(cls, config: MonthConfig, recalled: Recalled, returns: Sequence[Return]) -> "_Origins":
        month = None if config.later_figures else config.month
        return cls(
            recalled.memory.known_in(month),
            recalled.memory.known_before(config.month),
            recalled.revised,
            {place: role for done in returns for place, role in _roles_of_waivers(done).items()},
            frozenset(source.workbook.name for source in config.returns if not source.workbook.exists()),
        )

    def cells(self, row: dict) -> dict[str, object]:
        """Return the cells of one result; those of a published figure say no more than its key."""
        key: Key = (row["indicator"], row["area"], row["period"])
        remembered = self._version(key, is_revised=bool(row["revised"])) if row["returned_in"] else None
        name = key_of(*key)
        if remembered is None:
            blank = dict.fromkeys(("returned_on", "returned_by_role", "status", "overridden_by_role"), "")
            whose = "sheet" if row["returned_in"] == SHARED_SHEET else "published"
            return {"observation_id": f"{name}@{whose}" if name.strip("|") else "", "version": pd.NA, **blank}
        return {
            "observation_id": f"{name}@{remembered.version}",
            "version": remembered.version,
            "returned_on": remembered.returned_on.isoformat(),
            "returned_by_role": masked(remembered.role),
            "status": self._status(key, row),
            "overridden_by_role": self.overridden.get((row["workbook"], row["sheet"], _number(row["row"])), ""),
        }

    def _version(self, key: Key, *, is_revised: bool) -> Remembered | None:
        """Return the version whose figures are shown. A change that is not shown does not change it."""
        return self.revised[key] if key in self.revised and not is_revised else self.now.get(key)

    def _status(self, key: Key, row: dict) -> str:
        if row["revised"]:
            return REVISED
        if key not in self.before or self.before[key].is_withdrawal:
            return NEW
        return LATE if row["workbook"] in self.not_received else CARRIED


def _roles_of_waivers(done: Return) -> dict[Place, str]:
    """Return who waived an error, by the row that it would have held back."""
    roles: dict[Place, list[str]] = {}
    for finding in done.report.waived:
        if finding.waiver and finding.severity is Severity.ERROR and finding.scope is Scope.ROW and finding.cell:
            place = Path(done.report.path).name, finding.sheet, cell_position(finding.cell)[0]
            roles.setdefault(place, []).append(masked(finding.waiver.role))
    return {place: "; ".join(dict.fromkeys(some)) for place, some in roles.items()}


def _number(row: object) -> int:
    return int(row) if isinstance(row, int | float | np.integer) and row == row else 0
