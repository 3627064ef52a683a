"""What the month remembers, as the person who runs it meets it: from month to month, corrected, withdrawn, cut off."""

import json
import math
import os
import shutil
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from colleague import Colleague
from returned import GOOD

from tht_xl.cli.main import code
from tht_xl.errors import ConfigError, SheetError, ThtError
from tht_xl.evaluation.results import readings
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.framework.load import load_framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.load import load_config
from tht_xl.month.configuration.parts import WORKSHEET, SharedSheetConfig
from tht_xl.month.configuration.places import STORE
from tht_xl.month.demo import run_demo, shipped_workbooks
from tht_xl.month.run import MonthResult, run_month
from tht_xl.month.shared_sheet.sync import SheetSession
from tht_xl.store.open import open_store
from tht_xl.store.records.observations import read_observations
from tht_xl.store.records.remembered import Remembered

pytestmark = pytest.mark.slow

PARTNER = "london-borough-of-tower-hamlets"
KEY = key_of("year-6-obesity", "tower-hamlets", "2022/23")
NEW = ("year-6-obesity", "Tower Hamlets", "2023/24", 930, 3300)
CHANGED = (*GOOD[1][:3], 960, 3280)

Month = Callable[..., MonthConfig]


@pytest.fixture
def month(tmp_path: Path, write_return: Callable[..., Path]) -> Month:
    """A month with one return of these rows and the memory beside the configuration."""

    def make(name: str, rows: Sequence[tuple] | None = GOOD, **more: object) -> MonthConfig:
        workbook = tmp_path / "return.xlsx"
        workbook.unlink(missing_ok=True)
        if rows is not None:
            write_return(rows=rows)
        given = {
            "month": name, "returns": [{"workbook": workbook, "partner": PARTNER}], "published": False,
            "output": tmp_path / "out", "store": tmp_path / STORE,
        }  # fmt: skip
        return MonthConfig.model_validate(given | more)

    return make


def rows_in(folder: Path, name: str = STORE) -> tuple[Remembered, ...]:
    with open_store(folder / name) as store:
        return read_observations(store)


def kept(folder: Path) -> list[str]:
    """The observations of a store, comparable: NaN equals nothing."""
    return [repr(row) for row in rows_in(folder)]


def figures(result: MonthResult) -> dict[str, float]:
    rows = result.results.to_dict("records")
    return {key_of(r["indicator"], r["area"], r["period"]): r["value"] for r in rows}


def page(result: MonthResult) -> str:
    return result.files["board.html"].read_text(encoding="utf-8")


def test_a_return_with_the_new_year_alone_keeps_the_whole_series(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The cycle as it is meant: the whole workbook once, then a blank return with what is new."""
    text = "month: {}\nreturns:\n  - workbook: {}\n    partner: " + PARTNER + "\noutput: results\n"
    shutil.copy(shipped_workbooks() / "child-weight.xlsx", tmp_path)
    first, second = tmp_path / "november.yaml", tmp_path / "december.yaml"
    first.write_text(text.format("Nov 2026", "child-weight.xlsx"))
    second.write_text(text.format("Dec 2026", "new.xlsx"))
    assert code(["month", str(first), "--rehearse", "--apply"]) == 0
    with Colleague(load_config(first)) as colleague:
        colleague.types(KEY, "Narrative", "The new pathway opened in May")
    asked = ["-i", "reception-obesity", "-i", "year-6-obesity", "-p", "2023/24"]
    assert code(["template", "new", str(tmp_path / "new.xlsx"), *asked]) == 0
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    for row, counts in ((5, (400, 3200)), (6, (900, 3150))):
        book["Data"][f"E{row}"], book["Data"][f"F{row}"] = counts
    book.save(tmp_path / "new.xlsx")
    capsys.readouterr()
    assert code(["month", str(second), "--rehearse", "--apply"]) == 0
    said = capsys.readouterr().out
    assert "no longer computed" not in said
    assert "rows from earlier returns beside this month's" in said
    results = pd.read_csv(tmp_path / "results" / "results.csv", dtype={"returned_in": str})
    own = results[(results["indicator"] == "year-6-obesity") & (results["area"] == "tower-hamlets")]
    assert len(own) == 17
    assert own.set_index("period").loc["2022/23", "england_comparison"] == "Worse"
    assert own.set_index("period")["returned_in"].to_dict() | {"2023/24": "Nov 2026"} == dict.fromkeys(
        own["period"], "Nov 2026"
    )
    assert own.set_index("period").loc["2023/24", "returned_in"] == "Dec 2026"
    assert own.set_index("period").loc["2023/24", "trend"] != ""
    paper = (tmp_path / "results" / "board.html").read_text(encoding="utf-8")
    assert "The new pathway opened in May" in paper
    assert "no longer computed" not in (tmp_path / "results" / "plan.txt").read_text(encoding="utf-8")
    assert not [path for path in (tmp_path / "results").iterdir() if path.suffix == ".sqlite"]
    assert (tmp_path / STORE).exists()


def test_comparators_are_remembered_with_the_rest(month: Month) -> None:
    run_month(month("Oct 2026"))
    result = run_month(month("Nov 2026", [CHANGED]))
    assert result.newest[["england_value", "england_comparison"]].to_numpy().tolist() == [[22.65001, "Worse"]]
    assert len(result.results) == len(GOOD)


def test_without_a_memory_nothing_is_kept(month: Month, tmp_path: Path) -> None:
    run_month(month("Oct 2026", store=None))
    assert len(run_month(month("Nov 2026", [NEW], store=None)).results) == 1
    assert not (tmp_path / STORE).exists()


@pytest.mark.parametrize("rows", [None, [], [(*GOOD[1][:3], 9999, 3280)]])
def test_what_is_late_or_held_back_keeps_what_it_had(month: Month, rows: list | None) -> None:
    before = figures(run_month(month("Oct 2026")))
    result = run_month(month("Nov 2026", rows))
    assert result.needs_attention
    assert figures(result) == pytest.approx(before, nan_ok=True)
    assert "Worse" in result.newest["england_comparison"].tolist()
    assert not result.recollection.memory.written


def test_the_same_month_again_is_the_same_to_the_byte(month: Month, tmp_path: Path) -> None:
    run_month(month("Oct 2026"))
    results = []
    for _ in range(2):
        result = run_month(month("Nov 2026", [CHANGED, NEW]))
        results.append((page(result), result.files["results.csv"].read_bytes(), kept(tmp_path)))
    assert results[0] == results[1]


def test_a_revised_figure_says_before_and_after_everywhere(month: Month) -> None:
    run_month(month("Oct 2026"))
    result = run_month(month("Nov 2026", [CHANGED, GOOD[0]]))
    row = result.results.set_index("period").loc["2022/23"].iloc[0]
    assert (row["revised"], row["month_before"], row["returned_in"]) == (True, "Oct 2026", "Nov 2026")
    assert (row["value"], row["value_before"]) == pytest.approx((29.268293, 28.04878))
    assert result.results["revised"].sum() == 1
    assert "Revised, 2022/23</dt><dd>29.3%; before 28.0% (Oct 2026)" in page(result)
    assert result.summary()["memory"]["revised"] == [  # pyright: ignore[reportIndexIssue]
        {"key": KEY, "after": "29.3%", "before": "28.0%", "month_before": "Oct 2026"}
    ]
    assert "revised: Year 6 obesity, Tower Hamlets, 2022/23: 29.3%, before 28.0% (Oct 2026)" in [
        *result.recollection.lines()
    ]
    next_month = run_month(month("Dec 2026", [NEW]))
    assert not next_month.results["revised"].any()
    assert figures(next_month)[KEY] == pytest.approx(29.268293)


def test_a_correction_within_the_month_is_measured_against_the_month_before(month: Month) -> None:
    run_month(month("Oct 2026"))
    run_month(month("Nov 2026", [(*GOOD[1][:3], 1900, 3280)]))
    result = run_month(month("Nov 2026", [CHANGED]))
    assert [(r.after, r.before) for r in result.recollection.revisions] == [("29.3%", "28.0%")]
    back = run_month(month("Nov 2026"))
    assert back.recollection.revisions == ()
    assert figures(back)[KEY] == pytest.approx(28.04878)


def test_a_change_that_is_not_released_is_not_told(month: Month) -> None:
    """Counts are rounded to 5 before anything is shown, so 921 for 920 changes nothing that may be seen."""
    run_month(month("Oct 2026"))
    result = run_month(month("Nov 2026", [(*GOOD[1][:3], 921, 3280)]))
    assert not result.results["revised"].any()
    assert result.recollection.revisions == ()
    small = run_month(month("Dec 2026", [(*GOOD[1][:3], 920, 3285)]))
    assert [(r.after, r.before) for r in small.recollection.revisions] == [("28.00609%", "28.04878%")]
    assert "28.0%, by less than its last decimal (Nov 2026)" in page(small)


def test_what_is_withheld_now_is_not_repeated_as_before(month: Month) -> None:
    run_month(month("Oct 2026", [GOOD[0], (*GOOD[1][:3], 1015, 3280), GOOD[2]]))
    result = run_month(month("Nov 2026", [(*GOOD[1][:3], None, None, "[c]")]))
    assert [(r.after, r.before) for r in result.recollection.revisions] == [("[c]", "a value that is not repeated")]
    assert result.results["value_before"].isna().all()
    texts = [path.read_text(encoding="utf-8") for path in result.files.values()]
    assert not [text for text in (*texts, str(result.summary())) if "30.9" in text or "1015" in text]
    shown = run_month(month("Dec 2026"))
    assert [(r.after, r.before) for r in shown.recollection.revisions] == [("28.0%", "[c]")]


def test_this_month_goes_before_the_memory_and_the_memory_before_the_published(month: Month) -> None:
    row = ("employment-rate", "Tower Hamlets", "2022", None, None, 60.0, 50.0, 70.0)
    other = ("employment-rate", "Tower Hamlets", "2021", None, None, 61.0, 50.0, 70.0)
    run_month(month("Oct 2026", [row, other], published=True))
    result = run_month(month("Nov 2026", [(*row[:5], 62.0, 50.0, 70.0)], published=True))
    own = {key: value for key, value in figures(result).items() if key.startswith("employment-rate|tower-hamlets|")}
    published = {
        period: numbers[0]
        for series in load_framework("tht").published
        if series.indicator == "employment-rate"
        for period, numbers in series.values["tower-hamlets"].items()
    }
    assert own == {f"employment-rate|tower-hamlets|{p}": v for p, v in published.items()} | {
        "employment-rate|tower-hamlets|2022": 62.0,
        "employment-rate|tower-hamlets|2021": 61.0,
    }


def test_an_earlier_month_run_again_does_not_see_the_later_one(month: Month, tmp_path: Path) -> None:
    november = figures(run_month(month("Nov 2026")))
    run_month(month("Dec 2026", [CHANGED, NEW]))
    before = kept(tmp_path)
    again = run_month(month("Nov 2026"))
    assert figures(again) == november
    assert "left out: 1 row returned after this month" in [*again.recollection.lines()]
    assert kept(tmp_path) == before
    asked = run_month(month("Nov 2026", [GOOD[0]], later_figures=True))
    assert figures(asked)[KEY] == pytest.approx(29.268293)
    assert len(asked.results) == len(GOOD) + 1


def test_an_interval_alone_that_changed_is_no_other_value(month: Month) -> None:
    row = ("employment-rate", "Tower Hamlets", "2023", None, None, 66, 60)
    run_month(month("Oct 2026", [(*row, 72)]))
    result = run_month(month("Nov 2026", [(*row, 73)]))
    line = next(line for line in result.recollection.lines() if line.startswith("revised"))
    assert line.endswith(": 66.0% (60.0% to 73.0%), before 66.0% (60.0% to 72.0%) (Oct 2026)")
    assert "66.0% as before, with other counts or another interval (Oct 2026)" in page(result)
    without = run_month(month("Dec 2026", [row[:6]]))
    line = next(line for line in without.recollection.lines() if line.startswith("revised"))
    assert line.endswith(": 66.0% (no interval), before 66.0% (60.0% to 73.0%) (Nov 2026)")


BLANK = (*GOOD[1][:3], None, None)


def test_a_row_that_nobody_filled_in_takes_nothing_back(month: Month, tmp_path: Path) -> None:
    october = figures(run_month(month("Oct 2026")))
    before = kept(tmp_path)
    result = run_month(month("Nov 2026", [BLANK]))
    assert figures(result) == october
    assert not [line for line in result.recollection.lines() if line.startswith("revised")]
    assert kept(tmp_path) == before
    said_to_be_missing = run_month(month("Dec 2026", [(*GOOD[1][:3], "[x]", "[x]", "[x]")]))
    assert math.isnan(figures(said_to_be_missing)[KEY])


def test_a_row_that_nobody_filled_in_hides_no_published_figure(month: Month) -> None:
    blank = ("employment-rate", "Tower Hamlets", "2023")
    key = key_of("employment-rate", "tower-hamlets", "2023")
    assert figures(run_month(month("Nov 2026", [blank], published=True)))[key] == pytest.approx(66.2)
    alone = run_month(month("Nov 2026", [blank]))
    assert alone.results["reason"].tolist() == ["no value: enter a count and a denominator, or a value"]


def withdrawn(key: str = KEY) -> dict[str, object]:
    return {"withdraw": [{"key": key, "role": "lead", "reason": "counted twice"}]}


def test_a_withdrawn_row_goes_and_its_figures_stay_on_record(month: Month, tmp_path: Path) -> None:
    run_month(month("Oct 2026"))
    result = run_month(month("Nov 2026", [NEW], **withdrawn("Year-6-Obesity|Tower Hamlets|2022/2023")))
    assert KEY not in figures(result)
    assert f"withdrawn: {KEY} (counted twice, lead)" in [*result.recollection.lines()]
    assert result.summary()["memory"]["withdrawn"] == [  # pyright: ignore[reportIndexIssue]
        {"key": KEY, "role": "lead", "reason": "counted twice"}
    ]
    rows = [row for row in rows_in(tmp_path) if key_of(*row.key) == KEY]
    assert [(row.status, row.count, row.reason) for row in rows] == [
        ("replaced", 920, ""),
        ("withdrawn", 920, "counted twice"),
    ]
    assert KEY not in figures(run_month(month("Dec 2026", [NEW])))


def test_a_withdrawn_row_that_a_return_still_gives_is_not_used_and_told(month: Month, tmp_path: Path) -> None:
    sizes = []
    for _ in range(3):
        result = run_month(month("Nov 2026", **withdrawn()))
        assert KEY not in figures(result)
        assert f"withdrawn: {KEY} (counted twice, lead)" in [*result.recollection.lines()]
        sizes.append(kept(tmp_path))
    assert sizes[0] == sizes[1] == sizes[2]
    assert KEY in figures(run_month(month("Dec 2026")))


def test_what_a_withdrawal_says_of_a_person_is_masked(month: Month) -> None:
    run_month(month("Oct 2026"))
    words = {"key": KEY, "role": "lead, jane@example.org", "reason": "child of 943 476 5919 counted twice"}
    result = run_month(month("Nov 2026", [NEW], withdraw=[words]))
    report = result.files["month-report.html"].read_text(encoding="utf-8")
    for told in (report, str(result.summary()), "\n".join(result.recollection.lines())):
        assert "counted twice" in told
        assert "943 476" not in told
        assert "jane" not in told


@pytest.mark.skipif(os.name == "nt", reason="on Windows the folder's permissions count, see docs/month.md")
def test_a_memory_that_came_back_from_a_copy_is_private_again(month: Month, tmp_path: Path) -> None:
    run_month(month("Oct 2026"))
    (tmp_path / STORE).chmod(0o644)
    run_month(month("Oct 2026"))  # nothing new, so nothing is written
    assert stat.S_IMODE((tmp_path / STORE).stat().st_mode) == 0o600


def test_a_row_returned_anew_after_it_was_withdrawn_revises_nothing(month: Month) -> None:
    run_month(month("Oct 2026"))
    run_month(month("Nov 2026", [NEW], **withdrawn()))
    result = run_month(month("Dec 2026", [CHANGED]))
    assert figures(result)[KEY] == pytest.approx(29.268293)
    assert result.recollection.revisions == ()


def test_what_was_withdrawn_does_not_come_back_from_the_sheet(month: Month) -> None:
    """The sheet keeps the row, and where a return is late the newest row of the sheet stands in for it."""
    only = [GOOD[1], GOOD[2]]
    source = {"workbook": month("Oct 2026").returns[0].workbook, "partner": PARTNER, "indicators": ["year-6-obesity"]}
    named: dict[str, object] = {"returns": [source]}
    run_month(month("Oct 2026", only, **named), rehearse=True, apply=True)
    late = run_month(month("Nov 2026", None, **named), rehearse=True, apply=True)
    assert [r.value for r in late.standing.assessments["year-6-obesity"].series] == [pytest.approx(28.04878)]
    gone = run_month(month("Nov 2026", None, **named, **withdrawn()), rehearse=True, apply=True)
    assert gone.standing.assessments["year-6-obesity"].series == ()
    assert "28.0%" not in page(gone)
    after = run_month(month("Dec 2026", None, **named), rehearse=True, apply=True)
    assert after.standing.assessments["year-6-obesity"].series == ()


def test_an_earlier_month_does_not_set_the_sheet_back_unasked(month: Month) -> None:
    run_month(month("Oct 2026"), rehearse=True, apply=True)
    run_month(month("Dec 2026", None), rehearse=True, apply=True)  # late: the memory has no row of December
    with Colleague(month("Dec 2026")) as colleague:
        before = colleague.rows()
    with pytest.raises(ConfigError) as caught:
        run_month(month("Nov 2026", [CHANGED]), rehearse=True, apply=True)
    assert str(caught.value) == (
        "--apply: the shared sheet was last brought to Dec 2026: writing Nov 2026 would set it back to that month's "
        "figures, so nothing was written. Write Dec 2026 again to correct it; leave out --apply to see Nov 2026; or "
        "add --set-back if the sheet is meant to show Nov 2026"
    )
    with Colleague(month("Dec 2026")) as colleague:
        assert colleague.rows() == before
    assert run_month(month("Nov 2026", [CHANGED]), rehearse=True).sync is not None
    run_month(month("Nov 2026", [CHANGED]), rehearse=True, apply=True, set_back=True)
    with Colleague(month("Dec 2026")) as colleague:
        assert colleague.rows() != before
    run_month(month("Nov 2026", [CHANGED]), rehearse=True, apply=True)  # the sheet shows November: nothing to ask
    run_month(month("Dec 2026", [CHANGED]), rehearse=True, apply=True)


def test_each_sheet_has_its_own_month(month: Month, tmp_path: Path) -> None:
    run_month(month("Dec 2026"), rehearse=True, apply=True)
    trial = month("Nov 2026").model_copy(update={"output": tmp_path / "trial"})
    run_month(trial, rehearse=True, apply=True)
    with pytest.raises(ConfigError, match="brought to Dec 2026"):
        run_month(month("Nov 2026"), rehearse=True, apply=True)
    (tmp_path / "out" / "rehearsal.json").unlink()  # a sheet that is gone cannot be set back
    run_month(month("Nov 2026"), rehearse=True, apply=True)


def test_without_a_note_the_newest_return_tells_the_month_of_the_real_sheet(month: Month) -> None:
    run_month(month("Dec 2026"))
    config = month("Nov 2026", sheet=SharedSheetConfig(spreadsheet="1AbCdEfGhIjKlMnOp"))
    with pytest.raises(ConfigError, match="--apply: the memory has returns for Dec 2026: writing Nov 2026 would set"):
        run_month(config, apply=True)
    run_month(config, rehearse=True, apply=True)
    with pytest.raises(ConfigError, match="no service-account key is named"):
        run_month(config, apply=True, set_back=True)


def test_a_sheet_can_be_set_back_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(shipped_workbooks() / "child-weight.xlsx", tmp_path)
    for name in ("Nov 2026", "Dec 2026"):
        text = f"month: {name}\nreturns:\n  - workbook: child-weight.xlsx\n    partner: {PARTNER}\n"
        (tmp_path / f"{name[:3]}.yaml").write_text(text)
    nov, dec = str(tmp_path / "Nov.yaml"), str(tmp_path / "Dec.yaml")
    assert code(["month", dec, "--rehearse", "--apply"]) == 0
    assert code(["month", nov, "--rehearse", "--apply"]) == 2
    assert "or add --set-back if the sheet is meant to show Nov 2026" in capsys.readouterr().err
    assert code(["month", nov, "--rehearse", "--apply", "--set-back"]) == 0


def test_what_a_later_month_wrote_into_the_sheet_does_not_enter_an_earlier_one(month: Month) -> None:
    run_month(month("Oct 2026"), rehearse=True, apply=True)
    run_month(month("Dec 2026", [NEW]), rehearse=True, apply=True)
    late = run_month(month("Nov 2026", None), rehearse=True)
    assert [str(r.period) for r in late.standing.assessments["year-6-obesity"].series] == ["2021/22", "2022/23"]
    assert late.folder.said == "the files there are those of Dec 2026"


def test_two_withdrawals_of_one_row_are_refused_with_both_lines(month: Month, tmp_path: Path) -> None:
    run_month(month("Oct 2026"))
    lines = [
        "month: Nov 2026", "published: no", f"store: {STORE}", "output: out", "returns:",
        f"  - {{workbook: return.xlsx, partner: {PARTNER}}}", "withdraw:",
        "  - {key: year-6-obesity|tower-hamlets|2022/23, role: lead, reason: counted twice}",
        "  - {key: year-6-obesity|tower-hamlets|2030/31, role: lead, reason: counted twice}",
        "  - key: Year-6-Obesity|Tower Hamlets|2022/2023", "    role: analyst", "    reason: another reason",
    ]  # fmt: skip
    (tmp_path / "month.yaml").write_text("\n".join(lines))
    with pytest.raises(ConfigError) as caught:
        run_month(load_config(tmp_path / "month.yaml").model_copy(update={"output": tmp_path / "other"}))
    unknown, twice = str(caught.value).split("\n")
    assert unknown.startswith("month.yaml:9: unknown row 'year-6-obesity|tower-hamlets|2030/31'. Did you mean 'year-6")
    assert twice == f"month.yaml:10: {KEY} is already withdrawn on line 8. Keep one of the two"


def test_an_unknown_row_to_withdraw_is_refused_with_the_nearest(month: Month, tmp_path: Path) -> None:
    run_month(month("Oct 2026"))
    before = kept(tmp_path)
    more = {"role": "lead", "reason": "slip"}
    wrong = [
        {"key": "year-6-obesity|tower-hamlets|2020/21", **more},
        {"key": "year-6-obesitty|tower-hamlets|2022/23", **more},
        {"key": "2022/23", **more},
    ]
    with pytest.raises(ConfigError) as caught:
        run_month(month("Nov 2026", [NEW], withdraw=wrong))
    first, second, third = str(caught.value).split("\n")
    assert first.startswith(
        "withdraw.0.key: unknown row 'year-6-obesity|tower-hamlets|2020/21'. Did you mean 'year-6-obesity|"
    )
    assert second == "withdraw.1.key: unknown indicator 'year-6-obesitty'. Did you mean 'year-6-obesity'?"
    assert third.startswith("withdraw.2.key: '2022/23' is not the key of a row. Write indicator, area and period")
    assert kept(tmp_path) == before


def test_a_plan_remembers_nothing_and_says_so(month: Month, tmp_path: Path) -> None:
    plan = run_month(month("Oct 2026"), rehearse=True)
    assert not (tmp_path / STORE).exists()
    assert "this month's rows were not stored: a plan changes nothing; add --apply to store them" in [
        *plan.recollection.lines()
    ]
    run_month(month("Oct 2026"), rehearse=True, apply=True)
    before = kept(tmp_path)
    looked = run_month(month("Nov 2026", [CHANGED, NEW]), rehearse=True)
    assert len(looked.results) == len(GOOD) + 1
    assert looked.sync is not None
    assert not looked.sync.plan.no_longer_computed
    assert kept(tmp_path) == before


def test_a_memory_in_the_folder_that_is_passed_on_is_refused(month: Month, tmp_path: Path) -> None:
    for memory in (tmp_path / "out" / STORE, tmp_path / "out" / "deep" / ".." / STORE):
        with pytest.raises(ConfigError, match="would lie in the output folder"):
            run_month(month("Oct 2026", store=memory))
    (tmp_path / "link.sqlite").symlink_to(tmp_path / "out" / STORE)
    with pytest.raises(ConfigError, match="would lie in the output folder"):
        run_month(month("Oct 2026", store=tmp_path / "link.sqlite"))


def test_a_rehearsal_of_a_real_sheet_remembers_apart(month: Month, tmp_path: Path) -> None:
    sheet = SharedSheetConfig(spreadsheet="0123456789")
    trial = tmp_path / "tht-xl-store.rehearsal.sqlite"
    run_month(month("Oct 2026"))
    real = kept(tmp_path)
    result = run_month(month("Nov 2026", [CHANGED], sheet=sheet), apply=True, rehearse=True)
    assert len(result.results) == len(GOOD)
    assert trial.exists()
    assert kept(tmp_path) == real
    again = run_month(month("Dec 2026", [NEW], sheet=sheet), apply=True, rehearse=True)
    assert figures(again)[KEY] == pytest.approx(29.268293)
    run_month(month("Nov 2026", [NEW]))
    fresh = run_month(month("Dec 2026", [], sheet=sheet), rehearse=True)
    assert figures(fresh)[KEY] == pytest.approx(28.04878)


def test_cut_off_between_memory_and_sheet_the_next_run_completes(
    month: Month, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_month(month("Oct 2026"), rehearse=True, apply=True)
    working = SheetSession.synchronise

    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(SheetSession, "synchronise", cut_off)
    with pytest.raises(KeyboardInterrupt):
        run_month(month("Nov 2026", [NEW]), rehearse=True, apply=True)
    remembered = kept(tmp_path)
    monkeypatch.setattr(SheetSession, "synchronise", working)
    later = run_month(month("Dec 2026", None), rehearse=True, apply=True)
    assert later.sync is not None
    assert [append.key for append in later.sync.plan.appends] == [key_of("year-6-obesity", "tower-hamlets", "2023/24")]
    assert kept(tmp_path) == remembered


def test_a_sheet_that_refuses_leaves_a_memory_that_can_be_run_again(month: Month, tmp_path: Path) -> None:
    config = month("Oct 2026")
    run_month(config, rehearse=True, apply=True)
    with Colleague(config) as colleague:
        colleague.renames_the_worksheet("Old")
    with pytest.raises(SheetError, match=WORKSHEET):
        run_month(month("Nov 2026", [NEW]), rehearse=True, apply=True)
    after = kept(tmp_path)
    with Colleague(config) as colleague:
        colleague.renames_the_worksheet(WORKSHEET, before="Old")
    assert len(run_month(month("Nov 2026", [NEW]), rehearse=True, apply=True).results) == len(GOOD) + 1
    assert kept(tmp_path) == after


def test_a_damaged_memory_stops_the_month_before_anything_is_written(
    month: Month, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = month("Oct 2026")
    run_month(config, rehearse=True, apply=True)
    whole = (tmp_path / STORE).read_bytes()
    damaged = whole.replace(b"Data!F6", b"Data!F7").replace(b"return.xlsx", b"return.xlsy")
    assert damaged != whole
    (tmp_path / STORE).write_bytes(damaged)
    store = (config.output / "rehearsal.json").read_bytes()
    for apply in (True, False):
        with pytest.raises(ConfigError, match="observation 1 is not what was recorded"):
            run_month(month("Nov 2026", [NEW]), rehearse=True, apply=apply)
    assert (tmp_path / STORE).read_bytes() == damaged
    assert (config.output / "rehearsal.json").read_bytes() == store
    yaml = f"month: Nov 2026\nreturns:\n  - workbook: return.xlsx\n    partner: {PARTNER}\noutput: out\n"
    (tmp_path / "month.yaml").write_text(yaml)
    assert code(["month", str(tmp_path / "month.yaml")]) == 2
    said = capsys.readouterr().err
    assert f"{STORE}: observation 1 is not what was recorded" in said
    assert "Traceback" not in said


def test_another_framework_has_its_own_memory(month: Month) -> None:
    run_month(month("Oct 2026"))
    with pytest.raises(ThtError, match="is of the framework 'tht'"):
        run_month(month("Nov 2026", framework="strategy-2009", returns=[{"workbook": "x.xlsx", "partner": "nhs"}]))


def test_the_role_is_the_partner_unless_the_configuration_says_so(month: Month, tmp_path: Path) -> None:
    source = {"workbook": tmp_path / "return.xlsx", "partner": PARTNER}
    run_month(month("Oct 2026", [GOOD[0]], returns=[source]))
    run_month(month("Nov 2026", [GOOD[1]], returns=[source | {"role": "public health analyst"}]))
    rows = rows_in(tmp_path)
    assert [row.role for row in rows] == [PARTNER, "public health analyst"]


def test_the_command_line_tells_it_as_text_and_as_json(
    month: Month, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_month(month("Oct 2026"))
    month("Nov 2026", [CHANGED])
    yaml = f"month: Nov 2026\nreturns:\n  - workbook: return.xlsx\n    partner: {PARTNER}\noutput: out\npublished: no\n"
    (tmp_path / "month.yaml").write_text(yaml)
    assert code(["month", str(tmp_path / "month.yaml")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "revised: Year 6 obesity, Tower Hamlets, 2022/23: 29.3%, before 28.0% (Oct 2026)" in said
    assert "holds counts as they were returned; not to be passed on" in said
    assert code(["month", str(tmp_path / "month.yaml"), "--format", "json"]) == 0
    memory = json.loads(capsys.readouterr().out)["memory"]
    assert memory["path"] == str(tmp_path / STORE)
    assert (memory["written"], memory["rows_from_earlier_returns"]) == (False, 2)


def test_the_demo_writes_nothing_outside_its_folder(tmp_path: Path) -> None:
    run_demo(tmp_path / "demo" / "out")
    again = run_demo(tmp_path / "demo" / "out")
    assert again.sync is not None
    assert "nothing changed" in again.sync.sentence
    assert [path.name for path in (tmp_path / "demo").iterdir()] == ["out"]
    assert not list((tmp_path / "demo" / "out").glob("*.sqlite"))


def test_a_reading_knows_its_revision(month: Month) -> None:
    run_month(month("Oct 2026"))
    result = run_month(month("Nov 2026", [CHANGED]))
    series = readings(result.results, result.framework)["year-6-obesity"]
    assert [(r.revision.value, r.revision.month) for r in series if r.revision] == [
        (pytest.approx(28.04878), "Oct 2026")
    ]
