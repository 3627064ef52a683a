"""The month that each shared sheet was last brought to, as the interim file has it beside it."""

import json
from pathlib import Path

from tht_xl.errors import ConfigError, PeriodError
from tht_xl.model.periods.period import Period


def months_file(interim: Path) -> Path:
    """Return the file beside an interim file: tht-xl-memory.csv has tht-xl-memory.months.json."""
    return interim.with_name(f"{interim.stem}.months.json")


def read_interim_months(interim: Path) -> dict[str, Period]:
    """Return the month of each sheet; none where there is no such file.

    Raises:
        ConfigError: The file cannot be read, or is not what was written there.
    """
    path = months_file(interim)
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return {sheet: Period.parse(month) for sheet, month in read.items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", where=str(path)) from None
    except (ValueError, AttributeError, PeriodError):
        raise ConfigError(
            "this does not say which month each sheet was brought to", where=str(path), remedy="Move the file away"
        ) from None
