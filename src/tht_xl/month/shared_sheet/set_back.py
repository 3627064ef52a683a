"""Keep an earlier month from setting the shared sheet back to its own figures."""

from pathlib import Path

from tht_xl.errors import ConfigError
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.memory.memory import newest_return
from tht_xl.month.memory.open import OpenMemory
from tht_xl.month.shared_sheet.sync import STORE


def require_newest_month(config: MonthConfig, memory: OpenMemory, *, rehearse: bool) -> None:
    """Refuse to write an earlier month than the one that the shared sheet was last brought to.

    The results of an earlier month are the figures of that month: written to the sheet they would take the place of
    newer ones. Where nobody noted the sheet's month, the newest return of the memory stands for it.

    Raises:
        ConfigError: The month is an earlier one.
    """
    if memory.path is None or (rehearse and not (config.output / STORE).exists()):
        return
    last, said = memory.sheet_months.get(_sheet(config, rehearse=rehearse)), "the shared sheet was last brought to"
    if last is None and not rehearse:
        last, said = newest_return(memory.memory), "the memory has returns for"
    if last is not None and config.month.start < last.start:
        raise ConfigError(
            f"{said} {last}: writing {config.month} would set it back to that month's figures, so nothing was written",
            where="--apply",
            remedy=f"Write {last} again to correct it; leave out --apply to see {config.month}; or add --set-back if "
            f"the sheet is meant to show {config.month}",
        )


def note_written_month(config: MonthConfig, memory: OpenMemory, *, rehearse: bool) -> None:
    """Remember the month that the shared sheet is being brought to."""
    memory.note_sheet_month(_sheet(config, rehearse=rehearse), config.month)


def _sheet(config: MonthConfig, *, rehearse: bool) -> str:
    """Return an id of the sheet; each sheet has its own month."""
    if rehearse or config.sheet is None:
        return str(Path(config.output / STORE).resolve())
    return f"{config.sheet.spreadsheet}/{config.sheet.worksheet}"
