"""Developer metadata: small labelled values that only programs see. The sync takes its turn with one."""

import secrets
from collections.abc import Collection
from typing import Any

from tht_xl.rehearsal.requests.fields import merge
from tht_xl.rehearsal.requests.sheets import required_mask
from tht_xl.rehearsal.spreadsheet.grid_range import span_from_json
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, not_found, require_integer, require_object
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

_METADATA = frozenset({"metadataId", "metadataKey", "metadataValue", "location", "visibility"})
_LOCATION = frozenset({"locationType", "spreadsheet", "sheetId", "dimensionRange"})
_LINE = frozenset({"sheetId", "dimension", "startIndex", "endIndex"})
_LOOKUP = frozenset(
    {
        "metadataId",
        "metadataKey",
        "metadataValue",
        "visibility",
        "locationType",
        "metadataLocation",
        "locationMatchingStrategy",
    }
)


def _locate(draft: RehearsalSpreadsheet, given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    given = require_object(given, "developerMetadata.location", _LOCATION)
    if given.get("spreadsheet") is True:
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "sheetId" in given:
        return {"locationType": "SHEET", "sheetId": draft.sheet(require_integer(given["sheetId"], "sheetId")).id}
    if "dimensionRange" in given:
        place = require_object(given["dimensionRange"], "developerMetadata.location.dimensionRange", _LINE)
        sheet = draft.sheet(require_integer(place.get("sheetId", 0), "sheetId"))
        dimension, start, end = span_from_json(place, sheet.size, "developerMetadata.location.dimensionRange")
        if end - start != 1 or end > sheet.size[dimension]:
            raise ApiError("developerMetadata.location.dimensionRange must be one row or column of the sheet.")
        there = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
        return {"locationType": dimension.removesuffix("S"), "dimensionRange": there}
    raise ApiError("developerMetadata.location must be set.")


def create_developer_metadata(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Add a label; refuse an id that is taken."""
    request = require_object(request, "createDeveloperMetadata", frozenset({"developerMetadata"}))
    given = require_object(request.get("developerMetadata"), "developerMetadata", _METADATA)
    if not given.get("metadataKey"):
        raise ApiError("developerMetadata.metadataKey must be set.")
    if given.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise ApiError("developerMetadata.visibility must be DOCUMENT or PROJECT.")
    number = require_integer(given.get("metadataId", 0), "developerMetadata.metadataId")
    if number in draft.metadata:
        raise ApiError(f"Developer metadata with id {number} already exists.")
    while not number or number in draft.metadata:
        number = secrets.randbelow(2**31)
    item = {**given, "metadataId": number, "location": _locate(draft, given.get("location", {}))}
    draft.metadata[number] = item
    return {"developerMetadata": item}


def matching(draft: RehearsalSpreadsheet, data_filter: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Return the labels a DataFilter finds: those that agree with every field it sets."""
    data_filter = require_object(data_filter, "dataFilter", frozenset({"developerMetadataLookup"}))
    lookup = require_object(data_filter.get("developerMetadataLookup"), "developerMetadataLookup", _LOOKUP)
    wanted = {
        name: lookup[name] for name in ("metadataId", "metadataKey", "metadataValue", "visibility") if name in lookup
    }
    if "metadataId" in wanted:
        wanted["metadataId"] = require_integer(wanted["metadataId"], "developerMetadataLookup.metadataId")
    kind = lookup.get("locationType")
    place = {n: v for n, v in lookup.get("metadataLocation", {}).items() if n != "locationType"}
    if "dimensionRange" in place:
        place = {"dimensionRange": _locate(draft, place)["dimensionRange"]}
    return [
        item
        for item in draft.metadata.values()
        if all(item.get(name) == value for name, value in wanted.items())
        and (kind is None or item["location"]["locationType"] == kind)
        and all(item["location"].get(name) == value for name, value in place.items())
    ]


def _require_match(draft: RehearsalSpreadsheet, found: Collection[object]) -> None:
    if not found and draft.switches.no_match_fails:
        raise ApiError("No developer metadata matches the data filter.")


def delete_developer_metadata(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Remove labels; whether finding none is an error Google does not say."""
    request = require_object(request, "deleteDeveloperMetadata", frozenset({"dataFilter"}))
    found = matching(draft, request.get("dataFilter"))
    _require_match(draft, found)
    for item in found:
        del draft.metadata[item["metadataId"]]
    return {"deletedDeveloperMetadata": found} if found else {}


def update_developer_metadata(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Masked parts of labels replaced."""
    known = frozenset({"dataFilters", "developerMetadata", "fields"})
    request = require_object(request, "updateDeveloperMetadata", known)
    given = require_object(request.get("developerMetadata"), "developerMetadata", _METADATA)
    mask = required_mask(request)
    found = {item["metadataId"]: item for f in request.get("dataFilters", []) for item in matching(draft, f)}
    _require_match(draft, found)
    for number, item in found.items():
        draft.metadata[number] = {**merge(item, given, mask), "metadataId": number, "location": item["location"]}
    return {"developerMetadata": [draft.metadata[number] for number in found]}


def get_developer_metadata(spreadsheet: RehearsalSpreadsheet, number: str) -> dict[str, Any]:
    """Answer to developerMetadata.get."""
    if not number.isdecimal() or int(number) not in spreadsheet.metadata:
        raise not_found()
    return spreadsheet.metadata[int(number)]


def search_developer_metadata(spreadsheet: RehearsalSpreadsheet, body: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Answer to developerMetadata.search."""
    body = require_object(body, "body", frozenset({"dataFilters"}))
    matched = [
        {"developerMetadata": item, "dataFilters": [data_filter]}
        for data_filter in body.get("dataFilters", [])
        for item in matching(spreadsheet, data_filter)
    ]
    return {"matchedDeveloperMetadata": matched} if matched else {}
