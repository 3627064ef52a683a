"""Colours twice: where a format has the older `...Color`, Google answers with `...ColorStyle` as well."""

from typing import Any

_CHANNELS = frozenset({"red", "green", "blue", "alpha"})


def with_styles(given: Any) -> Any:  # noqa: ANN401 - JSON
    """Return the same JSON value with both spellings of each colour filled in.

    Examples:
        >>> with_styles({"backgroundColor": {"red": 1}})
        {'backgroundColor': {'red': 1}, 'backgroundColorStyle': {'rgbColor': {'red': 1}}}
    """
    if isinstance(given, list):
        return [with_styles(item) for item in given]
    if not isinstance(given, dict):
        return given
    if given and _CHANNELS.issuperset(given):
        # As in every answer of Google's, a channel that is 0 is left out.
        return {name: value for name, value in given.items() if value}
    filled = {name: with_styles(value) for name, value in given.items()}
    for name, value in given.items():
        if name.endswith(("Color", "color")) and name != "rgbColor" and isinstance(value, dict):
            filled.setdefault(f"{name}Style", {"rgbColor": filled[name]})
        elif name.endswith("ColorStyle") and isinstance(value, dict) and "rgbColor" in value:
            filled.setdefault(name.removesuffix("Style"), filled[name]["rgbColor"])
    return filled
