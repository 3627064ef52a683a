"""What a partner wrote beside the figures of a return: the columns Narrative and Action."""

from collections.abc import Collection
from typing import NamedTuple

from tht_xl.documents.addresses import cell_name
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.workbook.data_sheet.headings import tidy
from tht_xl.workbook.data_sheet.table import ReturnTable

HEADINGS = {"narrative": "Narrative", "action": "Action"}
"""The columns in which a return asks for words, by their heading in small letters."""


class WrittenText(NamedTuple):
    """A text, and the cell that it is in: "Data!K7"."""

    text: str
    cell: str


def written_beside(table: ReturnTable, held: Collection[int]) -> dict[str, dict[str, WrittenText]]:
    """Return the texts beside the rows that are used, by heading, by key "indicator|area|period".

    Args:
        table: The checked rows.
        held: Worksheet rows that are held back, and their words with them.
    """
    columns = {HEADINGS[tidy(text)]: column for text, column in table.layout.others if tidy(text) in HEADINGS}
    said: dict[str, dict[str, WrittenText]] = {}
    for index, row in enumerate(table.rows.tolist() if columns else ()):
        indicator, area = table.indicators.things[index], table.areas.things[index]
        period = table.periods.things[index]
        if row in held or indicator is None or area is None or period is None:
            continue
        cells = table.sheet.values[row - 1]
        texts = {
            heading: WrittenText(str(cells[at]).strip(), f"{table.sheet.name}!{cell_name(row, at)}")
            for heading, at in columns.items()
            if at < len(cells)
        }
        if any(written.text for written in texts.values()):
            said[key_of(indicator.id, area.id, period.label)] = {h: each for h, each in texts.items() if each.text}
    return said
