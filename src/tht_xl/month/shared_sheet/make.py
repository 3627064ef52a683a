"""The shared sheet of a month as the sync takes it: which worksheets it has, what they look like, what is made once."""

from collections.abc import Sequence
from functools import partial

from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.shared_sheet.headings import DUE, OPTIONAL, OWNER
from tht_xl.month.shared_sheet.layout import exceptions_look, sheet_layout
from tht_xl.month.shared_sheet.narratives import narrative_columns
from tht_xl.month.shared_sheet.tabs.exceptions import EXCEPTIONS, exceptions_formulas, exceptions_headings
from tht_xl.month.shared_sheet.typed_over import mark_typed_over
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Cell, Column
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
        annotate=partial(mark_typed_over, month=str(config.month)),
        layout=sheet_layout(columns, people, domains, owners),
        once=(_exceptions(people),) if framework else (),
    )


def people_columns(config: MonthConfig) -> tuple[str, ...]:
    """Return the headings of the columns in which people write beside a figure."""
    return tuple(dict.fromkeys((*narrative_columns(config), OWNER, DUE)))


def _exceptions(people: Sequence[str]) -> MadeOnce:
    def content(worksheet: str, header: Sequence[str]) -> Sequence[Sequence[Cell]]:
        formulas = exceptions_formulas(header, people, worksheet)
        return (exceptions_headings(header, people), formulas) if formulas else ()

    return MadeOnce(EXCEPTIONS, content, lambda header: exceptions_look(exceptions_headings(header, people)))
