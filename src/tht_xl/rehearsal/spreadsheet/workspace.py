"""All spreadsheets of a rehearsal: one lock, and changes that happen wholly or not at all."""

import contextlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tht_xl.rehearsal.spreadsheet.refusal import not_found
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet, new_id, new_spreadsheet
from tht_xl.rehearsal.spreadsheet.store import SpreadsheetStore
from tht_xl.rehearsal.spreadsheet.switches import Switches


def now() -> str:
    """Return the time as Drive writes it."""
    return datetime.now(tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Workspace:
    """The spreadsheets, in memory or also in a store file that several processes may share.

    Args:
        store: The file, or None to forget everything at the end.
        switches: What Google does where its documentation does not say.

    Raises:
        ConfigError: The file exists and is not a store of ours.
    """

    def __init__(self, store: Path | None = None, switches: Switches | None = None) -> None:
        self.switches = switches or Switches()
        self._store = SpreadsheetStore(store) if store else None
        self._lock = threading.RLock()
        self._spreadsheets: dict[str, RehearsalSpreadsheet] = {}
        self._refresh()

    def _refresh(self) -> None:
        """Take in what another process has written: a colleague's page and a sync may share the store."""
        if self._store and self._store.has_changed:
            with self._lock:
                self._spreadsheets = {book.id: book for book in self._store.read()}

    def get(self, spreadsheet_id: str) -> RehearsalSpreadsheet:
        """Return a spreadsheet as it is now. It never changes: a later edit makes another.

        Raises:
            ApiError: There is none with this id.
        """
        self._refresh()
        try:
            return self._spreadsheets[spreadsheet_id]
        except KeyError:
            raise not_found(spreadsheet_id) from None

    def all(self) -> list[RehearsalSpreadsheet]:
        """Every spreadsheet, the newest last."""
        self._refresh()
        return list(self._spreadsheets.values())

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """No other thread and no other process changes anything meanwhile."""
        with self._lock, self._store.locked() if self._store else contextlib.nullcontext():
            self._refresh()
            yield

    @contextlib.contextmanager
    def changing(self, spreadsheet_id: str) -> Iterator[RehearsalSpreadsheet]:
        """Yield a draft to change; it is stored only if the block ends without an error."""
        with self._alone():
            draft = self.get(spreadsheet_id).draft()
            draft.switches = self.switches
            yield draft
            draft.modified = now()
            self._commit({**self._spreadsheets, spreadsheet_id: draft})

    def add(self, spreadsheet: RehearsalSpreadsheet) -> RehearsalSpreadsheet:
        """Take in a new spreadsheet."""
        with self._alone():
            return self._put(spreadsheet)

    def _put(self, spreadsheet: RehearsalSpreadsheet) -> RehearsalSpreadsheet:
        spreadsheet.created = spreadsheet.modified = now()
        self._commit({**self._spreadsheets, spreadsheet.id: spreadsheet})
        return spreadsheet

    def titled(self, title: str) -> RehearsalSpreadsheet:
        """Return the spreadsheet of that title, made if there is none."""
        with self._alone():
            known = next((book for book in self._spreadsheets.values() if book.title == title), None)
            return known or self._put(new_spreadsheet(title))

    def copied(self, spreadsheet_id: str, title: str) -> RehearsalSpreadsheet:
        """Return a copy under a new id: cells, hidden worksheets and metadata included, as with "Make a copy"."""
        draft = self.get(spreadsheet_id).draft()
        draft.id, draft.revision = new_id(), 0
        draft.properties["title"] = title
        draft.permissions = {}
        return self.add(draft)

    def remove(self, spreadsheet_id: str) -> None:
        """Delete a spreadsheet."""
        with self._alone():
            self.get(spreadsheet_id)
            self._commit({key: book for key, book in self._spreadsheets.items() if key != spreadsheet_id})

    def _commit(self, spreadsheets: dict[str, RehearsalSpreadsheet]) -> None:
        # The file first: what is answered as done is on the disk.
        if self._store:
            self._store.write(list(spreadsheets.values()))
        self._spreadsheets = spreadsheets
