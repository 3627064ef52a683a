"""R411 to R413: personal data in comments on cells. What is found is never repeated in the finding."""

from collections.abc import Callable, Iterator

from tht_xl.disclosure.personal_data.birth import has_day, has_name_beside_day, says_date_of_birth
from tht_xl.disclosure.personal_data.postcode import has_postcode
from tht_xl.disclosure.personal_data.texts import has_bare_nhs_number, has_email_address, has_nhs_number
from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.comments import Comments
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.rules.confidential.privacy import BLOCKED

NOTE = "Note"
"""What people write in a comment, they might have written below this heading."""
CERTAIN: dict[str, Callable[[str], bool]] = {
    "an e-mail address": has_email_address,
    "a full postcode": has_postcode,
    "an NHS number": lambda text: has_nhs_number(text, NOTE),
    "a date of birth": says_date_of_birth,
}
PERHAPS: dict[str, Callable[[str], bool]] = {
    "ten digits that may be an NHS number": lambda text: has_bare_nhs_number(text, NOTE),
    "a date beside what may be a name": lambda text: has_day(text) and has_name_beside_day(text),
}


@rule(
    "R411",
    "There is personal data in a comment on a cell",
    stage="comments",
    scope=Scope.RETURN,
    why="A comment travels with the workbook, and most people never open it.",
    fix=BLOCKED,
    waivable=True,
)
def comment_holds_personal_data(comments: Comments) -> Iterator[Fault]:
    """Report in comments what R401 to R403 and R408 look for in cells."""
    yield from _find_personal(comments, CERTAIN)


@rule(
    "R412",
    "There may be personal data in a comment on a cell",
    stage="comments",
    severity=Severity.WARNING,
    why="A comment travels with the workbook, and most people never open it.",
    fix="Remove it if it is about a person. Nothing is held back.",
)
def comment_may_hold_personal_data(comments: Comments) -> Iterator[Fault]:
    """Report in comments that R411 does not name what R409 and R410 look for in cells."""
    certain = {fault.cell for fault in _find_personal(comments, CERTAIN)}
    yield from (fault for fault in _find_personal(comments, PERHAPS) if fault.cell not in certain)


@rule(
    "R413",
    "The comments on cells cannot be read",
    stage="comments",
    severity=Severity.WARNING,
    why="They may hold personal data, and nobody has looked.",
    fix="Look through them (Review, Notes and Comments), delete what is not needed, and save.",
    waivable=False,
)
def comments_cannot_be_read(comments: Comments) -> Iterator[Fault]:
    """Their part is damaged, very large, or has markup that Excel never writes."""
    if comments.is_unreadable:
        yield Fault("comments that cannot be searched for personal data", "comments that can be read")


def _find_personal(comments: Comments, kinds: dict[str, Callable[[str], bool]]) -> Iterator[Fault]:
    for place, text in comments.texts.items():
        found = [words for words, holds in kinds.items() if holds(text)]
        if found:
            given = f"{' and '.join(found)} in the comment on the cell"
            yield Fault(given, "no personal data", DataSheet.address(place))
