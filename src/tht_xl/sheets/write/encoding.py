"""A request as the bytes that are sent, and whether they are too many, found without making them all."""

import json
from collections.abc import Mapping
from typing import Any

from tht_xl.sheets.write.batch import TypedRows


def encoded(body: object) -> bytes:
    """Return JSON without a blank in it."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_rows)
    return text.encode()


def is_larger(body: Mapping[str, Any], limit: int) -> bool:
    """Return whether a batch takes more bytes than this. Of rows that are made one by one, only as many as it takes."""
    size = 0
    for request in body["requests"]:
        rows = request.get("updateCells", {}).get("rows")
        for row in rows if isinstance(rows, TypedRows) else ():
            size += len(encoded(row)) + 1
            if size > limit:
                return True
    return len(encoded(body)) > limit


def _rows(value: object) -> object:
    if isinstance(value, TypedRows):
        return list(value)
    raise TypeError(type(value).__name__)
