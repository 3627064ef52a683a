"""The month's side of the shared sheet: the real one, or its local rehearsal."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from tht_xl.errors import ConfigError, ThtError
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import FORMER_WORKSHEET, WORKSHEET
from tht_xl.month.configuration.places import REHEARSED
from tht_xl.month.progress import Notify
from tht_xl.month.shared_sheet.headings import Cell
from tht_xl.month.shared_sheet.make import make_shared_sheet
from tht_xl.month.shared_sheet.narratives import narrative_columns
from tht_xl.month.shared_sheet.same_day import MoreRows, without_day, without_day_plan, without_day_rows
from tht_xl.month.shared_sheet.settle import Settlement
from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.month.shared_sheet.tabs.history import HISTORY
from tht_xl.month.shared_sheet.tabs.registers import RegisterTab
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.sheets.connection.client import connect
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.outcome import lines_of_tab
from tht_xl.sheets.plan.plan import Plan
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.sync import SharedSheet

STORE = REHEARSED
REHEARSAL = "Shared sheet (rehearsal)"
KEY_FILE = "THT_XL_KEY_FILE"
NOTHING_MORE: MoreRows = MappingProxyType({})


def require_sheet(config: MonthConfig, columns: Sequence[str], *, apply: bool, rehearse: bool) -> None:
    """Refuse what the configuration cannot mean for the sheet, before anything is written anywhere.

    Raises:
        ConfigError: `apply` was asked for and there is no sheet to apply it to, or people are to write in a column
            that the sync fills.
    """
    if config.sheet is None and not rehearse:
        if apply:
            raise ConfigError("there is no sheet to apply the plan to", remedy="Add 'sheet:' or use --rehearse")
        return
    managed = {match_key(column) for column in columns}
    taken = [heading for heading in narrative_columns(config) if match_key(heading) in managed]
    if taken:
        raise ConfigError(
            f"the sync itself fills the column {taken[0]!r}", where="narrative", remedy="Name a column people write in"
        )


class SheetSession:
    """The shared sheet for the time of one run: opened when it is first needed, read once where nothing is new.

    Args:
        config: The month's configuration.
        columns: The headers that the sync manages, the key first.
        apply: Whether to write.
        rehearse: Whether a local copy replaces the sheet.
        writer: On whose behalf; nobody's unless given.
        framework: Whose domains have a filter view each, and whose partners may be chosen as owners.
        registers: The worksheets of the month's registers.
        settlement: What is decided about conflicts; nothing unless given.
    """

    def __init__(
        self,
        config: MonthConfig,
        columns: Sequence[str],
        *,
        apply: bool,
        rehearse: bool,
        writer: Writer | None = None,
        framework: Framework | None = None,
        registers: Sequence[RegisterTab] = (),
        settlement: Settlement | None = None,
    ) -> None:
        self._config, self._columns, self._writer, self._framework = config, columns, writer, framework
        self._registers, self._settlement = tuple(registers), settlement
        self._applies, self._rehearses = apply, rehearse
        self._stack, self._opened = contextlib.ExitStack(), None

    def __enter__(self) -> "SheetSession":
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def require_may_write(self) -> None:
        """Refuse a sheet that is written from another store or shows a later month, before anything is written.

        Raises:
            SheetError: It is one, or it cannot be reached.
        """
        if not self._applies or (self._rehearses and not find_rehearsed_sheet(self._config).exists()):
            return
        self._open()[0].require_may_write()

    def synchronise(
        self, rows: Sequence[Mapping[str, Cell]], notify: Notify, more_rows: MoreRows = NOTHING_MORE
    ) -> SyncResult | None:
        """Compare the rows with the shared sheet, and write the difference where the run is to write.

        Args:
            rows: What the first worksheet is to say.
            notify: Told about progress.
            more_rows: What the others are to say, by title.

        Returns:
            None where the configuration names no sheet and this is not a rehearsal.

        Raises:
            SheetError: The sheet is not as we left it, or cannot be reached; nothing was written.
        """
        if self._config.sheet is None and not self._rehearses:
            return None
        what = "Updating the shared sheet" if self._applies else "Comparing with the shared sheet"
        notify(what, 0, 1)
        sheet, where = self._open()
        settlement = self._settlement
        if settlement is not None and settlement.has_to_look:
            settlement.look_at(sheet.preview(rows, without_day_rows(more_rows)))
        if self._applies:
            # The day of a run that changes nothing else is not news.
            outcome = without_day(sheet.confirm(rows, without_day_rows(more_rows)))
            if outcome is None:
                sheet.prepare()
                outcome = sheet.apply(rows, more_rows)
            lost, settled = outcome.to_look_at, len(outcome.earlier)
            lines = (*(settlement.lines() if settlement else ()), *outcome.lines())
            result = SyncResult(
                outcome.plan,
                where,
                sheet.theirs,
                lines,
                applied=True,
                not_restored=lost,
                settled=settled,
                more={title: each.plan for title, each in outcome.more.items()},
            )
        else:
            plan = sheet.preview(rows, without_day_rows(more_rows))
            more = {title: without_day_plan(title, each) for title, each in sheet.more_plans.items()}
            no = sheet.refusal
            refused = [f"! With --apply this would be refused: {no.message}. {no.remedy}"] if no else []
            others = [line for title, each in more.items() for line in lines_of_tab(title, each.lines())]
            lines = (*refused, *(settlement.lines() if settlement else ()), *plan.lines(), *others)
            result = SyncResult(plan, where, sheet.theirs, lines, more=more)
        notify(what, 1, 1)
        titles = [each.tab.title for each in self._registers] if self._framework else []
        return replace(result, registers={title: sheet.theirs_of(title) for title in titles})

    def set_up(self) -> tuple[str, tuple[str, ...]]:
        """Make what the shared sheet lacks, and write no figure; what is there stays.

        Returns:
            Which sheet, in words, and the titles of the worksheets that were made.
        """
        sheet, where = self._open()
        before = sheet.worksheets()
        sheet.prepare()
        return where, tuple(title for title in sheet.worksheets() if title not in before)

    def _open(self) -> tuple[SharedSheet, str]:
        if self._opened is None:
            opening = _open_sheet(
                self._config,
                self._columns,
                apply=self._applies,
                rehearse=self._rehearses,
                writer=self._writer,
                framework=self._framework,
                registers=self._registers,
                settlement=self._settlement,
            )
            self._opened = self._stack.enter_context(opening)
        return self._opened


def look(
    config: MonthConfig, columns: Sequence[str], *, rehearse: bool, framework: Framework | None = None
) -> SyncResult | None:
    """Return the contents of the shared sheet, for a month without a row of its own: last status and narratives.

    A sheet that cannot be read stops no month: nothing was to be written to it.

    Returns:
        None where the configuration names no sheet and this is not a rehearsal.
    """
    if config.sheet is None and not rehearse:
        return None
    theirs: dict[str, dict[str, Cell]] = {}
    history: dict[str, dict[str, Cell]] = {}
    opened = _open_sheet(config, columns, apply=False, rehearse=rehearse, framework=framework)
    with contextlib.suppress(ThtError), opened as (sheet, _):
        sheet.look()
        theirs = sheet.theirs
        history = sheet.theirs_of(HISTORY) if framework else {}
    return SyncResult(Plan(), _named(rehearse=rehearse), theirs, (), left_alone=True, history=history)


def _named(*, rehearse: bool) -> str:
    return "Rehearsal sheet" if rehearse else "Shared sheet"


@contextmanager
def _open_sheet(
    config: MonthConfig,
    columns: Sequence[str],
    *,
    apply: bool,
    rehearse: bool,
    writer: Writer | None = None,
    framework: Framework | None = None,
    registers: Sequence[RegisterTab] = (),
    settlement: Settlement | None = None,
) -> Iterator[tuple[SharedSheet, str]]:
    made = partial(
        make_shared_sheet,
        config=config,
        columns=columns,
        writer=writer,
        framework=framework,
        registers=registers,
        settlement=settlement,
    )
    if rehearse:
        store = find_rehearsed_sheet(config)
        if apply and store != config.rehearsed_sheet:
            # What was typed into it goes with it.
            store = Path(shutil.move(store, config.rehearsed_sheet))
        # Without `apply` a sheet that is not there yet is only imagined.
        # Others may use this computer: without the token nobody reads the sheet while it is served.
        token = secrets.token_urlsafe()
        with RehearsalServer(store=store if apply or store.exists() else None, token=token) as server:
            spreadsheet = server.create(REHEARSAL)
            worksheet = _rehearsed_worksheet(config, server.spreadsheet(spreadsheet).titles)
            with closing(connect(base_url=server.url, token=token)) as http:
                yield made(http, spreadsheet, worksheet), _named(rehearse=True)
        return
    if config.sheet is None:
        raise ConfigError("no shared sheet is named")
    with closing(connect(key_file=key_file(config.sheet.key_file))) as http:
        yield made(http, config.sheet.spreadsheet, config.sheet.worksheet), _named(rehearse=False)


def _rehearsed_worksheet(config: MonthConfig, titles: Sequence[str]) -> str:
    """Return the title of the first worksheet: as named, else that of an earlier version where it made the sheet."""
    if config.sheet is not None and "worksheet" in config.sheet.model_fields_set:
        return config.sheet.worksheet
    return FORMER_WORKSHEET if FORMER_WORKSHEET in titles and WORKSHEET not in titles else WORKSHEET


def find_rehearsed_sheet(config: MonthConfig) -> Path:
    """Return where the local copy of the shared sheet is; earlier versions kept it in every month's output folder."""
    former = config.output / REHEARSED
    return former if former.exists() and not config.rehearsed_sheet.exists() else config.rehearsed_sheet


def key_file(given: Path | None) -> Path:
    """Return the key file that a configuration or the environment names.

    Raises:
        ConfigError: Neither does.
    """
    named = given or (Path(os.environ[KEY_FILE]) if os.environ.get(KEY_FILE) else None)
    if named is None:
        raise ConfigError(
            "no service-account key is named",
            where="sheet",
            remedy=f"Set key_file or the environment variable {KEY_FILE}, or use --rehearse",
        )
    return named
