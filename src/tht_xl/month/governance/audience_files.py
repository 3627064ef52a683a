"""The files for those who may see more than everybody: the partners' paper, and the exempt file."""

from pathlib import Path

import pandas as pd

from tht_xl.documents.files import write_whole
from tht_xl.errors import ConfigError
from tht_xl.evaluation.result import Results
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.report.board import board_page

PARTNERS_PAGE, PARTNERS_RESULTS = "board-partners.html", "results-partners.csv"
NO_PARTNERS = "No figure is for partners alone. The file of an earlier run was here and has been removed."
EXEMPT = "exempt.html"
EXEMPT_TITLE = "EXEMPT: not for publication"


def exempt_file(config: MonthConfig) -> Path:
    """Return the exempt file: in a folder beside the output folder, which is passed on and archived."""
    return config.output.with_name(f"{config.output.name}-exempt") / EXEMPT


def write_exempt(config: MonthConfig, framework: Framework, results: pd.DataFrame) -> Path:
    """Write the exempt figures, and nothing else, to the exempt file, which only its owner may read.

    Raises:
        ConfigError: It cannot be written.
    """
    path = exempt_file(config)
    shown = set(results["indicator"])
    own = framework.model_copy(update={"indicators": tuple(each for each in framework.indicators if each.id in shown)})
    page = board_page(
        Results(results, own),
        own,
        title=f"{EXEMPT_TITLE}. {config.title}",
        month=f"{config.month.start:%B %Y}",
        as_of=config.month.end,
    )
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, page, is_private=True)
    except OSError as error:
        raise ConfigError(
            f"the exempt file cannot be written ({error.strerror})", where=str(path), remedy="Close it, or make room"
        ) from None
    return path
