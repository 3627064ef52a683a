"""The rows that a return was asked for, as its own sheet Read me lists them."""

from collections.abc import Iterator, Sequence

from tht_xl.errors import ThtError
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period
from tht_xl.workbook.cross_checks.known import Key
from tht_xl.workbook.file.values import Cell

HEADING = "Rows asked for"
BETWEEN = " | "


def asked_row(indicator: str, area: str, period: str) -> str:
    """Return a row that is asked for, as the sheet lists it."""
    return BETWEEN.join((indicator, area, period))


def asked_rows(read_me: Sequence[Sequence[Cell]], framework: Framework) -> tuple[Key, ...]:
    """Return the rows that the sheet Read me lists; none where there is no such list."""
    lines = [next((str(cell).strip() for cell in row if isinstance(cell, str) and cell.strip()), "") for row in read_me]
    start = next((place for place, line in enumerate(lines) if line.casefold() == HEADING.casefold()), len(lines))
    return tuple(dict.fromkeys(_keys(lines[start + 1 :], framework)))


def _keys(lines: list[str], framework: Framework) -> Iterator[Key]:
    for line in lines:
        parts = [part.strip() for part in line.split(BETWEEN.strip())]
        if len(parts) != 3:
            return
        try:
            yield find_indicator(framework, parts[0]).id, find_area(framework, parts[1]).id, Period.parse(parts[2])
        except ThtError:
            continue  # the definitions have changed since the return was asked for
