"""Where each figure of a month comes from, in results.csv."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from returned import GOOD, write_rows

from tht_xl.evaluation.schema import month_columns
from tht_xl.model.finding import Finding, Report, Severity
from tht_xl.model.waiver import Waiver
from tht_xl.month import run as month_run
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.places import STORE
from tht_xl.month.run import MonthResult, run_month
from tht_xl.workbook.check import Return

pytestmark = pytest.mark.slow

ROLE = "Performance lead"
KEY = "year-6-obesity|tower-hamlets|2022/23"
TOLD = ["observation_id", "version", "returned_on", "returned_by_role", "status", "overridden_by_role"]
REVISED = [GOOD[0], (*GOOD[1][:3], 960, 3280), GOOD[2]]
WITHIN_ROUNDING = [GOOD[0], (*GOOD[1][:3], 921, 3280), GOOD[2]]


def ran(folder: Path, month: str, rows: Sequence[tuple] | None = GOOD, **more: object) -> MonthResult:
    workbook = folder / "return.xlsx"
    workbook.unlink(missing_ok=True)
    if rows is not None:
        write_rows(workbook, rows)
    given = {
        "month": month, "published": False, "output": folder / "out", "store": folder / STORE,
        "returns": [{"workbook": workbook, "partner": "london-borough-of-tower-hamlets", "role": ROLE}],
    }  # fmt: skip
    return run_month(MonthConfig.model_validate(given | more))


def row(result: MonthResult, period: str = "2022/23", area: str = "tower-hamlets") -> pd.Series:
    table = pd.read_csv(result.files["results.csv"], dtype={"version": "Int64"}, keep_default_na=False, na_values=[""])
    (found,) = table[(table["period"] == period) & (table["area"] == area)].iterrows()
    return found[1].fillna("")


def test_results_have_the_columns_of_the_table(tmp_path: Path) -> None:
    result = ran(tmp_path, "Nov 2026")
    listed = list(month_columns(result.framework))
    assert list(pd.read_csv(result.files["results.csv"]).columns) == [column.name for column in listed]
    assert {name: str(kind) for name, kind in result.results.dtypes.items()} == {c.name: str(c.kind) for c in listed}


@pytest.mark.parametrize("published", [True, False])
def test_a_month_without_returned_rows_has_them_too(tmp_path: Path, published: bool) -> None:
    result = ran(tmp_path, "Nov 2026", None, published=published)
    listed = list(month_columns(result.framework))
    assert {name: str(kind) for name, kind in result.results.dtypes.items()} == {c.name: str(c.kind) for c in listed}
    assert bool(len(result.results)) == published
    if published:
        first = result.results.iloc[0]
        assert first["observation_id"] == "|".join([first["indicator"], first["area"], first["period"]]) + "@published"
        assert first[["returned_on", "returned_by_role", "status", "overridden_by_role"]].eq("").all()
        assert first["version"] is pd.NA


def test_a_figure_is_new_then_carried_then_revised(tmp_path: Path) -> None:
    today = date.today().isoformat()  # noqa: DTZ011
    assert row(ran(tmp_path, "Sep 2026"))[TOLD].tolist() == [f"{KEY}@1", 1, today, ROLE, "new", ""]
    # Returned once more as it was, and not returned at all.
    assert row(ran(tmp_path, "Oct 2026"))[TOLD].tolist() == [f"{KEY}@1", 1, today, ROLE, "carried", ""]
    assert row(ran(tmp_path, "Nov 2026", [GOOD[0]]))["status"] == "carried"
    revised = row(ran(tmp_path, "Dec 2026", REVISED))
    assert revised[TOLD].tolist() == [f"{KEY}@2", 2, today, ROLE, "revised", ""]
    assert row(ran(tmp_path, "Jan 2027", REVISED))[["observation_id", "status"]].tolist() == [f"{KEY}@2", "carried"]


def test_the_month_again_says_the_same(tmp_path: Path) -> None:
    ran(tmp_path, "Oct 2026")
    first = row(ran(tmp_path, "Nov 2026", REVISED))[TOLD].tolist()
    assert row(ran(tmp_path, "Nov 2026", REVISED))[TOLD].tolist() == first
    assert first[4] == "revised"


def test_a_carried_figure_is_late_where_its_return_has_not_arrived(tmp_path: Path) -> None:
    ran(tmp_path, "Oct 2026")
    late = row(ran(tmp_path, "Nov 2026", None))
    assert (late["status"], late["version"], late["returned_in"]) == ("late", 1, "Oct 2026")


def test_a_change_within_the_rounding_is_not_told_by_the_version(tmp_path: Path) -> None:
    ran(tmp_path, "Oct 2026")
    found = row(ran(tmp_path, "Nov 2026", WITHIN_ROUNDING))
    assert found[["revised", "status", "version", "observation_id"]].tolist() == [False, "carried", 1, f"{KEY}@1"]


def test_who_answered_for_an_error_is_named_by_role(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiver = Waiver("R209", KEY, "Value", "0000", "Head of data", "checked", date.today() + timedelta(9))  # noqa: DTZ011
    checked = month_run.check_returns

    def with_waiver(*args: object, **more: object) -> tuple[Return, ...]:
        (done,) = checked(*args, **more)  # pyright: ignore[reportArgumentType]
        finding = Finding("R209", Severity.ERROR, "Data", "F3", "given", "expected", "fix", waiver=waiver)
        return (replace(done, report=Report(done.report.path, (*done.report, finding))),)

    monkeypatch.setattr(month_run, "check_returns", with_waiver)
    result = ran(tmp_path, "Nov 2026")
    assert row(result)["overridden_by_role"] == "Head of data"
    assert row(result, "2021/22")["overridden_by_role"] == ""
