"""The month's example: the whole of it on the workbooks that come with the package."""

from importlib.resources import files
from pathlib import Path

from tht_xl.errors import ConfigError
from tht_xl.month.configuration.load import load_config
from tht_xl.month.progress import Notify, silent
from tht_xl.month.run import MonthResult, run_month

CONFIG = "month.yaml"


def shipped_workbooks() -> Path:
    """Return the folder of the shipped workbooks: inside the package, or beside the sources of an editable install.

    Raises:
        ConfigError: They are in neither place.
    """
    inside = Path(str(files("tht_xl"))) / "workbooks"
    beside = Path(__file__).parents[3] / "workbooks"
    for folder in (inside, beside):
        if (folder / CONFIG).is_file():
            return folder
    raise ConfigError("the shipped workbooks are missing", where=str(inside), remedy="Install tht_xl again")


def run_demo(output: Path, *, notify: Notify = silent) -> MonthResult:
    """Run the month on the shipped workbooks, against a local copy of the shared sheet.

    Run again, the sync finds that nothing has changed; what somebody typed into the rehearsal sheet in between stays.

    Args:
        output: Folder for the results; made if it is not there.
        notify: Told about progress.
    """
    # Nothing is written outside the folder, so the demo remembers nothing: its workbooks hold their whole series.
    config = load_config(shipped_workbooks() / CONFIG).model_copy(
        update={"output": output.resolve(), "store": None, "memory": None}
    )
    return run_month(config, apply=True, rehearse=True, notify=notify)
