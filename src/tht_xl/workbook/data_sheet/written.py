"""What a partner wrote beside the figures of a return: the columns Narrative and Action."""

from collections.abc import Collection

from tht_xl.evaluation.rows.observations import key_of
from tht_xl.workbook.data_sheet.headings import tidy
from tht_xl.workbook.data_sheet.table import ReturnTable

HEADINGS = {"narrative": "Narrative", "action": "Action"}
"""The columns in which a return asks for words, by their heading in small letters."""


def written_beside(table: ReturnTable, held: Collection[int]) -> dict[str, dict[str, str]]:
    """Return the texts beside the rows that are used, by heading, by key "indicator|area|period".

    Args:
        table: The checked rows.
        held: Worksheet rows that are held back, and their words with them.
    """
    columns = {HEADINGS[tidy(text)]: column for text, column in table.layout.others if tidy(text) in HEADINGS}
    said: dict[str, dict[str, str]] = {}
    for index, row in enumerate(table.rows.tolist() if columns else ()):
        things = table.indicators.things[index], table.areas.things[index], table.periods.things[index]
        cells = table.sheet.values[row - 1]
        texts = {heading: str(cells[at]).strip() for heading, at in columns.items() if at < len(cells)}
        if row not in held and None not in things and any(texts.values()):
            indicator, area, period = things
            said[key_of(indicator.id, area.id, period.label)] = {h: text for h, text in texts.items() if text}  # pyright: ignore[reportOptionalMemberAccess]
    return said
