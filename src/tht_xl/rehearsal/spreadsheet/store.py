"""The spreadsheets in a JSON file, written whole and atomically after every change."""

import contextlib
import json
from pathlib import Path
from typing import Any

from tht_xl.documents.file_lock import locked
from tht_xl.documents.files import write_whole
from tht_xl.errors import ConfigError
from tht_xl.rehearsal.spreadsheet.cell import Cell, Scalar, TypedFormula
from tht_xl.rehearsal.spreadsheet.grid_range import GridRange
from tht_xl.rehearsal.spreadsheet.sheet import Row, Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

FORMAT, VERSION = "tht_xl rehearsal", 1
_SHEET_FIELDS = ("id", "title", "row_count", "column_count", "grid", "looks", "protected", "basic_filter", "groups")
_LATER_FIELDS = ("conditional_formats", "filter_views")
"""Fields that a file of an earlier version does not have."""
_BOOK_FIELDS = ("id", "properties", "named_ranges", "next_id", "created", "modified", "permissions", "revision")


class SpreadsheetStore:
    """A store file. Worksheets that did not change are not encoded again.

    Args:
        path: The file; it need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._encoded: dict[int, tuple[Sheet, str]] = {}
        self._seen: tuple[int, int, int] | None = None

    @property
    def has_changed(self) -> bool:
        """Whether another process has written the file since we read or wrote it."""
        now = self._signature()
        return now is not None and now != self._seen

    def _signature(self) -> tuple[int, int, int] | None:
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def locked(self) -> contextlib.AbstractContextManager[None]:
        """Hold the file against other processes."""
        return locked(self.path)

    def read(self) -> list[RehearsalSpreadsheet]:
        """Return the spreadsheets of the file; none where there is no file yet.

        Raises:
            ConfigError: The file is not one of ours or is damaged. It is left as it is.
        """
        if not self.path.exists():
            return []
        try:
            # Looked at first: what is written in between is seen as a change the next time.
            self._seen = self._signature()
            given = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self._refusal(f"cannot be read ({error})") from error
        if not isinstance(given, dict) or given.get("format") != FORMAT:
            raise self._refusal("is not a rehearsal store")
        if given.get("version") != VERSION:
            raise self._refusal(f"is a store of version {given.get('version')!r}; expected {VERSION}")
        try:
            return [_decode(item) for item in given["spreadsheets"]]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._refusal(f"is damaged ({type(error).__name__}: {error})") from error

    def _refusal(self, what: str) -> ConfigError:
        return ConfigError(
            f"{self.path.name} {what}",
            where=str(self.path),
            remedy="Nothing was changed. Move the file away, or name another store.",
        )

    def write(self, spreadsheets: list[RehearsalSpreadsheet]) -> None:
        """Replace the file: a crash leaves the old one or the new one, never half of either."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        books = ",\n".join(self._encode(book) for book in spreadsheets)
        text = f'{{"format": {json.dumps(FORMAT)}, "version": {VERSION}, "spreadsheets": [\n{books}\n]}}\n'
        write_whole(self.path, text, is_private=True)
        self._seen = self._signature()
        present = {id(sheet) for book in spreadsheets for sheet in book.sheets}
        self._encoded = {key: pair for key, pair in self._encoded.items() if key in present}

    def _encode(self, book: RehearsalSpreadsheet) -> str:
        fields = {name: getattr(book, name) for name in _BOOK_FIELDS}
        fields["metadata"] = list(book.metadata.values())
        sheets = ",\n".join(self._encode_sheet(sheet) for sheet in book.sheets)
        return f'{json.dumps(fields)[:-1]}, "sheets": [\n{sheets}]}}'

    def _encode_sheet(self, sheet: Sheet) -> str:
        # A sheet is replaced, never changed, once a request is over: the same object is the same text.
        known = self._encoded.get(id(sheet))
        if known and known[0] is sheet:
            return known[1]
        fields: dict[str, Any] = {name: getattr(sheet, name) for name in (*_SHEET_FIELDS, *_LATER_FIELDS)}
        fields["merges"] = [[m.top, m.left, m.bottom, m.right] for m in sheet.merges]
        fields["dimensions"] = {name: list(lines.items()) for name, lines in sheet.dimensions.items()}
        fields["rows"] = [[_encoded_cell(cell) for cell in row] for row in sheet.rows]
        text = json.dumps(fields, separators=(",", ":"))
        self._encoded[id(sheet)] = (sheet, text)
        return text


def _encoded_cell(cell: Cell | None) -> Any:  # noqa: ANN401 - JSON
    if cell is None:
        return None
    value = cell.value
    if value is not None and not isinstance(value, TypedFormula) and not (cell.format or cell.note or cell.rule):
        return value
    fields: dict[str, Any] = {"formula": value.text} if isinstance(value, TypedFormula) else {}
    if value is not None and not fields:
        fields["value"] = value
    rest = {"format": cell.format, "note": cell.note, "rule": cell.rule}
    return fields | {name: part for name, part in rest.items() if part}


def _decoded_cell(given: Any) -> Cell | None:  # noqa: ANN401 - JSON
    if given is None:
        return None
    if not isinstance(given, dict):
        return Cell(_scalar(given))
    value = TypedFormula(str(given["formula"])) if "formula" in given else given.get("value")
    return Cell(
        value if isinstance(value, TypedFormula) or value is None else _scalar(value),
        given.get("format"),
        given.get("note", ""),
        given.get("rule"),
    )


def _scalar(given: Any) -> Scalar:  # noqa: ANN401 - JSON
    if not isinstance(given, bool | int | float | str):
        raise TypeError(f"a cell holds {type(given).__name__}")
    return given


def _decode(given: dict[str, Any]) -> RehearsalSpreadsheet:
    sheets = [_decoded_sheet(item) for item in given["sheets"]]
    if not sheets or len({sheet.id for sheet in sheets}) != len(sheets):
        raise ValueError("worksheets are missing or given twice")
    metadata = {item["metadataId"]: item for item in given["metadata"]}
    book = RehearsalSpreadsheet(sheets=sheets, metadata=metadata, **{name: given[name] for name in _BOOK_FIELDS})
    book.properties["title"]
    return book


def _decoded_sheet(given: dict[str, Any]) -> Sheet:
    rows: list[Row] = [[_decoded_cell(cell) for cell in row] for row in given["rows"]]
    later = {name: given[name] for name in _LATER_FIELDS if name in given}
    sheet = Sheet(**{name: given[name] for name in _SHEET_FIELDS}, **later, rows=rows)
    if len(rows) > sheet.row_count or any(len(row) > sheet.column_count for row in rows):
        raise ValueError(f"cells outside the grid of {sheet.title!r}")
    sheet.merges = [GridRange(*corners) for corners in given["merges"]]
    for name in sheet.dimensions:
        sheet.dimensions[name] = {int(line): looks for line, looks in given["dimensions"][name]}
    return sheet
