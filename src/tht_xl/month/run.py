"""A month: check the returns, evaluate, bring the shared sheet up to date, write the paper."""

from dataclasses import replace
from pathlib import Path

from tht_xl.evaluation.evaluate import latest
from tht_xl.evaluation.results import Results
from tht_xl.model.days import today
from tht_xl.model.definition import Framework
from tht_xl.month.closing.recording import record_run
from tht_xl.month.closing.require import require_not_closed
from tht_xl.month.closing.results_table import last_seen
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.governance import Audience
from tht_xl.month.configuration.load import framework_of
from tht_xl.month.cycle.expected import without_unasked_returns
from tht_xl.month.cycle.register import register_returns
from tht_xl.month.evaluating.gather import check_returns, gather
from tht_xl.month.evaluating.held_rows import (
    comparators_without_figure,
    held_rows,
    with_last_comparators,
)
from tht_xl.month.evaluating.returned_words import returned_texts
from tht_xl.month.evaluating.standing import MonthStanding, month_standing
from tht_xl.month.evaluating.views import MonthData
from tht_xl.month.files import narratives_of, page_of, require_writable, write_files
from tht_xl.month.governance.audience_files import NO_PARTNERS, PARTNERS_PAGE, PARTNERS_RESULTS, exempt_files
from tht_xl.month.governance.narratives import month_narratives, record_narratives
from tht_xl.month.governance.protection import Protection
from tht_xl.month.governance.restriction import record_reason, require_reason
from tht_xl.month.memory.open import OpenMemory, open_memory
from tht_xl.month.memory.recall import recall
from tht_xl.month.output_folder import WRITTEN, FolderUse, use_of_folder
from tht_xl.month.progress import Notify, silent
from tht_xl.month.recording import recorded_run
from tht_xl.month.registers.actions import actions_to_add, month_actions
from tht_xl.month.registers.keep import keep_registers
from tht_xl.month.registers.pages import view_pages
from tht_xl.month.registers.registers import check_registers
from tht_xl.month.registers.statuses import statuses_to_change
from tht_xl.month.result import MonthResult
from tht_xl.month.shared_sheet.make import tab_rows, titles_in_use
from tht_xl.month.shared_sheet.narratives import comparator_figures, narrative_columns
from tht_xl.month.shared_sheet.permission import (
    note_written_month,
    require_newest_month,
    sheet_writer,
    with_known_worksheet,
)
from tht_xl.month.shared_sheet.rows import sheet_columns, sheet_rows
from tht_xl.month.shared_sheet.settle import Settlement
from tht_xl.month.shared_sheet.sync import SheetSession, look, require_sheet
from tht_xl.month.shared_sheet.tabs.registers import register_tabs
from tht_xl.month.tables import table_as_csv
from tht_xl.sheets.standing import Writer
from tht_xl.store.times import month_text


def run_month(
    config: MonthConfig,
    *,
    apply: bool = False,
    rehearse: bool = False,
    set_back: bool = False,
    take_over: bool = False,
    accept_deleted: bool = False,
    because: str = "",
    role: str = "",
    notify: Notify = silent,
    only_sheet: bool = False,
    settlement: Settlement | None = None,
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
        accept_deleted: Write to the sheet although most of its rows were deleted since the last time.
        because: Why the sheet may be written on a day that the configuration restricts.
        role: Who says so.
        notify: Told about progress.
        only_sheet: Stop when the shared sheet is up to date: no page and no other file is written.
        settlement: What is decided about conflicts in the shared sheet; nothing unless given.

    Raises:
        ThtError: The month could not be run; nothing was written to the shared sheet.
    """
    framework = framework_of(config)
    is_restricted = apply and not rehearse and require_reason(config, today(), reason=because, role=role)
    require_sheet(config, sheet_columns(framework), apply=apply, rehearse=rehearse)
    if not only_sheet:
        require_writable(config.output)
    with open_memory(config, framework.id, apply=apply, rehearse=rehearse) as memory:
        require_not_closed(config, memory)
        config = with_known_worksheet(config, memory)
        if apply and not set_back:
            require_newest_month(config, memory, rehearse=rehearse)
        folder = WRITTEN if only_sheet else use_of_folder(config, memory)
        config = without_unasked_returns(config, framework, memory)
        with recorded_run(memory, "sync" if only_sheet else "month", config.month, apply=apply) as run:
            if is_restricted:
                record_reason(memory.store, str(config.month), reason=because, role=role, run=run)
            writer = sheet_writer(
                config,
                memory,
                run,
                rehearse=rehearse,
                set_back=set_back,
                take_over=take_over,
                accept_deleted=accept_deleted,
            )
            return _run(
                config, framework, memory, run, writer, apply=apply, rehearse=rehearse, folder=folder, notify=notify,
                only_sheet=only_sheet, settlement=settlement,
            )  # fmt: skip


def _run(
    config: MonthConfig,
    framework: Framework,
    memory: OpenMemory,
    run: str | None,
    writer: Writer,
    *,
    apply: bool,
    rehearse: bool,
    folder: FolderUse,
    notify: Notify,
    only_sheet: bool,
    settlement: Settlement | None,
) -> MonthResult:
    returns = check_returns(config, framework, notify, memory=memory.memory, store=memory.store)
    registers = check_registers(config, framework, notify, store=memory.store, today=today())
    notify("Evaluating", 0, 1)
    recalled = recall(config, framework, memory.memory, returns, today=today())
    gathered = gather(config, framework, recalled.observations)
    held = held_rows(returns, framework)
    missing = comparators_without_figure(held, gathered.observations, framework)
    if missing:
        # Only the sheet may still know the figure; the rows that are compared with it would lose their comparison.
        seen = look(config, sheet_columns(framework), rehearse=rehearse, framework=framework)
        # Earlier figures are in History; where a row is in both, the one that people read counts.
        there = {} if seen is None else {**seen.history, **seen.theirs}
        figures = comparator_figures(there, framework, apart=recalled.gone)
        gathered = replace(gathered, observations=with_last_comparators(gathered.observations, missing, figures))
    protection = Protection.of(config, framework, today())
    data = MonthData(config, framework, returns, recalled, gathered, held, memory, protection)
    view, recollection = data.view("open")
    for_partners = data.view("partners")[0] if protection.has_level("partners") else view
    notify("Evaluating", 1, 1)
    known = month_standing(config, framework, returns, for_partners, None, before_sync=True)
    seen = last_seen(memory.store, month_text(config.month))
    rows, columns = sheet_rows(for_partners, framework, known.assessments, seen), sheet_columns(framework)
    is_unusable = not rows and any(r.report.errors for r in returns)
    tabs = register_tabs(registers, titles_in_use(config))
    with SheetSession(
        config,
        columns,
        apply=apply,
        rehearse=rehearse,
        writer=writer,
        framework=framework,
        registers=tabs,
        settlement=settlement,
    ) as session:
        if not is_unusable:
            session.require_may_write()
        # Before the sheet: a run that is cut off between the two is completed by running it again. The other way
        # round, the sheet would show rows that next month's run knows nothing of.
        memory.remember(recalled.memory, run=run)
        if memory.store is not None and memory.writes:
            register_returns(memory.store, config, returns, today=today(), run=run)
        if is_unusable:
            # An empty month says nothing about the sheet; what the sheet last said must not go with the returns.
            sync = look(config, columns, rehearse=rehearse)
        else:
            if apply:
                # Before the sheet, for the same reason as the memory.
                note_written_month(config, memory, run, rehearse=rehearse)
            sync = session.synchronise(rows, notify, tab_rows(config, framework, rows, today(), tabs))

    if only_sheet:
        if sync is not None and sync.applied:
            writer.ledger.note_reported()
        newest = latest(view.frame, framework, view.found)
        return MonthResult(
            config, framework, returns, view.frame, newest, sync, {}, known, recollection, registers, folder
        )
    returned = returned_texts(config, framework, returns, memory.store)
    written = month_narratives(sync, narrative_columns(config), for_partners, memory.store, config.month, returned)
    actions = month_actions(config, registers, returned, sync, view, memory.store, today())
    said_of_statuses, to_change = statuses_to_change(config, tabs, sync)
    actions = replace(actions, lines=(*actions.lines, *said_of_statuses))
    if memory.writes:
        record_narratives(memory.store, written)
    if memory.store is not None and memory.writes:
        # After the sheet, in which people type actions too; none of what is kept here is shown there.
        keep_registers(memory.store, actions.registers, run=run)

    def standing_for(results: Results, level: Audience) -> MonthStanding:
        # What the sheet shows to the partners, or once showed, must not come back into a paper for everybody.
        hidden = {key for key in (sync.theirs if sync else ()) if protection.hides_key(key, level)}
        apart = recollection.not_this_month | hidden
        owed = written.owed_again
        return month_standing(
            config, framework, returns, results, sync, not_this_month=apart, owed_again=owed, returned=returned
        )

    standing = standing_for(view, "open")
    if for_partners is not view:
        page = page_of(config, framework, for_partners, sync, standing_for(for_partners, "partners"), written, actions)
        more = {PARTNERS_PAGE: page, PARTNERS_RESULTS: table_as_csv(for_partners.frame)}
    else:
        # What an earlier run left may since have become exempt.
        left = (name for name in (PARTNERS_PAGE, PARTNERS_RESULTS) if (config.output / name).exists())
        more = dict.fromkeys(left, f"{NO_PARTNERS}\n")
    said = actions.without_tracked(narratives_of(config, framework, sync, written))
    more |= view_pages(config, framework, actions.registers, view, said) | actions_to_add(config, actions) | to_change
    files: dict[str, Path] = {}
    if not folder.is_kept:
        private = exempt_files(config, framework, data.exempt() if data.protection.has_level("exempt") else None)
        files = write_files(
            config, framework, returns, actions.registers, view, sync, standing, recollection, written, actions,
            notify, more, private,
        )  # fmt: skip
        exempt = {path.name: text.encode() for path, text in private.items()} if protection.has_level("exempt") else {}
        record_run(memory, config, framework, data.observations("open"), standing.returns, sync, files, exempt)
    if sync is not None and sync.applied:
        # The plan lists what earlier runs had left untold, and lies where it belongs: from here on it is told.
        writer.ledger.note_reported()
    newest = latest(view.frame, framework, view.found)
    return MonthResult(
        config,
        framework,
        returns,
        view.frame,
        newest,
        sync,
        files,
        standing,
        recollection,
        actions.registers,
        folder,
        actions.lines,
    )
