"""The rows that a configuration withdraws, looked up in its framework."""

from collections.abc import Callable, Collection, Sequence

from tht_xl.documents.problem import Path, Problem
from tht_xl.errors import ConfigError, ThtError, UnknownNameError
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period
from tht_xl.month.memory.row import Key

At = Callable[[Path, str, str], Problem]
"""From a place of the configuration, what is wrong there and what to do, to the problem with its line."""


def resolve_withdrawals(
    texts: Sequence[str | None], framework: Framework | None, at: At, known: Collection[Key] | None = None
) -> tuple[dict[Key, int], list[Problem]]:
    """Return the place of each withdrawal under `withdraw:`, by its row's key, and everything that is wrong with them.

    Args:
        texts: The keys as written, in order; None where one cannot be read at all.
        framework: The definitions; None where the framework that is named cannot be had. What can be wrong without
            them is told all the same.
        at: Gives problems their lines.
        known: The rows that there are; None where nobody knows yet, and then no row is missing.
    """
    found: dict[Key, int] = {}
    problems: list[Problem] = []
    for number, text in enumerate(texts):
        if text is None:
            continue
        place: Path = ("withdraw", number, "key")
        try:
            key = _key(text, framework)
            if known is not None and key not in known:
                raise UnknownNameError("row", text, sorted(key_of(*each) for each in known))
        except ThtError as error:
            problems.append(at(place, error.message, error.remedy))
            continue
        if key in found:
            # Two roles and two reasons for one row: which of them is meant, nobody but the writer can say.
            first = at(("withdraw", found[key], "key"), "", "")
            where = f"on line {first.line}" if first.line else f"by entry {found[key] + 1}"
            problems.append(at(place, f"{key_of(*key)} is already withdrawn {where}", "Keep one of the two"))
        else:
            found[key] = number
    return found, problems


def _key(text: str, framework: Framework | None) -> Key:
    parts = text.split("|")
    if len(parts) != 3:
        raise ConfigError(
            f"{text!r} is not the key of a row",
            remedy="Write indicator, area and period as in the shared sheet: year-6-obesity|tower-hamlets|2022/23",
        )
    period = str(Period.parse(parts[2]))
    if framework is None:
        return parts[0].strip().casefold(), parts[1].strip().casefold(), period
    return find_indicator(framework, parts[0]).id, find_area(framework, parts[1]).id, period
