"""A month: check the returns, evaluate, bring the shared sheet up to date, write the paper."""

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from tht_xl.evaluation.evaluate import evaluate, latest
from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.result import Results
from tht_xl.model.days import today
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig, framework_of
from tht_xl.month.evaluating.areas import areas_to_withhold, with_reasons, with_symbols
from tht_xl.month.evaluating.gather import Gathered, check_returns, gather
from tht_xl.month.evaluating.held_rows import (
    comparators_without_figure,
    held_rows,
    mark_held_rows,
    with_last_comparators,
)
from tht_xl.month.evaluating.provenance import with_provenance
from tht_xl.month.evaluating.recollection import Recollection
from tht_xl.month.evaluating.revised import mark_revised
from tht_xl.month.evaluating.standing import MonthStanding, month_standing
from tht_xl.month.files import require_writable, write_files
from tht_xl.month.memory.open import OpenMemory, open_memory
from tht_xl.month.memory.recall import Recalled, recall
from tht_xl.month.progress import Notify, silent
from tht_xl.month.recording import recorded_run
from tht_xl.month.shared_sheet.narratives import comparator_figures
from tht_xl.month.shared_sheet.permission import note_written_month, require_newest_month, sheet_writer
from tht_xl.month.shared_sheet.rows import sheet_columns, sheet_rows
from tht_xl.month.shared_sheet.sync import SyncResult, look, require_may_write, require_sheet, synchronise
from tht_xl.sheets.standing import Writer
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
        recollection: What earlier months gave to this one, and what was remembered.
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

    @property
    def needs_attention(self) -> bool:
        """Whether anything was held back, or the sheet holds a conflict."""
        held_back = any(r.report.errors for r in self.returns)
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
            "exceptions": [exception_as_data(a) for group in self.standing.exceptions.values() for a in group],
            "indicators": len(self.newest),
            "withheld": int((self.newest["withheld"] != "").sum()),
            "sync": None if sync is None else sync.summary(),
            "memory": self.recollection.summary(),
            "files": {name: str(path) for name, path in self.files.items()},
        }


def exception_as_data(assessment: Assessment) -> dict[str, object]:
    """Return an indicator that needs attention, for a program: every reason, gravest first, with its words."""
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


def run_month(
    config: MonthConfig,
    *,
    apply: bool = False,
    rehearse: bool = False,
    set_back: bool = False,
    take_over: bool = False,
    notify: Notify = silent,
) -> MonthResult:
    """Run a month.

    An error in a return holds back its row or its partner. The shared sheet is written only with `apply`, in one
    piece; the files of the output folder are written when everything else has gone through.

    Args:
        config: The month's configuration.
        apply: Write to the shared sheet; without it the plan is made and nothing is written there.
        rehearse: Use a local copy of the shared sheet, kept in the output folder.
        set_back: Write to the sheet although it was brought to a later month already.
        take_over: Write to the sheet although it was last written from another store, or a newer copy of this one.
        notify: Told about progress.

    Raises:
        ThtError: The month could not be run; nothing was written to the shared sheet.
    """
    framework = framework_of(config)
    require_sheet(config, sheet_columns(framework), apply=apply, rehearse=rehearse)
    require_writable(config.output)
    with open_memory(config, framework.id, apply=apply, rehearse=rehearse) as memory:
        if apply and not set_back:
            require_newest_month(config, memory, rehearse=rehearse)
        with recorded_run(memory, "month", config.month, apply=apply) as run:
            writer = sheet_writer(config, memory, run, rehearse=rehearse, set_back=set_back, take_over=take_over)
            return _run(config, framework, memory, run, writer, apply=apply, rehearse=rehearse, notify=notify)


def _run(
    config: MonthConfig,
    framework: Framework,
    memory: OpenMemory,
    run: str | None,
    writer: Writer,
    *,
    apply: bool,
    rehearse: bool,
    notify: Notify,
) -> MonthResult:
    returns = check_returns(config, framework, notify, memory=memory.memory)
    notify("Evaluating", 0, 1)
    recalled = recall(config, framework, memory.memory, returns, today=today())
    gathered = gather(config, framework, recalled.observations)
    held = held_rows(returns, framework)
    missing = comparators_without_figure(held, gathered.observations, framework)
    if missing:
        # Only the sheet may still know the figure; the rows that are compared with it would lose their comparison.
        seen = look(config, sheet_columns(framework), rehearse=rehearse)
        figures = {} if seen is None else comparator_figures(seen.theirs, framework, apart=recalled.gone)
        gathered = replace(gathered, observations=with_last_comparators(gathered.observations, missing, figures))
    results, recollection = _evaluate(gathered, recalled, memory, framework)
    results = mark_held_rows(results, held, framework, config.month)
    results = with_provenance(results, config, framework, recalled, returns)
    # Looked up once, and read by the sheet, the page, the report and the terminal.
    view = Results(results, framework)
    notify("Evaluating", 1, 1)
    known = month_standing(config, framework, returns, view, None, before_sync=True)
    rows, columns = sheet_rows(view, framework, known.assessments), sheet_columns(framework)
    is_unusable = not rows and any(r.report.errors for r in returns)
    if apply and not is_unusable:
        require_may_write(config, columns, writer, rehearse=rehearse)
    # Before the sheet: a run that is cut off between the two is completed by running it again. The other way round,
    # the sheet would show rows that next month's run knows nothing of.
    memory.remember(recalled.memory, run=run)
    if is_unusable:
        # An empty month says nothing about the sheet; what the sheet last said must not go with the returns.
        sync = look(config, columns, rehearse=rehearse)
    else:
        if apply:
            # Before the sheet, for the same reason as the memory.
            note_written_month(config, memory, run, rehearse=rehearse)
        sync = synchronise(config, columns, rows, apply=apply, rehearse=rehearse, notify=notify, writer=writer)
    standing = month_standing(config, framework, returns, view, sync, not_this_month=recollection.not_this_month)
    files = write_files(config, framework, returns, view, sync, standing, recollection, notify)
    if sync is not None and sync.applied:
        # The plan lists what earlier runs had left untold, and lies where it belongs: from here on it is told.
        writer.ledger.note_reported()
    newest = latest(results, framework, view.found)
    return MonthResult(config, framework, returns, results, newest, sync, files, standing, recollection)


def _evaluate(
    gathered: Gathered, recalled: Recalled, memory: OpenMemory, framework: Framework
) -> tuple[pd.DataFrame, Recollection]:
    """Return the results, areas protected and revisions marked, and what the memory gave to them."""
    withhold = areas_to_withhold(gathered.observations, framework)
    results = evaluate(with_symbols(gathered.observations, withhold), framework)
    results = with_reasons(results, withhold, framework)
    results, revisions = mark_revised(results, recalled.revised, framework)
    return results, Recollection(memory, recalled, revisions, gathered.too_late, framework)
