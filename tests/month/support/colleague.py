"""Somebody who works in the shared sheet between two runs of the month."""

import requests

from tht_xl.documents.addresses import column_letters
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import FORMER_WORKSHEET, WORKSHEET
from tht_xl.month.shared_sheet.sync import REHEARSAL
from tht_xl.rehearsal.server import RehearsalServer


class Colleague:
    """Somebody who opens the rehearsal sheet between two runs."""

    def __init__(self, config: MonthConfig) -> None:
        self.server = RehearsalServer(store=config.rehearsed_sheet)
        self.sheet = self.server.spreadsheet(self.server.create(REHEARSAL))

    def __enter__(self) -> "Colleague":
        self.server.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.close()

    def rows(self, worksheet: str = "") -> list[list]:
        return self.sheet.values(worksheet or self.worksheet, render="UNFORMATTED_VALUE")

    @property
    def worksheet(self) -> str:
        """The first worksheet's title: that of an earlier version where it made the sheet."""
        return WORKSHEET if WORKSHEET in self.sheet.titles else FORMER_WORKSHEET

    def address(self, key: str, heading: str, worksheet: str = "") -> str:
        rows = self.rows(worksheet)
        column = rows[0].index(heading)
        number = next(n for n, row in enumerate(rows, 1) if row and row[0] == key)
        return f"{column_letters(column)}{number}"

    def cell(self, key: str, heading: str, worksheet: str = "") -> object:
        rows = self.rows(worksheet)
        row = next(row for row in rows if row and row[0] == key)
        at = rows[0].index(heading)
        return row[at] if at < len(row) else ""

    def renames_the_worksheet(self, title: str, before: str = WORKSHEET) -> None:
        found = requests.get(f"{self.server.url}/v4/spreadsheets/{self.sheet.id}", timeout=5).json()["sheets"]
        properties = next(s["properties"] for s in found if s["properties"]["title"] == before)
        renamed = {"sheetId": properties["sheetId"], "title": title}
        self.sheet.request({"updateSheetProperties": {"properties": renamed, "fields": "title"}})

    def types(self, key: str, heading: str, text: str) -> None:
        self.sheet.type(self.worksheet, self.address(key, heading), text)
