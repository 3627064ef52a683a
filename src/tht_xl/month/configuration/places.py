"""Where the files of a month lie: every path from the configuration's own folder, and none that may not lie there."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tht_xl.documents.problem import Problem
from tht_xl.errors import PeriodError
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.asking import ASKED, MONTH, path_of_month
from tht_xl.month.configuration.withdrawals import At

if TYPE_CHECKING:
    from tht_xl.month.configuration.config import MonthConfig

STORE = "tht-xl-store.sqlite"
"""The store's file where the configuration names none: beside the configuration, one for all months there."""
STORE_SUFFIX = Path(STORE).suffix
MEMORY = "tht-xl-memory.csv"
"""The interim file that earlier versions kept there; a store that has nothing yet begins with what it holds."""
OUTPUT = "results"
REHEARSED = "rehearsal.json"
"""The local copy of the shared sheet, in the output folder where that is the same for all months."""
ELSEWHERE = "or another folder with 'output:'"


def beside(config: "MonthConfig", folder: Path) -> "MonthConfig":
    """Return the same configuration with every path made absolute from the file's own folder."""

    def placed(path: Path) -> Path:
        return folder / path_of_month(path, config.month)

    returns = tuple(r.model_copy(update={"workbook": placed(r.workbook)}) for r in config.returns)
    registers = tuple(
        r.model_copy(update={"workbook": placed(r.workbook), "mapping": r.mapping and (folder / r.mapping)})
        for r in config.registers
    )
    waivers = tuple(w.model_copy(update={"workbook": placed(w.workbook)}) for w in config.waivers)
    sheet = config.sheet
    if sheet is not None and sheet.key_file is not None:
        sheet = sheet.model_copy(update={"key_file": folder / sheet.key_file})
    named = Path(config.framework)
    framework = str(folder / named) if (folder / named).is_dir() else config.framework
    output, memory = placed(config.output).resolve(), (folder / (config.memory or MEMORY)).resolve()
    store = (folder / (config.store or STORE)).resolve() if config.store or not config.memory else None
    rehearsal = (folder / config.rehearsal).resolve() if config.rehearsal else None
    if rehearsal is None and MONTH in str(config.output):
        # In a folder of its own each month would begin with a sheet in which nobody has typed a word.
        rehearsal = (store or memory).with_suffix(f".{REHEARSED}")
    return config.model_copy(
        update={
            "returns": returns,
            "registers": registers,
            "waivers": waivers,
            "sheet": sheet,
            "framework": framework,
            "output": output,
            "asked": (folder / config.asked).resolve(),
            "store": store,
            "rehearsal": rehearsal,
            "memory": memory,
        }
    )


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
