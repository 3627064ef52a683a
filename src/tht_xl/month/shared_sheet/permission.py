"""Who may write to the shared sheet: not an earlier month, and not an older copy of the store.

What the store knows is looked up first. What the sheet itself says counts as well: another officer, with another
computer, may have brought it to a later month.
"""

from tht_xl.errors import ConfigError
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import FORMER_WORKSHEET
from tht_xl.month.memory.memory import newest_return
from tht_xl.month.memory.open import OpenMemory
from tht_xl.month.shared_sheet.ledger import StoreLedger
from tht_xl.month.shared_sheet.sync import find_rehearsed_sheet
from tht_xl.sheets.ledger import NullLedger
from tht_xl.sheets.standing import Writer, older_month, remedy_for_older_month


def require_newest_month(config: MonthConfig, memory: OpenMemory, *, rehearse: bool) -> None:
    """Refuse to write an earlier month than the one that the shared sheet was last brought to, as the store has it.

    The results of an earlier month are the figures of that month: written to the sheet they would take the place of
    newer ones. Where nobody noted the sheet's month, the newest return of the memory stands for it.

    Raises:
        ConfigError: The month is an earlier one.
    """
    if memory.path is None or (rehearse and not find_rehearsed_sheet(config).exists()):
        return
    last, said = memory.sheet_months.get(sheet_name(config, rehearse=rehearse)), "the shared sheet was last brought to"
    if last is None and not rehearse:
        last, said = newest_return(memory.memory), "the memory has returns for"
    if last is not None and config.month.start < last.start:
        raise ConfigError(
            older_month(said, last, config.month),
            where="--apply",
            remedy=remedy_for_older_month(last, config.month),
        )


def with_known_worksheet(config: MonthConfig, memory: OpenMemory) -> MonthConfig:
    """Return the configuration with the title of a first worksheet that nobody named and an earlier version made.

    A sheet keeps the title under which the store knows it. Where no store knows it, the sync refuses the other title
    and says which one to name.
    """
    sheet = config.sheet
    if sheet is None or "worksheet" in sheet.model_fields_set:
        return config
    known, former = (f"{sheet.spreadsheet}/{title}" for title in (sheet.worksheet, FORMER_WORKSHEET))
    if known in memory.sheet_months or former not in memory.sheet_months:
        return config
    return config.model_copy(update={"sheet": sheet.model_copy(update={"worksheet": FORMER_WORKSHEET})})


def note_written_month(config: MonthConfig, memory: OpenMemory, run: str | None, *, rehearse: bool) -> None:
    """Remember the month that the shared sheet is being brought to."""
    memory.note_sheet_month(sheet_name(config, rehearse=rehearse), config.month, run=run)


def sheet_writer(
    config: MonthConfig,
    memory: OpenMemory,
    run: str | None,
    *,
    rehearse: bool,
    set_back: bool = False,
    take_over: bool = False,
    accept_deleted: bool = False,
) -> Writer:
    """Return on whose behalf the shared sheet is written: the store's, where one is kept, for the month that is run.

    Args:
        config: The month's configuration.
        memory: The memory of the run, with the store.
        run: The run that writes; None for one that only looks.
        rehearse: Whether a local copy replaces the sheet.
        set_back: Whether an earlier month than the sheet's may be written.
        take_over: Whether the sheet may be taken over from another store.
        accept_deleted: Whether most of its rows were deleted on purpose.
    """
    if memory.store is None:
        return Writer(NullLedger(), config.month, set_back, take_over, accept_deleted)
    ledger = StoreLedger(memory.store, sheet_name(config, rehearse=rehearse), run or "")
    # The store of a trial starts again whenever the real one has moved on, and then does not know its own sheet.
    is_trial = rehearse and config.sheet is not None
    return Writer(ledger, config.month, set_back, take_over or is_trial, accept_deleted)


def sheet_name(config: MonthConfig, *, rehearse: bool) -> str:
    """Return what tells the sheet from others in the store; each sheet has its own month and its own writes."""
    if rehearse or config.sheet is None:
        return str(config.rehearsed_sheet.resolve())
    return f"{config.sheet.spreadsheet}/{config.sheet.worksheet}"
