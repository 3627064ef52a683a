"""What a month writes into its output folder."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from tht_xl.documents.file_set import NotReplacedError, replace_together, settle_files
from tht_xl.errors import ConfigError
from tht_xl.evaluation.results import Results
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.evaluating.held_rows import HELD_BACK
from tht_xl.month.evaluating.recollection import Recollection
from tht_xl.month.evaluating.returned_words import with_returned
from tht_xl.month.evaluating.standing import MonthStanding
from tht_xl.month.governance.narratives import MonthNarratives
from tht_xl.month.progress import Notify
from tht_xl.month.registers.actions import MonthActions
from tht_xl.month.registers.registers import MonthRegister
from tht_xl.month.shared_sheet.narratives import narrative_columns, narratives
from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.month.tables import findings_table, table_as_csv
from tht_xl.report.board import board_page
from tht_xl.report.month_report import RegisterReport, SheetReport, month_report
from tht_xl.workbook.check import Return

PLAN = "plan.txt"
NO_PLAN = "No shared sheet was compared in this run. The plan of an earlier run was here and has been removed."


def write_files(
    config: MonthConfig,
    framework: Framework,
    returns: Sequence[Return],
    registers: Sequence[MonthRegister],
    results: Results,
    sync: SyncResult | None,
    standing: MonthStanding,
    recollection: Recollection,
    written: MonthNarratives,
    actions: MonthActions,
    notify: Notify,
    more: Mapping[str, str] = MappingProxyType({}),
    private: Mapping[Path, str] = MappingProxyType({}),
) -> dict[str, Path]:
    """Write the board page, the results, the findings and the plan; all of them or none.

    Args:
        config: The month's configuration.
        framework: The definitions.
        returns: Each return as checked.
        registers: Each plan, register and log as checked.
        results: What everybody may see.
        sync: What the sheet holds; None where there is none.
        standing: What became of the returns, and what needs attention.
        recollection: What earlier months gave.
        written: The narratives of the sheet and the returns, with the figures they are about.
        actions: The month's actions, wherever they were typed.
        notify: Told about progress.
        more: Texts of further files, by name.
        private: Texts of files outside the output folder that only their owner may read.

    Raises:
        ConfigError: The output folder cannot be written to; its files are as they were.
    """
    notify("Writing the board page", 0, 1)
    texts = {
        "results.csv": table_as_csv(results.frame),
        "findings.csv": table_as_csv(findings_table(returns, registers)),
        "board.html": page_of(config, framework, results, sync, standing, written, actions),
        "month-report.html": _report(config, results, registers, sync, standing, recollection, actions),
        **more,
    }
    if sync is not None:
        texts[PLAN] = "\n".join([sync.sentence, *sync.lines, ""])
    elif (config.output / PLAN).exists():
        # An earlier run's plan beside this run's results would be taken for theirs.
        texts[PLAN] = f"{NO_PLAN}\n"
    try:
        replace_together(config.output, texts, private)
    except NotReplacedError as error:
        done = "; the shared sheet is up to date already" if sync is not None and sync.applied else ""
        raise _not_replaced(config.output, error, done) from None
    notify("Writing the board page", 1, 1)
    return {name: config.output / name for name in texts}


def require_writable(folder: Path) -> None:
    """Make the output folder and see that files can be made in it, before anything is written anywhere.

    What an earlier run that was cut off had begun to write there is completed or undone.

    Raises:
        ConfigError: They cannot.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
        settle_files(folder)
    except OSError as error:
        raise _not_replaced(folder, NotReplacedError("", error)) from None
    except NotReplacedError as error:
        raise _not_replaced(folder, error) from None


def _not_replaced(folder: Path, error: NotReplacedError, done: str = "") -> ConfigError:
    named = f"{error.name} cannot be written" if error.name else "the results cannot be written"
    free = "Free some space" if error.is_disk_full else "Choose another 'output', or close the file that is open"
    return ConfigError(
        f"{named} ({error.reason}); nothing there was changed",
        where=str(folder),
        remedy=f"{free}, and run again{done}",
    )


def narratives_of(
    config: MonthConfig, framework: Framework, sync: SyncResult | None, written: MonthNarratives
) -> Mapping[str, Mapping[str, str]]:
    """Return what people wrote in the sheet and the returns, by key and heading, each with the figure it is about."""
    said = {} if sync is None else narratives(sync, narrative_columns(config), framework, str(config.month))
    return written.dated(with_returned(said, written.returned))


def page_of(
    config: MonthConfig,
    framework: Framework,
    results: Results,
    sync: SyncResult | None,
    standing: MonthStanding,
    written: MonthNarratives,
    actions: MonthActions,
) -> str:
    """Return the board page of what an audience may see."""
    return board_page(
        results,
        framework,
        title=config.title,
        month=f"{config.month.start:%B %Y}",
        returns=standing.returns,
        narratives=actions.without_tracked(narratives_of(config, framework, sync, written)),
        as_of=config.month.end,
        assessments=standing.assessments,
        actions=actions.by_indicator(),
    )


def _held_back_lines(results: Results) -> Iterator[str]:
    """Yield each row beside which an error held something back, with the figure that counts."""
    held = results.frame[results.frame[HELD_BACK] != ""]
    for indicator, area, period, said in held[["indicator", "area", "period", HELD_BACK]].itertuples(index=False):
        yield f"{key_of(indicator, area, period)}: {said}"


def _report(
    config: MonthConfig,
    results: Results,
    registers: Sequence[MonthRegister],
    sync: SyncResult | None,
    standing: MonthStanding,
    recollection: Recollection,
    actions: MonthActions,
) -> str:
    return month_report(
        tuple(standing.assessments.values()),
        title=config.title,
        month=f"{config.month.start:%B %Y}",
        returns=standing.returns,
        registers=tuple(_register_report(each) for each in registers),
        unused=results.unused,
        sheet=None if sync is None else SheetReport(sync.sentence, sync.lines, sync.conflicts),
        memory=(*recollection.lines(), *_held_back_lines(results)),
        actions=actions.lines,
    )


def _register_report(register: MonthRegister) -> RegisterReport:
    report = register.filled.report
    return RegisterReport(register.name, register.keeper, register.says, tuple(report.findings),
                          is_owed=register.is_owed)  # fmt: skip
