"""Begin a month: write each partner's return, and record what was asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from tht_xl.errors import ConfigError
from tht_xl.evaluation.result import Result
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import ReturnSource
from tht_xl.month.cycle.closed import require_open_month
from tht_xl.month.cycle.due import due_date
from tht_xl.month.cycle.known import asked_folder, known_periods, look_at_memory
from tht_xl.month.cycle.last_figures import asked_figures, known_series
from tht_xl.month.cycle.needs import Needs, needs_of
from tht_xl.month.cycle.write_return import asked_lines, name_of_partner, write_return
from tht_xl.month.progress import Notify, silent
from tht_xl.month.registers.actions import known_actions
from tht_xl.store.open import open_store
from tht_xl.store.records.returns import (
    NOTHING,
    Registered,
    cells_asked_before,
    note_asked,
    register_return,
    registered_returns,
)
from tht_xl.store.store import Store
from tht_xl.store.times import month_text

Outcome = Literal["written", "there already", "nothing to give", "names no indicators"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one partner is asked for with one return.

    Attributes:
        partner: The partner's name.
        workbook: Name of the return.
        path: The return as it is to be sent; None where there is nothing to give.
        due: The day by which it is due.
        needs: What it has to give.
        lines: What it has to give, a line for each indicator.
        outcome: Whether it was written.
    """

    partner: str
    workbook: str
    path: Path | None
    due: date
    needs: Needs
    lines: tuple[str, ...]
    outcome: Outcome


def ask_partners(
    config: MonthConfig,
    framework: Framework,
    *,
    today: date,
    notify: Notify = silent,
) -> tuple[tuple[Asked, ...], tuple[str, ...]]:
    """Write each partner's return for the month, and register what was asked for.

    Asked again, it writes what is missing and leaves every file that is there: somebody may have filled it in.

    Args:
        config: The month's configuration.
        framework: The definitions.
        today: The day on which the partners are asked.
        notify: Told about progress.

    Returns:
        What each return asks for, and what to know before they are sent.

    Raises:
        ConfigError: The month is closed, or a folder cannot be made.
        StoreError: The store cannot be used; what was written is there, and asking again completes it.
    """
    if config.store_file is None:
        raise ConfigError("nothing is kept from month to month", where="store", remedy="Name a file with 'store:'")
    with look_at_memory(config, framework) as memory:
        before = known_series(config, framework, memory.memory)
        known = known_periods(config, framework, memory)
    needs = [needs_of(source, framework, config.month, known) for source in config.returns]
    asked: list[Asked] = []
    with open_store(config.store_file, framework=framework.id, writes=True, create=True) as store:
        require_open_month(store, config.month)
        warnings = tuple(_more_than_before(store, config, needs))
        for number, (source, need) in enumerate(zip(config.returns, needs, strict=True)):
            notify("Writing returns", number, len(needs))
            asked.append(_ask(config, framework, source, need, store, today, before))
    notify("Writing returns", len(needs), len(needs))
    return tuple(asked), warnings


def due_of(config: MonthConfig, source: ReturnSource, needs: Needs) -> date:
    """Return the day by which a return is due: the one that is given, or the one that follows from what it gives."""
    return source.due or due_date(config.month, config.due_day, [row.expected for row in needs.wanted])


def _ask(
    config: MonthConfig, framework: Framework, source: ReturnSource, needs: Needs, store: Store, today: date,
    before: Mapping[str, Sequence[Result]],
) -> Asked:  # fmt: skip
    due, name = due_of(config, source, needs), source.workbook.name
    partner, lines = name_of_partner(framework, source.partner), asked_lines(framework, needs.wanted)
    entry = registered_returns(store, config.month).get((source.partner, name))
    if not needs.wanted:
        if source.indicators and entry is None:
            # Kept, so that a month in which nobody has anything to give is known to have been asked for.
            register_return(store, Registered(month_text(config.month), source.partner, name, status=NOTHING))
        outcome: Outcome = "nothing to give" if source.indicators else "names no indicators"
        return Asked(partner, name, None, due, needs, lines, outcome)
    path = asked_folder(config, source.partner) / name
    is_there = path.exists()
    if not is_there:
        _make_folders(path.parent, source.workbook.parent)
        figures = asked_figures(needs.wanted, before, framework, known_actions(config, store))
        contact = "" if config.secretary is None else f"{config.secretary.role}, {config.secretary.email}"
        write_return(source.partner, config.month, path, framework, figures, due=due, contact=contact)
    # Also where the file is there: a run that was cut off after writing it has not registered it.
    if entry is None or entry.status == NOTHING:
        entry = Registered(
            month_text(config.month), source.partner, name, asked_on=today, due_on=due, asked_cells=needs.cells
        )
        with store.transaction():
            register_return(store, entry)
            note_asked(store, config.month, source.partner, _cells_by_indicator(needs))
    return Asked(partner, name, path, due, needs, lines, "there already" if is_there else "written")


def _make_folders(*folders: Path) -> None:
    """Make the folder of what is sent, and the one in which the partner's return is expected back."""
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(
                f"the folder cannot be made ({error.strerror})", where=str(folder), remedy="Choose another 'asked'"
            ) from None


def _cells_by_indicator(needs: Needs) -> dict[str, int]:
    cells: dict[str, int] = {}
    for row in needs.wanted:
        cells[row.indicator] = cells.get(row.indicator, 0) + row.cells
    return cells


def _more_than_before(store: Store, config: MonthConfig, needs: list[Needs]) -> list[str]:
    """Return a warning for each partner who has more cells to fill in than when it was last asked."""
    found: list[str] = []
    for partner in dict.fromkeys(source.partner for source in config.returns):
        cells: dict[str, int] = {}
        for source, need in zip(config.returns, needs, strict=True):
            cells |= _cells_by_indicator(need) if source.partner == partner else {}
        before = cells_asked_before(store, config.month, partner)
        if before is not None and sum(cells.values()) > sum(before.values()):
            more = [name for name, number in cells.items() if number > before.get(name, 0)]
            found.append(
                f"{partner} has {sum(cells.values())} cells to fill in, {sum(before.values())} when it was last asked: "
                f"more of {', '.join(more)}. Tell them why, or name fewer 'indicators' or 'periods'"
            )
    return found
