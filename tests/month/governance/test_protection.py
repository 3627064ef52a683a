"""Figures that may not be shown yet, or not to everybody: a planted figure is searched for in every file of a run."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from colleague import Colleague
from returned import GOOD, write_rows

from tht_xl.cli.main import code
from tht_xl.errors import ConfigError
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.load import load_config
from tht_xl.month.governance.audience_files import exempt_file
from tht_xl.month.run import MonthResult, run_month

pytestmark = pytest.mark.slow

PLANTED = "Planted words 9417"
FIGURES = ("1501", "45.48", "45.45", "45.5")
"""The count, and the value from it and from what is released of it."""
NEWEST = (
    "year-6-obesity",
    "Tower Hamlets",
    "2023/24",
    1501,
    3300,
    None,
    None,
    None,
    None,
    None,
    None,
    PLANTED,
    PLANTED,
)
WRONG = (
    "year-6-obesity",
    "Tower Hamlets",
    "2024/25",
    15010,
    3300,
    None,
    None,
    None,
    None,
    None,
    None,
    PLANTED,
    PLANTED,
)
RECEPTION = ("reception-obesity", "Tower Hamlets", "2022/23", 300, 2900)
EMBARGO = "not_before:\n  - {figure: year-6-obesity|2023/24, day: 2026-12-10}\n"
EXEMPT = "content:\n  - {figure: year-6-obesity|2023/24, audience: exempt}\n"
NAMES = "content:\n  - {figure: reception-obesity, audience: partners}\n"

Month = Callable[..., MonthConfig]


@pytest.fixture
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Month:
    """A month of these rows, run on a day, with these lines in its configuration."""

    def make(more: str = "", *rows: tuple, name: str = "Nov 2026", day: str = "2026-11-30") -> MonthConfig:
        monkeypatch.setenv("THT_XL_TODAY", day)
        write_rows(tmp_path / "return.xlsx", rows or (*GOOD, NEWEST, RECEPTION))
        path = tmp_path / "month.yaml"
        path.write_text(
            f"month: {name}\npublished: no\nreturns:\n  - workbook: return.xlsx\n"
            f"    partner: london-borough-of-tower-hamlets\n{more}"
        )
        return load_config(path)

    return make


def applied(config: MonthConfig) -> MonthResult:
    return run_month(config, apply=True, rehearse=True)


def texts_of(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every file of a folder as text; what is packed in a file, properties and hidden sheets included, unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes().decode("utf-8", "replace")
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                yield from ((path, packed.read(name).decode("utf-8", "replace")) for name in packed.namelist())


def says(text: str, wanted: str) -> bool:
    """Whether a text says a word or a figure. A whole number counts as a word: any digits are in some hash."""
    if wanted.isdigit():
        return re.search(rf"(?<![0-9a-f]){wanted}(?![0-9a-f])", text) is not None
    return wanted in text


def found_in(folder: Path, *wanted: str) -> set[str]:
    return {path.name for path, text in texts_of(folder) for each in wanted if says(text, each)}


def test_a_figure_enters_nothing_before_its_day(month: Month, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither its value nor a word of its row is in any file, in the sheet with its hidden tabs, or in the JSON."""
    config = month(EMBARGO, *GOOD, NEWEST, WRONG)
    result = applied(config)
    assert found_in(config.output, PLANTED, *FIGURES) == set()
    assert code(["month", "run", str(config.output.parent / "month.yaml"), "--rehearse", "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert not any(says(json.dumps(said), each) for each in (PLANTED, *FIGURES))
    assert said["exceptions"][0]["period"] == "2022/23"
    findings = pd.read_csv(result.files["findings.csv"])
    assert "45.5" not in str(findings)


def test_trends_and_people_are_those_of_the_figures_that_may_be_shown(month: Month) -> None:
    shown = applied(month("", *GOOD)).results
    hidden = applied(month(EMBARGO)).results
    columns = ["value", "trend", "previous", "people_to_target", "sentence", "revised"]
    own = hidden[hidden["indicator"] == "year-6-obesity"].reset_index(drop=True)
    pd.testing.assert_frame_equal(own[columns], shown[columns])


def test_the_figure_enters_on_its_day_although_it_was_returned_before(month: Month) -> None:
    config = month(EMBARGO)
    applied(config)
    later = applied(month(EMBARGO, *GOOD, name="Dec 2026", day="2026-12-10"))
    assert 1500 in later.results["count"].tolist()
    with Colleague(config) as colleague:
        assert colleague.cell("year-6-obesity|tower-hamlets|2023/24", "Value") == pytest.approx(45.4545, abs=1e-4)


def test_a_correction_under_embargo_is_not_called_a_revision(month: Month) -> None:
    applied(month("", *GOOD, name="Oct 2026"))
    corrected = (*GOOD[1][:3], 1501, 3300)
    config = month("not_before:\n  - {figure: year-6-obesity|2022/23, day: 2026-12-10}\n", GOOD[0], corrected, GOOD[2])
    result = applied(config)
    assert not result.results["revised"].any()
    assert result.summary()["memory"]["revised"] == []  # pyright: ignore[reportIndexIssue]
    assert found_in(config.output, "1501") == set()


def test_exempt_content_is_in_the_exempt_file_alone(month: Month) -> None:
    config = month(EXEMPT, *GOOD, NEWEST, RECEPTION)
    applied(config)
    assert found_in(config.output.parent, PLANTED) == {"exempt.html", "tht-xl-store.sqlite", "return.xlsx"}
    assert found_in(config.output, *FIGURES) == set()
    text = exempt_file(config).read_text(encoding="utf-8")
    assert "EXEMPT: not for publication" in text
    assert "45.5" in text
    assert "eception" not in text


def test_a_finding_in_an_exempt_row_repeats_nothing_of_it(month: Month) -> None:
    config = month(EXEMPT.replace("2023/24", "2024/25"), *GOOD, WRONG)
    result = applied(config)
    assert found_in(config.output, "15010", PLANTED) == set()
    findings = pd.read_csv(result.files["findings.csv"], keep_default_na=False)
    error = findings[findings["severity"] == "error"].iloc[0]
    assert error["given"] == "not shown"
    assert error["fix"] == f"The figure is exempt. Look at Data!{error['cell']}."


def test_what_became_exempt_does_not_come_back_from_the_sheet(month: Month, tmp_path: Path) -> None:
    """The sheet still has its row; when the return is late, nothing of it enters the paper."""
    applied(month("", *GOOD, NEWEST))
    config = month(EXEMPT)
    (tmp_path / "return.xlsx").unlink()
    (tmp_path / "tht-xl-store.sqlite").unlink()
    result = applied(config)
    page = result.files["board.html"].read_text(encoding="utf-8")
    assert not any(says(page, each) for each in FIGURES)


def test_the_partners_figures_are_in_the_sheet_and_their_own_files(month: Month) -> None:
    result = applied(month(NAMES))
    assert "reception-obesity" in result.files["results-partners.csv"].read_text(encoding="utf-8")
    assert "reception-obesity" not in result.files["results.csv"].read_text(encoding="utf-8")
    assert "10.3" not in result.files["board.html"].read_text(encoding="utf-8")
    assert "10.3" in result.files["board-partners.html"].read_text(encoding="utf-8")
    with Colleague(result.config) as colleague:
        assert colleague.cell("reception-obesity|tower-hamlets|2022/23", "Value") == pytest.approx(10.3448, abs=1e-4)


def test_the_partners_files_of_an_earlier_run_do_not_stay(month: Month) -> None:
    page = applied(month(NAMES)).files["board-partners.html"]
    applied(month(NAMES.replace("partners", "exempt")))
    assert page.read_text(encoding="utf-8").startswith("No figure is for partners alone.")


def test_names_and_days_that_are_wrong_are_told_with_their_lines(month: Month) -> None:
    wrong = (
        "not_before:\n  - {figure: year-6-obesty, day: 2026-12-10}\n  - {figure: year-6-obesity|soon, day: soon}\n"
        "content:\n  - {figure: year-6-obesity|england|2023/24, audience: exempt}\n"
        "  - {figure: year-6-obesity, audience: secret}\n"
        "restricted:\n  - {from: 2027-05-06, to: 2027-03-25}\n"
        "roles: {clsoe: [lead]}\nretention: {log: ever}\n"
    )
    with pytest.raises(ConfigError) as told:
        month(wrong)
    said = str(told.value)
    for line in (7, 8, 10, 11, 13, 14, 15):
        assert f"month.yaml:{line}:" in said
    assert "Did you mean 'year-6-obesity'?" in said
    assert "'ever' is not a length of time" in said
