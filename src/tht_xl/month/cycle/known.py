"""What is known before a month begins: nobody is asked for it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from tht_xl.errors import ConfigError
from tht_xl.model.definition import Framework
from tht_xl.model.observation_key import ObservationKey
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.evaluating.gather import gather
from tht_xl.month.memory.open import OpenMemory, open_memory
from tht_xl.store.records.returns import provisional_keys


def known_periods(config: MonthConfig, framework: Framework, memory: OpenMemory) -> dict[str, set[Period]]:
    """Return the periods of each indicator whose figure for the home area is published, or was returned earlier.

    A returned figure that is provisional, because nobody has agreed it yet, may be asked for once more.

    Args:
        config: The month's configuration.
        framework: The definitions with their published series.
        memory: What earlier months returned. What this month itself returns is not known before it.
    """
    provisional = provisional_keys(memory.store) if memory.store is not None else frozenset[str]()
    published = gather(config, framework, pd.DataFrame()).observations
    rows = [(str(row.indicator), str(row.area), str(row.period)) for row in published.itertuples()]
    rows += [
        key
        for key, row in memory.memory.known_before(config.month).items()
        if not row.is_withdrawal and not row.is_blank and str(ObservationKey(*key)) not in provisional
    ]
    found: dict[str, set[Period]] = {}
    for indicator, area, period in rows:
        if area == framework.home:
            found.setdefault(indicator, set()).add(Period.parse(period))
    return found


@contextmanager
def look_at_memory(config: MonthConfig, framework: Framework) -> Iterator[OpenMemory]:
    """Yield the memory of the months without writing to it.

    Raises:
        ConfigError: It cannot be read.
    """
    # A configuration without a sheet remembers with every run; to rehearse is what only looks.
    with open_memory(config, framework.id, apply=False, rehearse=config.sheet is None) as memory:
        yield memory


def asked_folder(config: MonthConfig, partner: str) -> Path:
    """Return the folder of what a partner is sent in a month.

    Raises:
        ConfigError: It lies in the output folder, which is passed on to others.
    """
    if config.asked.resolve().is_relative_to(config.output.resolve()):
        raise ConfigError(
            f"the folder {config.asked.name} would lie in the output folder, which is passed on",
            where="asked",
            remedy="Name a folder outside it with 'asked:', or another folder with 'output:'",
        )
    return config.asked / f"{config.month.start:%Y-%m}" / as_file_name(partner)


def as_file_name(text: str) -> str:
    """Return a text as part of a file's name that every system takes.

    Examples:
        >>> as_file_name("Barts: Health/NHS")
        'Barts- Health-NHS'
    """
    plain = "".join(letter if letter.isalnum() or letter in " ._-" else "-" for letter in text)
    return plain.strip(" .") or "partner"
