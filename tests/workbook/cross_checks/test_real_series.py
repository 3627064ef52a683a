"""Every published series as a return: the rules find nothing in what was published, and find slips put into it."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xlsxwriter

from tht_xl.evaluation.rows.published import published_observations
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.workbook.check import check_return

HEADINGS = ("Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit")
COLUMNS = ("indicator", "area", "period", "count", "denominator", "value", "lower", "upper")
OUTLIERS = {"R701", "R702", "R703", "R704", "R705", "R706", "R709"}


@pytest.fixture
def codes(tmp_path: Path) -> Callable[[pd.DataFrame, Framework], Counter[str]]:
    def check_frame(frame: pd.DataFrame, framework: Framework) -> Counter[str]:
        path = tmp_path / "return.xlsx"
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet("Data")
            for number, row in enumerate([HEADINGS, *frame[list(COLUMNS)].itertuples(index=False)]):
                page.write_row(number, 0, ["" if cell != cell else cell for cell in row])
        return Counter(finding.code for finding in check_return(path, framework).report if finding.code[:2] == "R7")

    return check_frame


@pytest.mark.parametrize(("name", "rows"), [("tht", 571), ("strategy-2009", 55)])
def test_no_published_figure_is_an_outlier(name: str, rows: int, codes: Callable[..., Counter[str]]) -> None:
    framework = load_framework(name)
    published = published_observations(framework)

    # Nothing in it is new, and that is all there is to say.
    assert len(published) == rows
    assert codes(published, framework) == {"R707": 1}


def test_neither_is_one_in_a_return_that_knows_nothing_else(codes: Callable[..., Counter[str]]) -> None:
    framework = load_framework("tht")

    assert codes(published_observations(framework), framework.model_copy(update={"published": ()})) == {}


def test_a_tenfold_slip_is_found_in_nearly_every_series(codes: Callable[..., Counter[str]]) -> None:
    framework = load_framework("tht").model_copy(update={"published": ()})
    published = published_observations(load_framework("tht"))
    last = published.groupby(["indicator", "area"], sort=False).tail(1).index
    series = published.groupby(["indicator", "area"], sort=False)["value"].transform("size")[last]
    slipped = published.copy()
    slipped.loc[last, ["lower", "upper"]] = np.nan
    slipped.loc[last, "value"] /= 10

    assert (series > 1).sum() == 49
    found = codes(slipped, framework)
    # Where the series itself has tripled, ten times is not that certain: the value is far from its neighbours.
    assert (found["R703"], found["R701"]) == (45, 4)
