"""One request to the API, taken apart."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tht_xl.rehearsal.requests.fields import EVERYTHING, Mask, parse_mask
from tht_xl.rehearsal.requests.values_read import Query, one
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet
from tht_xl.rehearsal.spreadsheet.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One request to the API, taken apart."""

    workspace: Workspace
    parts: dict[str, str]
    query: Query
    content: bytes

    @property
    def id(self) -> str:
        """Spreadsheet id in the path."""
        return self.parts["id"]

    @property
    def book(self) -> RehearsalSpreadsheet:
        """The spreadsheet in the path, as it is now."""
        return self.workspace.get(self.id)

    @property
    def mask(self) -> Mask:
        """The fields asked for; empty for all."""
        text = one(self.query, "fields")
        return parse_mask(text) if text else EVERYTHING

    @property
    def body(self) -> Any:  # noqa: ANN401 - JSON
        """The JSON sent along."""
        return read_json(self.content)


Answer = dict[str, Any] | tuple[str, bytes] | None
Handler = Callable[[ApiCall], Answer]


def _refuse_constant(name: str) -> Any:  # noqa: ANN401 - never returns
    raise ValueError(f"{name} is not JSON")


def read_json(content: bytes) -> Any:  # noqa: ANN401 - JSON
    """Return the JSON in a request's body; an empty body is an empty object.

    Raises:
        ApiError: It is not JSON.
    """
    if not content.strip():
        return {}
    try:
        return json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ApiError(f"Invalid JSON payload received. {error}") from error
