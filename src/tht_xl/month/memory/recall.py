"""What counts this month: what was returned, beside what earlier months hold, less what was withdrawn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from tht_xl.errors import ConfigError
from tht_xl.evaluation.rows.observations import KEY, NUMBERS, SYMBOL
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import Withdrawal
from tht_xl.month.configuration.withdrawals import resolve_withdrawals
from tht_xl.month.memory.memory import Memory
from tht_xl.month.memory.row import Key, Remembered, as_frame
from tht_xl.workbook.check import Return

RETURNED_IN = "returned_in"
"""Column of the observations: the month in which a row was returned; blank for a published figure."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """The returned rows that count this month, and what the memory says about them.

    Attributes:
        memory: What is to be remembered after this run.
        observations: The rows, each with the month it was returned in: this month's first.
        from_memory: How many of them come from the memory.
        left_out: Rows that the memory holds and that were returned only after this month; they do not enter.
        gone: Rows that were withdrawn by this month.
        revised: What counted before, by key, where this month's figures took its place.
        withdrawn: What this month's configuration withdraws, by key.
    """

    memory: Memory
    observations: pd.DataFrame
    from_memory: int
    left_out: tuple[Key, ...]
    gone: tuple[Key, ...]
    revised: dict[Key, Remembered]
    withdrawn: dict[Key, Withdrawal]


def recall(
    config: MonthConfig, framework: Framework, memory: Memory, returns: Sequence[Return], *, today: date
) -> Recalled:
    """Bring this month's returned rows together with what earlier months hold.

    A returned row takes the place of what is known under its key. Everything else that is known stays, whether its
    row was held back, its return is late, or the partner sent only what is new.

    Args:
        config: The month's configuration.
        framework: The definitions.
        memory: What earlier runs remembered.
        returns: This month's checked returns, in the configuration's order.
        today: The day on which they are read.

    Raises:
        ConfigError: The configuration withdraws a row that nobody returned, or one row twice.
    """
    returned = [
        row
        for source, done in zip(config.returns, returns, strict=True)
        for row in _rows(done.observations, source.role or source.partner, config.month, today)
    ]
    before = memory.known_in(config.month)
    withdrawn = _withdrawals(config, framework, {*before, *(row.key for row in returned)})
    # A row that nobody has filled in says as little as one that is missing: it takes nothing back and is not a version.
    blank = [row for row in returned if row.is_blank and row.key not in withdrawn]
    returned = [row for row in returned if not row.is_blank]
    # A row that is withdrawn already, and returned once more as it was, changes nothing however often the month is run.
    settled = {key for key in withdrawn if key in before and before[key].is_withdrawal}
    after = memory.with_returned(
        row for row in returned if row.key not in settled or not before[row.key].says_what(row)
    )
    after = after.with_withdrawn({key: (w.role, w.reason) for key, w in withdrawn.items()}, config.month, today)
    known = after.known_in(None if config.later_figures else config.month)
    new = [row for row in returned if row.key not in withdrawn]
    new_keys = {row.key for row in new}
    old = [row for key, row in known.items() if key not in new_keys and not row.is_withdrawal]
    filled = {row.key for row in (*new, *old)}
    return Recalled(
        memory=after,
        observations=as_frame([*new, *old, *(row for row in blank if row.key not in filled)]),
        from_memory=len(old),
        left_out=tuple(key for key in after.known_in(None) if key not in known),
        gone=tuple(key for key, row in known.items() if row.is_withdrawal and key not in new_keys),
        revised=_find_revised(after, config.month),
        withdrawn=withdrawn,
    )


def _rows(observations: pd.DataFrame, role: str, month: Period, today: date) -> list[Remembered]:
    """Return a return's rows as they will be remembered; the version is given when they are."""
    given = {"version": 0, "returned_on": today, "role": role, "month": month}
    text = (*KEY, "source", SYMBOL, "workbook", "sheet", "cell")
    return [
        Remembered(
            **{name: str(row[name]) for name in text}  # pyright: ignore[reportArgumentType] - each for its field
            | {name: float(row[name]) for name in NUMBERS}
            | {"row": int(row["row"])}
            | given
        )
        for row in observations.to_dict("records")
    ]


def _find_revised(memory: Memory, month: Period) -> dict[Key, Remembered]:
    """Return the earlier figures of rows that the month revised: the same however often the month is run."""
    # Where the month gave nothing, what is known in it is what was known before it, and equals itself.
    before = memory.known_before(month)
    return {
        key: before[key]
        for key, row in memory.known_in(month).items()
        if key in before
        and not row.is_withdrawal
        and not before[key].is_withdrawal
        and not row.has_figures_of(before[key])
    }


def _withdrawals(config: MonthConfig, framework: Framework, known: Collection[Key]) -> dict[Key, Withdrawal]:
    texts = [withdrawal.key for withdrawal in config.withdraw]
    found, problems = resolve_withdrawals(texts, framework, config.at, known)
    if problems:
        raise ConfigError("\n".join(map(str, problems)))
    return {key: config.withdraw[number] for key, number in found.items()}
