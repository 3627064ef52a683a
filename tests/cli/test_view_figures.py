"""The figures that a view is made from, as they are named on the command line."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

import tht_xl
from tht_xl.cli.main import code

ROOT = Path(__file__).parents[2]
CHILDREN = str(ROOT / "workbooks" / "child-weight.xlsx")


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    assert code(["view", "indicators", "--as-of", "2026-11-30", "--format", "json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def row(view: dict, name: str) -> dict[str, str]:
    return next(
        dict(zip(section["columns"], cells, strict=True))
        for section in view["sections"]
        for cells in section["rows"]
        if cells[0] == name
    )


def test_returns_are_evaluated_beside_published_values(capsys: pytest.CaptureFixture[str]) -> None:
    before, after = shown(capsys), shown(capsys, "--results", CHILDREN)
    assert row(before, "Year 6 obesity")["Value"] == "no value"
    assert row(after, "Year 6 obesity")["Value"] == "28.0% (2022/23)"
    assert row(after, "Year 6 obesity")["Compared"] == "England 22.7%: worse"
    assert row(after, "Adults who smoke") == row(before, "Adults who smoke")
    assert after["source"][-1] == "Returns: child-weight.xlsx"


def test_a_table_that_was_evaluated_is_taken_as_it_is(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    observations = pd.DataFrame(
        {"indicator": ["year-6-obesity"], "area": ["tower-hamlets"], "period": ["2024/25"], "count": [900],
         "denominator": [3000]}
    )  # fmt: skip
    tht_xl.evaluate(observations, "tht").to_csv(tmp_path / "results.csv", index=False)
    found = row(shown(capsys, "--results", str(tmp_path)), "Year 6 obesity")
    assert (found["Value"], found["95% interval"], found["Status"]) == (
        "30.0% (2024/25)",
        "28.4% to 31.7%",
        "proposed target, not rated",
    )


def test_observations_are_evaluated_and_a_bad_row_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "our figures.csv"
    path.write_bytes(
        "Indicator;".replace(";", ",").encode() + b"Area,Period,Numerator,Denominator,Narrative\n"
        b"Year-6-Obesity,Tower Hamlets,2023/24,930,3100,More clinics \x96 from May\n"
        b"year-6-obesety,Tower Hamlets,2022/23,930,3100,\n"
    )
    view = shown(capsys, "--results", str(path))
    assert row(view, "Year 6 obesity")["Value"] == "30.0% (2023/24)"
    assert "unknown indicator 'year-6-obesety'" in view["gaps"][0]["what"]
    assert view["gaps"][0]["place"] == "our figures.csv"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        ("", "is empty"),
        ("a,b\n1,2\n", "indicator"),
        ("indicator,indicator,area,period\nx,y,z,2020\n", "twice"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_clear_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str | None, said: str
) -> None:
    path = tmp_path / "figures.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert code(["view", "indicators", "--results", str(path)]) != 0
    told = capsys.readouterr()
    assert said in told.err + told.out
    assert "Traceback" not in told.err


def test_a_table_and_a_return_do_not_go_together(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("indicator,area,period,value\n", encoding="utf-8")
    assert code(["view", "indicators", "--results", CHILDREN, "--results", str(tmp_path / "a.csv")]) != 0
    assert "cannot be read together" in capsys.readouterr().err


def test_a_month_gives_its_results_by_its_configuration(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shutil.copy(CHILDREN, tmp_path)
    config = tmp_path / "month.yaml"
    config.write_text(
        "month: Nov 2026\nreturns:\n  - {workbook: child-weight.xlsx, partner: london-borough-of-tower-hamlets}\n",
        encoding="utf-8",
    )
    assert code(["view", "indicators", "--results", str(config)]) != 0
    assert "Run the month first" in capsys.readouterr().err
    assert code(["month", "run", str(config)]) in (0, 1)
    capsys.readouterr()
    view = shown(capsys, "--results", str(config))
    assert row(view, "Year 6 obesity")["Value"] == "28.0% (2022/23)"
    assert view["source"][-1].startswith("Results of Nov 2026")
