"""Field masks: "sheets(properties.title,data)" and "userEnteredValue,note"."""

import copy
import re
from typing import Any

from tht_xl.rehearsal.spreadsheet.refusal import ApiError

Mask = dict[str, "Mask"]
"""Names wanted, each with the names wanted below it; an empty mask wants everything."""

_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[*(),./]")
EVERYTHING: Mask = {}


def parse_mask(text: str) -> Mask:
    """Read a field mask.

    Raises:
        ApiError: It is not one.

    Examples:
        >>> parse_mask("sheets(properties.title,data),spreadsheetId")
        {'sheets': {'properties': {'title': {}}, 'data': {}}, 'spreadsheetId': {}}
    """
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text) or not tokens:
        raise _invalid(text)
    mask, rest = _list(tokens, text)
    if rest:
        raise _invalid(text)
    return EVERYTHING if "*" in mask else mask


def _invalid(text: str) -> ApiError:
    return ApiError(f"Request contains an invalid argument: invalid field selection {text!r}.")


def _list(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while True:
        tokens = _path(mask, tokens, text)
        if not tokens or tokens[0] != ",":
            return mask, tokens
        tokens = tokens[1:]


def _path(mask: Mask, tokens: list[str], text: str) -> list[str]:
    if not tokens or tokens[0] in "(),./":
        raise _invalid(text)
    name, tokens = tokens[0], tokens[1:]
    new = name not in mask
    below = mask.setdefault(name, {})
    if tokens and tokens[0] in "./":
        deeper: Mask = {}
        tokens = _path(deeper, tokens[1:], text)
    elif tokens and tokens[0] == "(":
        deeper, tokens = _list(tokens[1:], text)
        if not tokens or tokens[0] != ")":
            raise _invalid(text)
        tokens = tokens[1:]
    else:
        deeper = {}
    if not deeper or "*" in deeper or (not new and not below):
        mask[name] = {}
    else:
        _join(below, deeper)
    return tokens


def _join(mask: Mask, other: Mask) -> None:
    for name, below in other.items():
        if name in mask and mask[name] and below:
            _join(mask[name], below)
        else:
            mask[name] = {} if name in mask else below


def wants(mask: Mask, name: str) -> bool:
    """Return whether the mask asks for a name."""
    return not mask or name in mask


def below(mask: Mask, name: str) -> Mask:
    """Return what the mask asks for below a name."""
    return mask.get(name, EVERYTHING)


def project(given: Any, mask: Mask) -> Any:  # noqa: ANN401 - JSON
    """Only the parts of a JSON value that the mask asks for; a list is projected element by element."""
    if not mask:
        return given
    if isinstance(given, list):
        return [project(item, mask) for item in given]
    if not isinstance(given, dict):
        return given
    return {name: project(value, mask[name]) for name, value in given.items() if name in mask}


def merge(target: dict[str, Any], source: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """Return the target with the masked parts taken from the source; what the source leaves out is cleared."""
    names = mask or dict.fromkeys([*target, *source], EVERYTHING)
    merged = dict(target)
    for name, deeper in names.items():
        if deeper:
            inner = merge(target.get(name) or {}, source.get(name) or {}, deeper)
            if inner:
                merged[name] = inner
            else:
                merged.pop(name, None)
        elif name in source:
            merged[name] = copy.deepcopy(source[name])
        else:
            merged.pop(name, None)
    return merged
