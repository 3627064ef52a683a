"""The store that somebody means: of a configuration, of the only one in this folder, or a file itself."""

from dataclasses import dataclass
from pathlib import Path

from tht_xl.errors import ConfigError
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.find import ENDINGS, config_or_found
from tht_xl.month.configuration.load import framework_of, load_config


@dataclass(frozen=True, slots=True)
class NamedStore:
    """A store, and what the configuration says of it.

    Attributes:
        path: Its file, which need not be there.
        framework: Id of the framework that it must be of; empty where no configuration was named.
        output: The folder that is passed on; None where no configuration was named.
    """

    path: Path
    framework: str = ""
    output: Path | None = None


def named_store(given: Path | None) -> NamedStore:
    """Return the store that somebody names by a configuration or by its file.

    Args:
        given: A configuration or a store; the only configuration in the current folder where it is None.

    Raises:
        ConfigError: There is no such file, it cannot be used, or several configurations could be meant.
    """
    if given is not None and given.suffix.lower() not in ENDINGS:
        if not given.is_file():
            raise ConfigError(
                "there is no such file", where=str(given), remedy="Name a month's configuration, or a store's file"
            )
        return NamedStore(given)
    return store_of(load_config(config_or_found(given)))


def store_of(config: MonthConfig) -> NamedStore:
    """Return the store of a configuration.

    Raises:
        ConfigError: The configuration keeps none.
    """
    if config.store_file is None:
        raise ConfigError("the configuration keeps no store", where="store")
    return NamedStore(config.store_file, framework_of(config).id, config.output)
