"""The shared sheet of a month as the sync takes it: which worksheets it has, what they look like, what is made once."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import tht_xl
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import FORMER_WORKSHEET, WORKSHEET
from tht_xl.month.shared_sheet.headings import DUE, OPTIONAL, OWNER
from tht_xl.month.shared_sheet.layout import exceptions_look, sheet_layout
from tht_xl.month.shared_sheet.narratives import narrative_columns
from tht_xl.month.shared_sheet.settle import Settlement
from tht_xl.month.shared_sheet.tabs.about import ABOUT, about_rows
from tht_xl.month.shared_sheet.tabs.definitions import DEFINITIONS
from tht_xl.month.shared_sheet.tabs.exceptions import EXCEPTIONS, exceptions_formulas, exceptions_headings
from tht_xl.month.shared_sheet.tabs.history import HISTORY, history_columns
from tht_xl.month.shared_sheet.tabs.latest import without_new_earlier_rows
from tht_xl.month.shared_sheet.tabs.registers import RegisterTab
from tht_xl.month.shared_sheet.tabs.tabs import month_tabs, rows_of_tabs
from tht_xl.month.shared_sheet.typed_over import mark_typed_over
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.hidden import RECOVERED
from tht_xl.sheets.plan.plan import Plan
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Cell, Column, Table
from tht_xl.sheets.write.made_once import MadeOnce


def make_shared_sheet(
    http: SheetsHTTPClient,
    spreadsheet: str,
    worksheet: str,
    config: MonthConfig,
    columns: Sequence[str],
    *,
    writer: Writer | None = None,
    framework: Framework | None = None,
    registers: Sequence[RegisterTab] = (),
    settlement: Settlement | None = None,
) -> SharedSheet:
    """Return the shared sheet of a month.

    Args:
        http: The client.
        spreadsheet: Id of the spreadsheet.
        worksheet: Title of the first worksheet.
        config: The month's configuration.
        columns: The headings that the sync manages there, the key first.
        writer: On whose behalf; nobody's unless given.
        framework: The definitions; without them it has its first worksheet alone.
        registers: The worksheets of the month's registers.
        settlement: What is decided about conflicts; nothing unless given.
    """
    people = narrative_columns(config)
    domains = [domain.name for domain in framework.domains] if framework else []
    owners = [partner.name for partner in framework.partners] if framework else []
    return SharedSheet(
        http,
        spreadsheet,
        worksheet,
        [Column(name, is_optional=name in OPTIONAL) for name in columns],
        writer,
        annotate=partial(_annotated, month=str(config.month), has_history=framework is not None),
        decide=settlement.decide if settlement else None,
        layout=sheet_layout(columns, people, domains, owners),
        more=(*month_tabs(framework), *(each.tab for each in registers)) if framework else (),
        once=(_exceptions(people, history_columns(framework)),) if framework else (),
    )


def people_columns(config: MonthConfig) -> tuple[str, ...]:
    """Return the headings of the columns in which people write beside a figure."""
    return tuple(dict.fromkeys((*narrative_columns(config), OWNER, DUE)))


def tab_rows(
    config: MonthConfig,
    framework: Framework,
    rows: Sequence[Mapping[str, Cell]],
    today: date,
    registers: Sequence[RegisterTab] = (),
) -> dict[str, Sequence[Mapping[str, Cell]]]:
    """Return the rows of the worksheets beside the first, by title.

    Args:
        config: The month's configuration.
        framework: The definitions.
        rows: Every row of the first.
        today: The day on which the sheet is brought up to date.
        registers: The worksheets of the month's registers.
    """
    about = about_rows(
        framework,
        title=config.title,
        month=str(config.month),
        updated=today,
        version=tht_xl.__version__,
        role=config.secretary.role if config.secretary else "",
        people=people_columns(config),
    )
    return {**rows_of_tabs(framework, rows, about), **{each.tab.title: each.rows for each in registers}}


def titles_in_use(config: MonthConfig) -> tuple[str, ...]:
    """Return the titles that no register's worksheet may have."""
    named = (config.sheet.worksheet,) if config.sheet else ()
    return (*named, WORKSHEET, FORMER_WORKSHEET, EXCEPTIONS, HISTORY, DEFINITIONS, ABOUT, RECOVERED)


def _annotated(ours: Table, theirs: Table, plan: Plan, *, month: str, has_history: bool) -> Table:
    wanted = without_new_earlier_rows(ours, plan) if has_history else ours
    return mark_typed_over(wanted, theirs, plan, month)


def _exceptions(people: Sequence[str], history: Sequence[str]) -> MadeOnce:
    def content(worksheet: str, header: Sequence[str]) -> Sequence[Sequence[Cell]]:
        formulas = exceptions_formulas(header, people, worksheet, history)
        return (headings(header), formulas) if formulas else ()

    def headings(header: Sequence[str]) -> tuple[str, ...]:
        return exceptions_headings(header, people, has_history=True)

    return MadeOnce(EXCEPTIONS, content, lambda header: exceptions_look(headings(header)))
