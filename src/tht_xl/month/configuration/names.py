"""The names in a month's configuration, looked up in its framework."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tht_xl.documents.problem import Problem
from tht_xl.errors import ConfigError, DefinitionError, UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.governance import unknown_figures
from tht_xl.month.configuration.withdrawals import At, resolve_withdrawals


def problems_of_names(content: Mapping[str, object], folder: Path, at: At) -> list[Problem]:
    """Every name that a configuration as written gets wrong, whatever else is wrong with it.

    Args:
        content: The file's keys and what they hold. What is not a name where one belongs is passed over.
        folder: The folder that paths are relative to.
        at: Gives problems their lines.
    """
    framework, problems = _framework(content, folder, at)
    keys = [part.get("key") for part in _parts(content.get("withdraw"))]
    texts = [key if isinstance(key, str) and key.strip() else None for key in keys]
    returns = _parts(content.get("returns"))
    figures = {name: _parts(content.get(name)) for name in ("not_before", "content")}
    return [
        *problems,
        *(unknown_names(returns, framework, at) if framework is not None else ()),
        *unknown_figures(figures, framework, at),
        *resolve_withdrawals(texts, framework, at)[1],
    ]


def _framework(content: Mapping[str, object], folder: Path, at: At) -> tuple[Framework | None, list[Problem]]:
    """Return the framework that is named, or None and what is wrong with its name."""
    named = content.get("framework") or "tht"
    if not isinstance(named, str):
        return None, []  # said already: it is not a text
    try:
        named = named.strip()
        return load_framework(str(folder / named) if (folder / named).is_dir() else named), []
    except UnknownNameError as error:
        return None, [at(("framework",), error.message, error.remedy)]
    except DefinitionError:
        return None, []  # a fault of other files, which is said when this one can be used


def unknown_waived(content: Mapping[str, object], at: At) -> Iterator[Problem]:
    """Yield a problem for each waiver of a workbook that no return names, whatever else is wrong with the returns."""
    returns = [part.get("workbook") for part in _parts(content.get("returns"))]
    known = {name.strip() for name in returns if isinstance(name, str) and name.strip()}
    for number, waiver in enumerate(_parts(content.get("waivers"))):
        given = waiver.get("workbook")
        if known and isinstance(given, str) and given.strip():
            try:
                find_return(given.strip(), known)
            except ConfigError as error:
                yield at(("waivers", number), f"waivers: {error}", "")


def find_return(given: str | Path, known: Collection[str | Path]) -> None:
    """Refuse the workbook of a waiver that is not the workbook of a return.

    Raises:
        ConfigError: It is not; the nearest workbook is named.
    """
    names = sorted({os.path.normpath(name) for name in known})
    if os.path.normpath(given) not in names:
        error = UnknownNameError("return", str(given), names)
        raise ConfigError(error.message, remedy=error.remedy)


def _parts(given: object) -> list[Mapping[str, Any]]:
    """Return the entries of a list, each in its place; an entry that is not a mapping is an empty one."""
    return [part if isinstance(part, dict) else {} for part in given] if isinstance(given, list) else []


def unknown_names(returns: Sequence[Mapping[str, Any]], framework: Framework, at: At) -> Iterator[Problem]:
    """Yield a problem for each partner and indicator that the framework does not know."""
    for number, source in enumerate(returns):
        partner, indicators = source.get("partner"), source.get("indicators")
        try:
            if isinstance(partner, str) and partner.strip():
                _find_partner(framework, partner.strip())
        except UnknownNameError as error:
            yield at(("returns", number, "partner"), error.message, error.remedy)
        for place, name in enumerate(indicators if isinstance(indicators, list | tuple) else ()):
            try:
                if isinstance(name, str):
                    find_indicator(framework, name)
            except UnknownNameError as error:
                yield at(("returns", number, "indicators", place), error.message, error.remedy)


def _find_partner(framework: Framework, given: str) -> None:
    """Refuse a partner whom the framework does not list; one without any list takes everybody.

    Raises:
        UnknownNameError: There is no such id; where the partner's name was given, its id is the nearest.
    """
    ids = [partner.id for partner in framework.partners]
    if ids and given not in ids:
        called = [partner.id for partner in framework.partners if partner.name.casefold() == given.casefold()]
        raise UnknownNameError("partner", given, ids, instead=called[0] if called else "")
