"""The files for those who may see more than everybody: the partners' paper, and the exempt file."""

from pathlib import Path

import pandas as pd

from tht_xl.evaluation.results import Results
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.report.board import board_page

PARTNERS_PAGE, PARTNERS_RESULTS = "board-partners.html", "results-partners.csv"
NO_PARTNERS = "No figure is for partners alone. The file of an earlier run was here and has been removed."
NO_EXEMPT = "No figure is exempt. The file of an earlier run was here and has been removed; a closed month has its own."
EXEMPT = "exempt.html"
EXEMPT_TITLE = "EXEMPT: not for publication"


def exempt_file(config: MonthConfig) -> Path:
    """Return the exempt file: in a folder beside the output folder, which is passed on."""
    return config.output.with_name(f"{config.output.name}-exempt") / EXEMPT


def exempt_files(config: MonthConfig, framework: Framework, exempt: pd.DataFrame | None) -> dict[Path, str]:
    """Return the exempt file and its text; what is no longer exempt goes from a file that an earlier run left.

    Args:
        config: The month's configuration.
        framework: The definitions.
        exempt: The results that are exempt; None where no figure is.
    """
    path = exempt_file(config)
    if exempt is not None:
        return {path: exempt_page(config, framework, exempt)}
    return {path: f"{NO_EXEMPT}\n"} if path.exists() else {}


def exempt_page(config: MonthConfig, framework: Framework, results: pd.DataFrame) -> str:
    """Return the page of the exempt figures, and of nothing else."""
    shown = set(results["indicator"])
    own = framework.model_copy(update={"indicators": tuple(each for each in framework.indicators if each.id in shown)})
    return board_page(
        Results(results, own),
        own,
        title=f"{EXEMPT_TITLE}. {config.title}",
        month=f"{config.month.start:%B %Y}",
        as_of=config.month.end,
    )
