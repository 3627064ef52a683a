"""Where the files of a month lie: every path from the configuration's own folder, and none that may not lie there."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tht_xl.documents.problem import Problem
from tht_xl.errors import PeriodError
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.asking import ASKED, path_of_month
from tht_xl.month.configuration.withdrawals import At

STORE = "tht-xl-store.sqlite"
"""The store's file where the configuration names none: beside the configuration, one for all months there."""
STORE_SUFFIX = Path(STORE).suffix
MEMORY = "tht-xl-memory.csv"
"""The interim file that earlier versions kept there; a store that has nothing yet begins with what it holds."""
OUTPUT = "results"
REHEARSED = "rehearsal.json"
"""The local copy of the shared sheet, in the output folder where that is the same for all months."""
ELSEWHERE = "or another folder with 'output:'"


def wrong_places(content: Mapping[str, Any], folder: Path, at: At) -> Iterator[Problem]:
    """Yield what may not lie in the output folder, which is passed on: the store, and what partners are sent.

    Args:
        content: The configuration as written, whatever else is wrong with it.
        folder: The folder that paths are relative to.
        at: Gives problems their lines.
    """
    try:
        month = Period.parse(str(content.get("month")))
    except PeriodError:
        month = None

    def place_of(key: str, default: str) -> Path:
        given = content.get(key)
        path = Path(given.strip() if isinstance(given, str) and given.strip() else default)
        return (folder / (path_of_month(path, month) if month else path)).resolve()

    output = place_of("output", OUTPUT)
    memory = content.get("memory")
    default = str(Path(memory.strip()).with_suffix(STORE_SUFFIX)) if isinstance(memory, str) else STORE
    store, asked = place_of("store", default), place_of("asked", ASKED)
    if store.is_relative_to(output):
        # It holds counts as they were returned.
        what = f"store: the store {store.name} would lie in the output folder, which is passed on"
        yield at((_line_of("store", content),), what, f"Name a file outside it with 'store:', {ELSEWHERE}")
    if asked.is_relative_to(output):
        # The returns that partners are sent hold their own figures, and the e-mails are to one of them alone.
        what = f"asked: the folder {asked.name} would lie in the output folder, which is passed on"
        yield at((_line_of("asked", content),), what, f"Name a folder outside it with 'asked:', {ELSEWHERE}")


def _line_of(key: str, content: Mapping[str, Any]) -> str:
    """Return the key whose line is the one to change: where the file does not name it, it is the output folder's."""
    return key if key in content else "output"
