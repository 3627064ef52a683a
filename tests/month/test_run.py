"""The month as the person who runs it meets it: returns good and bad, the shared sheet between two runs, the files."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from colleague import Colleague
from returned import GOOD

from tht_xl.documents.addresses import column_letters
from tht_xl.errors import ConfigError, SheetError
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import WORKSHEET, SharedSheetConfig
from tht_xl.month.run import MonthResult, run_month
from tht_xl.month.shared_sheet.narratives import last_values
from tht_xl.month.shared_sheet.rows import ATTENTION
from tht_xl.month.shared_sheet.sync import KEY_FILE, STORE
from tht_xl.month.shared_sheet.tabs.history import HISTORY
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.server.faults import InjectedFault
from tht_xl.sheets.connection.client import SheetsHTTPClient, connect

pytestmark = pytest.mark.slow

WriteReturn = Callable[..., Path]
ConfigFor = Callable[..., MonthConfig]
KEY = key_of("year-6-obesity", "tower-hamlets", "2022/23")


def rehearsed(config: MonthConfig, *, apply: bool = True) -> MonthResult:
    return run_month(config, apply=apply, rehearse=True)


def test_a_whole_month(write_return: WriteReturn, config_for: ConfigFor) -> None:
    result = rehearsed(config_for(write_return()))
    assert not result.needs_attention
    assert sorted(result.files) == ["board.html", "findings.csv", "month-report.html", "plan.txt", "results.csv"]
    page = result.files["board.html"].read_text(encoding="utf-8")
    assert "28 in 100; worse than England; 178 fewer children would match England" in page
    results = pd.read_csv(result.files["results.csv"])
    assert results.loc[1, "value"] == pytest.approx(28.04878, abs=5e-6)
    assert results.loc[1, "cell"] == "Data!F3" or results.loc[1, "cell"] == "F3"
    with Colleague(result.config) as colleague:
        assert colleague.cell(KEY, "Value") == pytest.approx(28.04878, abs=5e-6)
        assert colleague.cell(KEY, "Compared with England") == "Worse"


def test_without_apply_nothing_is_written_to_the_sheet(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    result = rehearsed(config, apply=False)
    assert result.sync is not None
    assert f"+ {KEY}: new row" in result.files["plan.txt"].read_text(encoding="utf-8")
    assert not result.sync.applied
    assert not (config.output / STORE).exists()


def test_a_plan_leaves_the_sheet_as_it_is(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    rehearsed(config)
    store = (config.output / STORE).read_bytes()
    write_return(rows=[GOOD[0], (*GOOD[1][:3], 925, 3280), GOOD[2]])
    result = rehearsed(config, apply=False)
    assert result.sync is not None
    assert result.sync.plan.writes
    assert (config.output / STORE).read_bytes() == store


def test_a_renamed_worksheet_is_refused_by_name(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    rehearsed(config)
    with Colleague(config) as colleague:
        colleague.renames_the_worksheet("Old")
    store = (config.output / STORE).read_bytes()
    for apply in (False, True):
        with pytest.raises(SheetError, match=WORKSHEET):
            rehearsed(config, apply=apply)
    assert (config.output / STORE).read_bytes() == store


def test_a_second_run_changes_nothing(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    rehearsed(config)
    store = (config.output / STORE).read_bytes()
    again = rehearsed(config)
    assert again.sync is not None
    assert again.sync.changes_nothing
    assert "nothing changed" in again.sync.sentence
    assert (config.output / STORE).read_bytes() == store


def test_what_a_person_typed_survives_and_is_in_the_paper(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    rehearsed(config)
    with Colleague(config) as colleague:
        colleague.types(KEY, "Narrative", "The new pathway <b>opened</b> in May")
        colleague.types(KEY, "Value", "27.5")
        colleague.types(KEY, "Target", "=1+1")
    again = rehearsed(config)
    assert again.sync is not None
    assert {(k.column, k.theirs) for k in again.sync.plan.kept} == {("Value", 27.5), ("Target", "=1+1")}
    assert not again.sync.conflicts
    page = again.files["board.html"].read_text(encoding="utf-8")
    assert "The new pathway &lt;b&gt;opened&lt;/b&gt; in May" in page
    with Colleague(config) as colleague:
        assert colleague.cell(KEY, "Value") == 27.5
        assert colleague.cell(KEY, "Narrative") == "The new pathway <b>opened</b> in May"


def test_a_key_and_a_heading_with_blanks_that_nobody_sees_are_the_same(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    config = config_for(write_return())
    rehearsed(config)
    with Colleague(config) as colleague:
        colleague.types(KEY, "Narrative", "The new pathway opened in May")
        narrative = colleague.address(KEY, "Narrative")
        key = colleague.address(KEY, "Key")
        colleague.sheet.write(WORKSHEET, key, [[f"{KEY} "]])
        colleague.sheet.write(WORKSHEET, f"{narrative[0]}1", [["NARRATIVE\N{NO-BREAK SPACE}"]])
    again = rehearsed(config)
    assert again.sync is not None
    assert (again.sync.plan.deleted_in_sheet, again.needs_attention) == ((), False)
    assert "The new pathway opened in May" in again.files["board.html"].read_text(encoding="utf-8")


def test_a_key_that_somebody_changed_is_named_and_needs_attention(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    config = config_for(write_return(rows=[*GOOD, ("reception-obesity", "Tower Hamlets", "2022/23", 300, 2900)]))
    rehearsed(config)
    with Colleague(config) as colleague:
        address = colleague.address(KEY, "Key")
        colleague.sheet.write(WORKSHEET, address, [["year-6-obesty|tower-hamlets|2022/23"]])
    again = rehearsed(config)
    assert again.needs_attention
    assert f"! {KEY}: not in the sheet. Did somebody change {address}" in again.files["plan.txt"].read_text(
        encoding="utf-8"
    )


def test_a_heading_of_ours_is_no_narrative_however_it_is_spelled(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    sheet = SharedSheetConfig(spreadsheet="a" * 44, worksheet=WORKSHEET, narrative=("nOTE",))
    config = config_for(write_return()).model_copy(update={"sheet": sheet})
    with pytest.raises(ConfigError, match="the sync itself fills the column 'nOTE'"):
        rehearsed(config)


def test_a_cell_that_both_changed_is_a_conflict_and_theirs_stays(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    config = config_for(write_return())
    rehearsed(config)
    with Colleague(config) as colleague:
        colleague.types(KEY, "Value", "27.5")
    write_return(rows=[GOOD[0], (*GOOD[1][:3], 925, 3280), GOOD[2]])
    again = rehearsed(config)
    assert again.needs_attention
    assert again.sync is not None
    assert [(c.column, c.theirs) for c in again.sync.plan.conflicts] == [("Value", 27.5)]
    assert any(w.column == "Upper limit" for w in again.sync.plan.writes)
    with Colleague(config) as colleague:
        assert colleague.cell(KEY, "Value") == 27.5


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (("year-6-obesity", "Tower Hamlets", "2020/21", 3000, 2950), "numerator above denominator"),
        (("year-6-obesity", "Tower Hamlets", "2020/21", "many", 2950), "text in a number"),
        (("year-6-obesitty", "Tower Hamlets", "2020/21", 5, 10), "an unknown indicator"),
        (("year-6-obesity", "Tower Hamlets", "last year", 5, 10), "no period"),
    ],
)
def test_an_error_holds_back_its_row_and_the_last_good_value_stays(
    write_return: WriteReturn, config_for: ConfigFor, row: tuple, where: str
) -> None:
    config = config_for(write_return(rows=[*GOOD, ("year-6-obesity", "Tower Hamlets", "2020/21", 985, 2950)]))
    rehearsed(config)
    write_return(rows=[*GOOD, row])
    result = rehearsed(config)
    assert result.needs_attention, where
    assert [finding.cell[-1] for finding in result.returns[0].report.errors] == ["5"]
    assert len(result.results) == len(GOOD)
    old = key_of("year-6-obesity", "tower-hamlets", "2020/21")
    assert result.sync is not None
    assert result.sync.more[HISTORY].no_longer_computed == (old,)
    with Colleague(config) as colleague:
        assert colleague.cell(old, "Value", HISTORY) == pytest.approx(33.38983051)


@pytest.mark.parametrize("bad", ["not a workbook", "missing", "no data sheet"])
def test_a_bad_return_holds_back_its_partner_not_the_month(
    write_return: WriteReturn, config_for: ConfigFor, tmp_path: Path, bad: str
) -> None:
    good = write_return()
    other = tmp_path / "other.xlsx"
    if bad == "not a workbook":
        other.write_text("this is no workbook")
    elif bad == "no data sheet":
        write_return("other.xlsx", sheet="Dater")
    result = rehearsed(config_for(good, other))
    assert result.needs_attention
    assert result.returns[1].report.is_held_back
    assert len(result.results) == len(GOOD)
    with result.files["findings.csv"].open(encoding="utf-8", newline="") as file:
        assert {row["workbook"] for row in csv.DictReader(file) if row["severity"] == "error"} == {"other.xlsx"}
    page = result.files["board.html"].read_text(encoding="utf-8")
    assert "other.xlsx" in page
    assert ("Not received" if bad == "missing" else "Held back") in page


def test_a_sheet_that_changed_under_us_is_refused_and_nothing_is_written(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    config = config_for(write_return())
    rehearsed(config)
    page = (config.output / "board.html").read_bytes()
    with Colleague(config) as colleague:
        colleague.sheet.type(WORKSHEET, "D1", "Figure")
    store = (config.output / STORE).read_bytes()
    with pytest.raises(SheetError, match="Value"):
        rehearsed(config)
    assert (config.output / STORE).read_bytes() == store
    assert (config.output / "board.html").read_bytes() == page


def test_when_every_return_is_held_back_the_findings_are_told_and_the_sheet_is_left_alone(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    config = config_for(write_return())
    rehearsed(config)
    store = (config.output / STORE).read_bytes()
    write_return(rows=[])
    result = rehearsed(config)
    assert result.sync is not None
    assert result.sync.sentence == "Rehearsal sheet: left alone, because no row could be used."
    assert not result.sync.lines
    assert result.needs_attention
    assert result.returns[0].report.is_held_back
    assert (config.output / STORE).read_bytes() == store
    assert result.returns[0].report.errors[0].code in result.files["findings.csv"].read_text(encoding="utf-8")


def test_apply_without_a_sheet_is_refused(write_return: WriteReturn, config_for: ConfigFor) -> None:
    with pytest.raises(ConfigError, match="no sheet to apply"):
        run_month(config_for(write_return()), apply=True)
    result = run_month(config_for(write_return()))
    assert result.sync is None
    assert "plan.txt" not in result.files


def test_a_plan_of_an_earlier_run_is_taken_out_by_one_that_compares_no_sheet(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    config = config_for(write_return())
    planned = run_month(config, rehearse=True).files["plan.txt"]
    assert f"+ {KEY}: new row" in planned.read_text(encoding="utf-8")
    again = run_month(config)
    assert again.sync is None
    assert again.files["plan.txt"].read_text(encoding="utf-8").startswith("No shared sheet was compared in this run.")


def test_results_open_in_a_spreadsheet_without_running_anything(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    row = (*GOOD[1], *[None] * 6, "=HYPERLINK(1)", "")
    result = run_month(config_for(write_return(rows=[row])))
    text = result.files["results.csv"].read_text(encoding="utf-8")
    assert ",=" not in text
    assert "\n=" not in text


def test_the_summary_is_plain_data(demo: MonthResult) -> None:
    assert json.loads(json.dumps(demo.summary()))["returns"][0]["errors"] == 0


def test_progress_is_told(write_return: WriteReturn, config_for: ConfigFor) -> None:
    told: list[tuple[str, int, int]] = []
    run_month(config_for(write_return()), rehearse=True, notify=lambda *step: told.append(step))
    assert all(0 <= done <= total for _, done, total in told)
    # A total that changes on the way would make a bar jump.
    assert len({(what, total) for what, _, total in told}) == len({what for what, _, _ in told})
    assert [what for what, done, _ in told if done == 0] == [
        "Checking returns",
        "Evaluating",
        "Comparing with the shared sheet",
        "Writing the board page",
    ]
    for what in {what for what, _, _ in told}:
        assert [done for name, done, total in told if name == what][-1] == next(t for n, _, t in told if n == what)


class RealSheet:
    """A spreadsheet that stands in for the one at Google, reached by the configuration and not as a rehearsal."""

    def __init__(self, server: RehearsalServer, config: MonthConfig, monkeypatch: pytest.MonkeyPatch) -> None:
        self.server, self.keys = server, list[Path]()
        self.id = server.create("The partners' own")
        self.config = config.model_copy(update={"sheet": SharedSheetConfig(spreadsheet=self.id, worksheet="Board")})

        def connect_here(*, key_file: Path) -> SheetsHTTPClient:
            self.keys.append(key_file)
            return connect(base_url=server.url)

        monkeypatch.setattr("tht_xl.month.shared_sheet.sync.connect", connect_here)
        monkeypatch.setenv(KEY_FILE, "/keys/one.json")

    @property
    def methods(self) -> set[str]:
        return {served.method for served in self.server.log}


@pytest.fixture
def real(write_return: WriteReturn, config_for: ConfigFor, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealSheet]:
    with RehearsalServer() as server:
        yield RealSheet(server, config_for(write_return()), monkeypatch)


def test_the_first_plan_for_a_real_sheet_only_reads(real: RealSheet) -> None:
    result = run_month(real.config)
    assert result.sync is not None
    assert result.sync.plan.appends[0].key == KEY
    assert not result.sync.applied
    assert real.methods == {"GET"}
    assert real.server.spreadsheet(real.id).titles == ["Sheet1"]
    assert real.keys == [Path("/keys/one.json")]


def test_a_real_sheet_is_prepared_written_and_then_only_read(real: RealSheet) -> None:
    result = run_month(real.config, apply=True)
    assert result.sync is not None
    assert result.sync.sentence == (
        "Shared sheet: 1 new row and 0 changed cells written; History, Definitions and About brought up to date."
    )
    values = real.server.spreadsheet(real.id).values("Board", render="UNFORMATTED_VALUE")
    assert [row[0] for row in values[1:] if row] == [KEY]
    values = real.server.spreadsheet(real.id).values("History", render="UNFORMATTED_VALUE")
    assert [row[0] for row in values[1:3]] == [key_of("year-6-obesity", "tower-hamlets", "2021/22"), KEY]
    before = len(real.server.log)
    again = run_month(real.config)
    assert again.sync is not None
    assert again.sync.changes_nothing
    assert {served.method for served in real.server.log[before:]} == {"GET"}


def test_what_could_not_be_put_back_counts_as_a_conflict_and_needs_attention(
    real: RealSheet, write_return: WriteReturn
) -> None:
    """Somebody types a value at the write and deletes the row before the repair: what was typed is kept elsewhere."""
    run_month(real.config, apply=True)
    write_return(rows=[*GOOD, ("year-6-obesity", "Tower Hamlets", "2023/24", 985, 2950)])
    person = real.server.spreadsheet(real.id)
    cells = person.values("Board")
    row = next(i for i, row in enumerate(cells, start=1) if row[0].endswith("2022/23"))
    address = f"{column_letters(cells[0].index(ATTENTION))}{row}"
    for when, action in (
        ("before", lambda: person.type("Board", address, "seen")),
        ("after", lambda: person.delete_rows("Board", row)),
    ):
        real.server.faults.add(InjectedFault(match=":batchUpdate", method="POST", when=when, action=action))  # type: ignore[arg-type]
    result = run_month(real.config, apply=True)
    assert result.sync is not None
    assert (result.sync.not_restored, result.sync.plan.conflicts, result.sync.conflicts) == (1, (), 1)
    assert result.sync.lines[0].startswith(
        f"! {address} (year-6-obesity|tower-hamlets|2022/23, {ATTENTION}): typed before"
    )
    assert "seen" not in result.sync.lines[0]
    assert person.values("Recovered")[1][5] == "seen"
    assert result.needs_attention
    assert not run_month(real.config, apply=True).needs_attention


def test_a_real_sheet_without_a_key_is_refused(real: RealSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_FILE)
    with pytest.raises(ConfigError, match=KEY_FILE):
        run_month(real.config, apply=True)
    assert real.server.log == ()


def test_a_folder_that_cannot_be_written_to_stops_the_month_before_the_sheet(real: RealSheet, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    config = real.config.model_copy(update={"output": tmp_path / "file" / "out"})
    with pytest.raises(ConfigError, match="cannot be written"):
        run_month(config, apply=True)
    assert real.server.log == ()


def test_only_the_named_columns_are_narrative(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    rehearsed(config)
    with Colleague(config) as colleague:
        rows = colleague.rows()
        colleague.sheet.type(WORKSHEET, f"{column_letters(len(rows[0]))}1", "Private note")
        colleague.types(KEY, "Private note", "not for the board")
        colleague.types(KEY, "Action", "Talk to schools")
    page = rehearsed(config).files["board.html"].read_text(encoding="utf-8")
    assert "Talk to schools" in page
    assert "not for the board" not in page


def test_the_paper_says_what_was_typed_over(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    rehearsed(config)
    with Colleague(config) as colleague:
        colleague.types(KEY, "Value", "27.5")
    page = rehearsed(config).files["board.html"].read_text(encoding="utf-8")
    assert "Value: 27.5 was typed there and stays there; this paper shows 28.0488, as computed." in page


def test_a_missing_return_is_named_on_its_indicators_with_the_last_good_value(
    write_return: WriteReturn, config_for: ConfigFor, tmp_path: Path
) -> None:
    other = write_return("other.xlsx", rows=[("life-satisfaction", "Tower Hamlets", "2022/23", *[None] * 2, 7.3)])
    config = config_for(write_return(), other)
    sources = (config.returns[0].model_copy(update={"indicators": ("year-6-obesity",)}), config.returns[1])
    config = config.model_copy(update={"returns": sources})
    rehearsed(config)
    (tmp_path / "return.xlsx").write_text("damaged")
    result = rehearsed(config)
    page = result.files["board.html"].read_text(encoding="utf-8")
    assert "the return return.xlsx was held back; the last good value, 28.0% (2022/23), stays" in page


def test_a_row_that_two_returns_give_differently_is_a_finding_in_both(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    other = [("year-6-obesity", "Tower Hamlets", "2022/23", 915, 3280)]
    result = run_month(config_for(write_return(), write_return("twin.xlsx", rows=other)))
    assert result.needs_attention
    assert {f.code for done in result.returns for f in done.report.errors} == {"R311"}


def test_a_comparator_that_two_partners_send_alike_is_used_once(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    england = ("year-6-obesity", "England", "2022/23", None, None, 22.7, 22.6, 22.8)
    other = ("life-satisfaction", "Tower Hamlets", "2022/23", None, None, 7.3)
    obesity = ("year-6-obesity", "Tower Hamlets", "2022/23", 920, 3280)
    returns = write_return(rows=[obesity, england]), write_return("other.xlsx", rows=[other, england])
    result = run_month(config_for(*returns))
    rows = result.results[result.results["area"] == "england"]
    assert (rows["value"].tolist(), rows["workbook"].tolist()) == ([22.7], ["return.xlsx"])
    assert [[f.code for f in done.report if f.code.startswith("R31")] for done in result.returns] == [[], ["R316"]]
    assert not result.needs_attention


def test_a_return_never_takes_the_published_series_away(write_return: WriteReturn, config_for: ConfigFor) -> None:
    rows = [("employment-rate", "Tower Hamlets", "2024", None, None, 67.0, 60.0, 74.0)]
    config = config_for(write_return(rows=rows)).model_copy(update={"published": True})
    result = run_month(config)
    own = result.results[(result.results["indicator"] == "employment-rate")]
    assert set(own["area"]) == {"tower-hamlets", "england", "london"}
    newest = result.newest[result.newest["indicator"] == "employment-rate"]
    assert newest[["value", "trend"]].to_numpy().tolist() == [[67.0, "No significant change"]]


def test_names_in_the_configuration_are_checked(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    wrong = {"partner": "bart-health", "indicators": ("year-6-obesitty",)}
    config = config.model_copy(update={"returns": (config.returns[0].model_copy(update=wrong),)})
    with pytest.raises(ConfigError) as error:
        run_month(config)
    assert str(error.value).splitlines() == [
        "returns.0.partner: unknown partner 'bart-health'. Did you mean 'barts-health'?",
        "returns.0.indicators.0: unknown indicator 'year-6-obesitty'. Did you mean 'year-6-obesity'?",
    ]


def test_rows_that_people_keep_for_themselves_never_stop_a_month(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    config = config_for(write_return())
    rehearsed(config)
    with Colleague(config) as colleague:
        below = len(colleague.rows()) + 2
        odd = (
            "TOTAL",
            "foo|tower-hamlets|2022/23",
            "year-6-obesity|tower-hamlets|soon",
            "year-6-obesity|england|2024/25",
        )
        for row, key in enumerate(odd, below):
            colleague.sheet.type(WORKSHEET, f"A{row}", key)
            colleague.sheet.type(WORKSHEET, f"D{row}", "123")
    result = rehearsed(config)
    assert not result.needs_attention
    assert result.sync is not None
    assert "123" not in str(last_values(result.sync.theirs, result.framework))


def test_what_is_withheld_is_not_repeated_because_somebody_typed_it(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    config = config_for(write_return())
    rehearsed(config)
    with Colleague(config) as colleague:
        colleague.types(KEY, "Value", "0.0914")
    write_return(rows=[GOOD[0], (*GOOD[1][:3], None, None, "[c]"), GOOD[2]])
    for _ in range(2):
        result = rehearsed(config)
        texts = [path.read_text(encoding="utf-8") for path in result.files.values()]
        assert not [text for text in texts if "0.0914" in text]
        assert "please take it out of the sheet" in result.files["board.html"].read_text(encoding="utf-8")


def test_a_value_that_becomes_withheld_is_not_in_the_plan(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    rehearsed(config)
    write_return(rows=[GOOD[0], (*GOOD[1][:3], None, None, "[c]"), GOOD[2]])
    plan = rehearsed(config).files["plan.txt"].read_text(encoding="utf-8")
    assert 'Value: a value that is now withheld -> "[c]"' in plan


def test_a_symbol_of_the_source_needs_no_attention(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return(rows=[*GOOD, ("year-6-obesity", "Tower Hamlets", "2023/24", None, None, "[x]")]))
    assert not rehearsed(config).needs_attention


def test_a_narrative_column_that_is_not_there_is_told(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    first = rehearsed(config).sync
    assert first is not None
    assert first.without_column(("Narrative",)) == ()
    story = config.model_copy(
        update={"sheet": SharedSheetConfig(spreadsheet="0123456789", narrative=("Story", "Narrative"))}
    )
    sync = rehearsed(story).sync
    assert sync is not None
    assert sync.without_column(("Story", "Narrative")) == ("Story",)


@pytest.mark.parametrize("worksheet", ["Sheet1", "Board"])
def test_any_worksheet_can_be_rehearsed(write_return: WriteReturn, config_for: ConfigFor, worksheet: str) -> None:
    sheet = SharedSheetConfig(spreadsheet="0123456789", worksheet=worksheet)
    config = config_for(write_return()).model_copy(update={"sheet": sheet})
    rehearsed(config)
    again = rehearsed(config).sync
    assert again is not None
    assert again.changes_nothing


def test_a_column_of_ours_is_no_narrative(write_return: WriteReturn, config_for: ConfigFor) -> None:
    sheet = SharedSheetConfig(spreadsheet="0123456789", narrative=("Value",))
    with pytest.raises(ConfigError, match="the sync itself fills the column 'Value'"):
        rehearsed(config_for(write_return()).model_copy(update={"sheet": sheet}))


def test_a_newest_row_that_is_held_back_is_named_on_its_card(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    rehearsed(config)
    write_return(rows=[GOOD[0], (*GOOD[1][:3], 5000, 3280), GOOD[2]])
    page = rehearsed(config).files["board.html"].read_text(encoding="utf-8")
    said = "the row for 2022/23 in return.xlsx was held back; the last good value, 28.0% (2022/23), stays"
    assert said in page
    write_return(rows=[(*GOOD[0][:3], 5000, 3065), *GOOD[1:]])
    assert "the row for" not in rehearsed(config).files["board.html"].read_text(encoding="utf-8")
