"""The figures that a view is made from, as they are named on the command line."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from xlsxwriter import Workbook

import tht_xl
from tht_xl.cli.main import code
from tht_xl.framework.load import load_framework
from tht_xl.model.periods.period import Period
from tht_xl.store.open import open_store
from tht_xl.store.records.narratives import WrittenNarrative, add_narratives
from tht_xl.workbook.check import check_return

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
    assert view["source"][-1] == "Figures of our figures.csv"


def test_a_row_with_a_word_for_a_number_is_told_by_its_line_and_not_used(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(
        "indicator,area,period,value\nanxiety,tower-hamlets,2023/24,3.1\n\nlife-satisfaction,tower-hamlets,2023/24,abc\n",
        encoding="utf-8",
    )
    view = shown(capsys, "--results", str(path))
    assert row(view, "Anxiety")["Value"] == "3.10 out of 10 (2023/24)"
    assert row(view, "Life satisfaction")["Value"] == "7.32 out of 10 (2022/23)"
    assert (view["gaps"][0]["place"], view["gaps"][0]["what"]) == (
        "figures.csv, line 4",
        "the row is not used: value 'abc' is not a number",
    )


def test_words_beside_the_figures_of_a_table_are_narratives_unless_they_say_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(
        "indicator,area,period,count,denominator,Narrative,Action\n"
        "year-6-obesity,tower-hamlets,2022/23,920,3280,Clinics opened late,tbc\n"
        "reception-obesity,tower-hamlets,2022/23,310,2940,n/a,Two clinics by May\n",
        encoding="utf-8",
    )
    assert code(["view", "exceptions", "--format", "json", "--as-of", "2026-11-30", "--results", str(path)]) == 0
    ranks = json.loads(capsys.readouterr().out)["sections"][0]
    said = {r[1]: (r[4], r[5]) for r in ranks["rows"]}
    assert said["Year 6 obesity"] == ("given", "none")
    assert said["Reception obesity"] == ("none", "typed beside the figure")


def _filled_return(path: Path) -> Path:
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Data")
        headings = ("Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit")
        sheet.write_row(0, 0, (*headings, "Narrative", "Action"))
        sheet.write_row(1, 0, ("year-6-obesity", "Tower Hamlets", "2022/23", 920, 3280))
        sheet.write(1, 8, "Clinics opened late")
        sheet.write_row(2, 0, ("reception-obesity", "Tower Hamlets", "2022/23", 3100, 2940))
        sheet.write(2, 8, "More than there are")
    return path


def test_the_narrative_of_a_return_is_read_and_its_held_back_row_is_a_gap(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = _filled_return(tmp_path / "ours.xlsx")
    done = check_return(path, load_framework("tht"))
    assert done.written == {"year-6-obesity|tower-hamlets|2022/23": {"Narrative": ("Clinics opened late", "Data!I2")}}
    assert code(["view", "exceptions", "--format", "json", "--as-of", "2026-11-30", "--results", str(path)]) == 0
    view = json.loads(capsys.readouterr().out)
    assert {r[1]: r[4] for r in view["sections"][0]["rows"]}["Year 6 obesity"] == "given"
    assert any(gap["place"] == "ours.xlsx, Data!D3" for gap in view["gaps"])


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


@pytest.mark.parametrize(("name", "said"), [("none.xlsx", "there is no such file"), ("a.txt", "this is a text file")])
def test_a_return_that_cannot_be_read_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "a.txt").write_text("hello", encoding="utf-8")
    assert code(["view", "indicators", "--results", str(tmp_path / name)]) != 0
    assert f"{name} cannot be used: {said}" in capsys.readouterr().err


@pytest.mark.slow
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
    assert view["source"][-1] == "Results of Nov 2026: results.csv"
    key, month = "year-6-obesity|tower-hamlets|2022/23", Period.parse("Nov 2026")
    told = [
        WrittenNarrative(key, "2022/23", figure, "Narrative", str(at), text, month)
        for at, (figure, text) in enumerate((("28.0%", "Clinics opened late"), ("27.9%", "About an earlier figure")))
    ]
    with open_store(tmp_path / "tht-xl-store.sqlite", writes=True) as store, store.transaction():
        add_narratives(store, told)
    view = dashboard(capsys, "--results", str(config))
    assert row(view, "Year 6 obesity")["Narrative"] == "Clinics opened late"
    # Where the month was only rehearsed, its narratives are in the store of the rehearsal.
    (tmp_path / "tht-xl-store.sqlite").rename(tmp_path / "tht-xl-store.rehearsal.sqlite")
    view = dashboard(capsys, "--results", str(config))
    assert row(view, "Year 6 obesity")["Narrative"] == "Clinics opened late"


def dashboard(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    assert code(["view", "dashboard", "--as-of", "2026-11-30", "--format", "json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)
