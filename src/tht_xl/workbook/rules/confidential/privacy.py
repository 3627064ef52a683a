"""R401 to R403 and R410: personal data on the sheet that is sent on. What is found is never repeated in the finding."""

from collections.abc import Iterator

from tht_xl.disclosure.personal_data.postcode import INWARD, has_postcode
from tht_xl.disclosure.personal_data.texts import (
    has_bare_nhs_number,
    has_email_address,
    has_nhs_number,
    heads_nhs_numbers,
    is_nhs_number,
    is_note,
    may_be_nhs_number,
)
from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.rule import Fault, rule

BLOCKED = "Remove it, save, and send the workbook again. Nothing of this return is passed on until then."


@rule(
    "R401",
    "There is an e-mail address",
    stage="cells",
    scope=Scope.RETURN,
    why="The sheet Data is read into the shared sheet, where a person's address does not belong.",
    fix=BLOCKED + " Contacts belong on the Read me sheet.",
    waivable=True,
)
def cell_holds_an_email_address(sheet: DataSheet) -> Iterator[Fault]:
    """Something like name@place in any cell of the sheet."""
    for text, positions in sheet.texts_to_search.items():
        if has_email_address(text):
            for position in positions:
                yield Fault("an e-mail address", "no personal data", sheet.address(position))


@rule(
    "R402",
    "There is a full postcode",
    stage="cells",
    scope=Scope.RETURN,
    why="A postcode is about fifteen homes; beside a count it identifies people.",
    fix=BLOCKED,
    waivable=True,
)
def cell_holds_a_postcode(sheet: DataSheet) -> Iterator[Fault]:
    """Report a complete postcode in any cell of the sheet; parts of web addresses do not count."""
    for text, positions in sheet.texts_to_search.items():
        if INWARD.search(text):
            told = [p for p in positions if has_postcode(text, sheet.heading(p[1]))]
            yield from (Fault("a full postcode", "no personal data", sheet.address(position)) for position in told)


@rule(
    "R403",
    "There is an NHS number",
    stage="cells",
    scope=Scope.RETURN,
    why="An NHS number identifies one person.",
    fix=BLOCKED,
    waivable=True,
)
def cell_holds_an_nhs_number(sheet: DataSheet) -> Iterator[Fault]:
    """Ten digits with the right check digit, and something that says they are an NHS number (`has_nhs_number`)."""
    for text, positions in sheet.texts_to_search.items():
        if may_be_nhs_number(text):
            told = [p for p in positions if has_nhs_number(text, sheet.heading(p[1]))]
            yield from (Fault("an NHS number", "no personal data", sheet.address(position)) for position in told)
    # A number counts below a heading that says what it is, or among notes; most columns are neither.
    columns = [at for at, heading in enumerate(sheet.headings) if heads_nhs_numbers(heading) or _is_of_notes(heading)]
    for row, cells in enumerate(sheet.values if columns else (), start=1):
        for column in columns:
            cell = cells[column] if column < len(cells) else ""
            if isinstance(cell, float) and 1e8 <= cell < 1e10 and is_nhs_number(f"{cell:010.0f}"):
                yield Fault("an NHS number", "no personal data", sheet.address((row, column)))


def _is_of_notes(heading: str) -> bool:
    return heading != "" and is_note(heading)


@rule(
    "R410",
    "There may be an NHS number",
    stage="cells",
    severity=Severity.WARNING,
    why="One ten-digit number in eleven passes the check of an NHS number, and an NHS number identifies one person.",
    fix="Remove it if it is about a person. If it is not, say before it what it is: dataset, order, tel. "
    "Nothing is held back.",
)
def cell_may_hold_an_nhs_number(sheet: DataSheet) -> Iterator[Fault]:
    """Ten digits with the right check digit in a text that does not say what they are (`has_bare_nhs_number`)."""
    for text, positions in sheet.texts_to_search.items():
        if may_be_nhs_number(text):
            told = [p for p in positions if has_bare_nhs_number(text, sheet.heading(p[1]))]
            given = "ten digits that may be an NHS number"
            yield from (Fault(given, "no personal data", sheet.address(position)) for position in told)
