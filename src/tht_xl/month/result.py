"""What a month came to, for the terminal and for programs."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.evaluating.recollection import Recollection
from tht_xl.month.evaluating.standing import MonthStanding
from tht_xl.month.output_folder import WRITTEN, FolderUse
from tht_xl.month.registers.registers import MonthRegister
from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.workbook.check import Return


@dataclass(frozen=True, slots=True)
class MonthResult:
    """What a month came to.

    Attributes:
        config: What was asked for.
        framework: The definitions used.
        returns: Each partner's return with its findings.
        results: `evaluate`'s output for every observation.
        newest: The newest row of each indicator for the framework's own area.
        sync: What the sync did or would do; None where there is no shared sheet.
        files: What was written, by name.
        standing: What became of each return, and what needs attention.
        registers: Each plan, register and log as checked.
        recollection: What earlier months gave to this one, and what was remembered.
        folder: Whether the files of the output folder were left as they were, and why.
        actions: What became of the actions that were typed beside figures, a line each.
    """

    config: MonthConfig
    framework: Framework
    returns: tuple[Return, ...]
    results: pd.DataFrame
    newest: pd.DataFrame
    sync: SyncResult | None
    files: dict[str, Path]
    standing: MonthStanding
    recollection: Recollection
    registers: tuple[MonthRegister, ...] = ()
    folder: FolderUse = WRITTEN
    actions: tuple[str, ...] = ()

    @property
    def needs_attention(self) -> bool:
        """Whether anything was held back, or the sheet holds a conflict."""
        held_back = any(r.report.errors for r in (*self.returns, *(each.filled for each in self.registers)))
        return held_back or (self.sync is not None and bool(self.sync.conflicts))

    def summary(self) -> dict[str, object]:
        """Return the month in numbers, for a program."""
        sync = self.sync
        return {
            "month": str(self.config.month),
            "framework": f"{self.framework.id} {self.framework.version}",
            "returns": [
                {
                    "workbook": str(r.report.path),
                    "rows": len(r.observations),
                    "errors": len(r.report.errors),
                    "warnings": len(r.report) - len(r.report.errors) - len(r.report.waived),
                    "waived": len(r.report.waived),
                    "received": summary.received,
                    "held_back": summary.is_held_back,
                }
                for r, summary in zip(self.returns, self.standing.returns, strict=True)
            ],
            "registers": [each.summary() for each in self.registers],
            "actions": list(self.actions),
            "exceptions": [exception_as_data(a) for group in self.standing.exceptions.values() for a in group],
            "indicators": len(self.newest),
            "withheld": int((self.newest["withheld"] != "").sum()),
            "sync": None if sync is None else sync.summary(),
            "memory": self.recollection.summary(),
            "files": {name: str(path) for name, path in self.files.items()},
            "files_kept": self.folder.is_kept,
            "files_note": self.folder.said,
        }


def exception_as_data(assessment: Assessment) -> dict[str, object]:
    """Return an indicator that needs attention, for a program: every reason, most serious first, with its words."""
    latest = assessment.latest
    return {
        "indicator": assessment.indicator.id,
        "name": assessment.indicator.label,
        "period": None if latest is None else str(latest.period),
        "value": None if latest is None else latest.value,
        "reasons": list(assessment.reason_ids),
        "words": {reason.id: reason.words for reason in assessment.reasons},
        "narrative_owed": assessment.owes_narrative,
    }
