"""Which store a closed month is in: the real one, or that of a rehearsal."""

from collections.abc import Generator
from contextlib import contextmanager

from tht_xl.errors import ConfigError
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.load import framework_of
from tht_xl.store.open import open_store
from tht_xl.store.store import Store
from tht_xl.store.trial import look_at_trial, open_trial


@contextmanager
def open_closing(config: MonthConfig, *, writes: bool, rehearse: bool) -> Generator[Store, None, None]:
    """Open the store that the months of a configuration are closed in.

    Args:
        config: The month's configuration.
        writes: Whether something is to be recorded.
        rehearse: Whether the store of the rehearsal is meant, where the configuration names a sheet.

    Raises:
        ConfigError: There is none yet.
        StoreError: It cannot be used.
    """
    path = config.store_file
    if path is None:
        raise ConfigError("this configuration has no store", remedy="Name one with 'store:'")
    if not (rehearse and config.sheet is not None):
        with open_store(path, writes=writes) as store:
            yield store
    elif writes:
        with open_trial(path, framework=framework_of(config).id) as store:
            yield store
    else:
        with look_at_trial(path, framework=framework_of(config).id) as store:
            if store is None:
                raise ConfigError(
                    "nothing has been rehearsed yet", remedy="Run the month with --rehearse --apply first"
                )
            yield store
