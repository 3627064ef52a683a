"""One of several worksheets that people see and that are kept up to date together."""

from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.errors import SheetError
from tht_xl.sheets.matching import matches
from tht_xl.sheets.table import Column
from tht_xl.sheets.write.layout import WorksheetLook


@dataclass(frozen=True, slots=True)
class Tab:
    """A worksheet of the shared sheet that we keep up to date.

    Attributes:
        title: Its title.
        columns: The columns we manage, the key first. No other column is ever written to.
        look: Its look where it is made, or is found blank; plain unless given.
    """

    title: str
    columns: tuple[Column, ...]
    look: WorksheetLook | None = None

    @property
    def key_name(self) -> str:
        """The header of its keys."""
        return self.columns[0].name


def require_different(titles: Sequence[str]) -> None:
    """Refuse worksheets of one spreadsheet that are called alike.

    Raises:
        SheetError: Two titles are the same, as far as anybody can see.
    """
    for place, title in enumerate(titles):
        if any(matches(title, other) for other in titles[:place]):
            raise SheetError(f"two worksheets are to be called {title!r}", remedy="Give one of them another name")
