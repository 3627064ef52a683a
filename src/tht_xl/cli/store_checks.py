"""What `doctor` says of stores."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tht_xl.hosts.doctor import DoctorCheck

ELSEWHERE = "Keep the store on a disk of the computer that runs the month; 'store:' names another place"

BRING_BACK = "Bring back a backup: tht-xl store import BACKUP (docs/store.md)"


def stores_examined(configs: Sequence[Path]) -> "Iterator[DoctorCheck]":
    """Yield what is to be known of the stores of some configurations.

    Args:
        configs: Configurations of a month; the only one in the current folder, if there is one, where none is named.
    """
    from tht_xl.errors import ConfigError
    from tht_xl.month.configuration.find import find_config

    if not configs:
        try:
            configs = [find_config(Path.cwd())]
        except ConfigError:
            return
    for config in configs:
        yield from _examined(config)


def _examined(config: Path) -> "Iterator[DoctorCheck]":
    from tht_xl.errors import ThtError
    from tht_xl.hosts.doctor import DoctorCheck
    from tht_xl.month.configuration.store import named_store
    from tht_xl.store.health import problems, warnings
    from tht_xl.store.open import open_store
    from tht_xl.store.place import place_warnings

    what = f"store of {config.name}"
    try:
        named = named_store(config)
        if not named.path.exists():
            yield DoctorCheck(what, "fine", "there is none yet; the first run that writes makes it")
            yield from (DoctorCheck(what, "warning", text, ELSEWHERE) for text in place_warnings(named.path))
            return
        with open_store(named.path, framework=named.framework) as store:
            wrong, risks = problems(store), warnings(store)
    except ThtError as error:
        yield DoctorCheck(what, "fault", str(error).split("\n")[0])
        return
    if not wrong:
        yield DoctorCheck(what, "fine", f"{named.path.name} is sound")
    yield from (DoctorCheck(what, "fault", text, BRING_BACK) for text in wrong)
    yield from (DoctorCheck(what, "warning", text, ELSEWHERE) for text in risks)
