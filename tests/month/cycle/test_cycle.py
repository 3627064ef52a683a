"""A month as the person who runs it goes through it: new, status, remind, run, chase."""

import sqlite3
from pathlib import Path

import pytest
from office import CONFIG, SMOKING, WEIGHT, Office
from openpyxl import load_workbook

from tht_xl.framework.load import load_framework
from tht_xl.workbook.check import check_return
from tht_xl.workbook.waiving import waivable
from tht_xl.workbook.writing.partner_return import COLUMN, HEADER_ROW

ASKED = Path("asked/2026-11/london-borough-of-tower-hamlets/child-weight.xlsx")

pytestmark = pytest.mark.slow


def periods_asked(path: Path) -> list[tuple[str, str]]:
    rows = load_workbook(path)["Data"].iter_rows(min_row=HEADER_ROW + 1, values_only=True)
    return [(str(row[COLUMN["Indicator"]]), str(row[COLUMN["Period"]])) for row in rows if row[0]]


def test_new_asks_each_partner_for_what_is_not_known_yet(office: Office) -> None:
    said = office.asks_json("new")
    council, barts = said["returns"]
    assert council["asked"] == {"reception-obesity": ["2024/25"], "year-6-obesity": ["2024/25"]}
    assert (council["due"], council["cells"], council["outcome"]) == ("2026-11-20", 4, "written")
    assert barts["asked"] == {"smoking-prevalence-adults": ["2024"]}
    assert periods_asked(office.folder / ASKED) == [("reception-obesity", "2024/25"), ("year-6-obesity", "2024/25")]
    assert check_return(office.folder / ASKED, load_framework("tht")).report.errors == ()
    sent = load_workbook(office.folder / "asked/2026-11/barts-health/smoking.xlsx")["Data"]
    first = next(sent.iter_rows(min_row=HEADER_ROW + 1, values_only=True))
    assert [first[COLUMN[name]] for name in ("Last figure", "England", "Period")] == ["12.5% (2023)", "11.6%", "2024"]
    assert (office.folder / "returns" / "2026-11").is_dir()


def test_new_leaves_a_file_that_somebody_may_have_filled_in(office: Office) -> None:
    office.does("new")
    (office.folder / ASKED).write_bytes(b"typed")
    assert office.asks_json("new")["returns"][0]["outcome"] == "there already"
    assert (office.folder / ASKED).read_bytes() == b"typed"


def test_new_registers_what_a_run_that_was_cut_off_had_only_written(office: Office) -> None:
    office.does("new")
    with sqlite3.connect(office.folder / "tht-xl-store.sqlite") as store:
        store.execute("DELETE FROM returned")
    office.on("2026-11-03").does("new")
    assert {each["asked_on"] for each in office.asks_json("status")["returns"]} == {"2026-11-03"}


def test_a_month_goes_from_asked_to_in(office: Office) -> None:
    assert office.states() == {"child-weight.xlsx": "not asked", "smoking.xlsx": "not asked"}
    office.does("new")
    assert office.states() == {"child-weight.xlsx": "awaited", "smoking.xlsx": "awaited"}
    office.gets("child-weight.xlsx", WEIGHT[:1])
    office.gets("smoking.xlsx", (("smoking-prevalence-adults", "Tower Hamlets", "2024"),))
    assert office.on("2026-11-20").states() == {"child-weight.xlsx": "to correct", "smoking.xlsx": "not filled in"}
    assert office.on("2026-11-22").states() == office.states()  # the days of grace
    office.on("2026-11-23").states(ends=1)
    office.gets("child-weight.xlsx", WEIGHT)
    office.gets("smoking.xlsx", SMOKING)
    assert office.states() == {"child-weight.xlsx": "in", "smoking.xlsx": "in"}


def test_status_names_what_is_missing_held_back_and_in_question(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", [(*WEIGHT[0][:4], 0)])
    office.gets("smoking.xlsx", [(*SMOKING[0][:5], 1.3, 1.1, 1.5)])
    council, barts = office.asks_json("status")["returns"]
    assert council["missing"] == [{"indicator": "year-6-obesity", "period": "2024/25"}]
    assert [text[:15] for text in council["to_correct"]] == ["R203 Data!E2: d"]
    assert (council["held_back"], council["questions"]) == (1, [])
    assert (barts["state"], [text[:4] for text in barts["questions"]]) == ("question", ["R703"])
    shown = office.on("2026-12-24").does("status", ends=1)
    assert "not in it: year-6-obesity 2024/25" in shown
    assert "to correct: R203 Data!E2" in shown
    assert "smoking.xlsx (Barts Health NHS Trust): in, with 1 question" in shown  # a question alone is not overdue
    assert "2 returns: 0 done, 1 overdue." in shown


def test_nobody_is_asked_about_what_somebody_has_answered_for(office: Office) -> None:
    office.does("new")
    path = office.gets("smoking.xlsx", [(*SMOKING[0][:5], 20.0, 10.9, 15.3)])
    done = check_return(path, load_framework("tht"))
    lines = [
        f"  - {{workbook: 'returns/{{month}}/smoking.xlsx', code: {each.finding.code}, key: '{each.key}', column: "
        f"{each.column}, fingerprint: '{each.fingerprint}', role: lead, reason: so published, until: 2027-03-31}}\n"
        for each in waivable(done.report, done.places, at_most=9)
    ]
    assert office.asks_json("status")["returns"][1]["to_correct"][0].startswith("R209")
    waivers = "waivers:\n" + "".join(lines).replace("{", "{{").replace("}", "}}")
    office.configure("Nov 2026", CONFIG + waivers)
    assert office.states()["smoking.xlsx"] == "in"


def test_status_mentions_a_lock_file_and_copies_and_no_name(office: Office) -> None:
    office.does("new")
    path = office.gets("child-weight.xlsx", WEIGHT)
    path.with_name("~$child-weight.xlsx").write_text("J Bloggs", encoding="utf-8")
    path.with_name("child-weight (1).xlsx").write_bytes(b"")
    office.gets("Copy of smoking.xlsx", SMOKING)
    shown = office.does("status")
    assert "child-weight.xlsx is open in Excel" in shown
    assert "child-weight (1).xlsx beside it: only child-weight.xlsx is read" in shown
    assert "Copy of smoking.xlsx is there: if that is the return, rename it to smoking.xlsx" in shown
    assert "Bloggs" not in shown


def test_the_next_month_asks_for_nothing_that_came_and_again_for_what_did_not(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", [WEIGHT[0], (*WEIGHT[1][:4], 0)])
    office.on("2026-11-24").does("run", ends=1)  # Year 6 is held back, and the other return has not come
    office.configure("Dec 2026")
    council, barts = office.on("2026-12-01").asks_json("new")["returns"]
    assert council["asked"] == {"year-6-obesity": ["2024/25"]}
    assert council["not_asked"]["reception-obesity"].startswith("nothing new by Dec 2026: 2024/25 is known")
    assert barts["asked"] == {"smoking-prevalence-adults": ["2024", "2025"]}  # the next one is expected by December


def test_last_months_file_is_not_taken_for_this_months(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", WEIGHT[:1])
    office.gets("smoking.xlsx", SMOKING)
    office.does("run")
    office.configure("Dec 2026")
    office.on("2026-12-01").does("new")
    office.gets("child-weight.xlsx", WEIGHT[:1], month="2026-12").write_bytes(
        (office.folder / "returns/2026-11/child-weight.xlsx").read_bytes()
    )
    council, barts = office.asks_json("status")["returns"]
    assert council["state"] == "awaited"
    assert council["notes"] == ["the file there is the return of Nov 2026; this month's has not come"]
    assert barts["asked"] == {"smoking-prevalence-adults": ["2025"]}
    assert barts["state"] == "awaited"


def test_a_partner_asked_for_more_cells_than_before_is_named(office: Office) -> None:
    office.configure("Nov 2026", **{"[reception-obesity, year-6-obesity]": "[year-6-obesity]"})
    assert office.asks_json("new")["warnings"] == []
    office.configure("Dec 2026")
    warning, other = office.on("2026-12-01").asks_json("new")["warnings"]
    assert other.startswith("barts-health has 6 cells to fill in, 3 when it was last asked")
    assert warning.startswith(
        "london-borough-of-tower-hamlets has 4 cells to fill in, 2 when it was last asked: more of"
    )
    assert "reception-obesity" in warning


def test_a_run_registers_when_each_version_of_a_return_came(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", WEIGHT[:1])
    office.gets("smoking.xlsx", SMOKING)
    office.on("2026-11-10").does("run")
    office.on("2026-11-11").does("run")
    assert office.asks_json("status")["returns"][0]["received_on"] == "2026-11-10"
    office.gets("child-weight.xlsx", WEIGHT)
    office.on("2026-11-12").does("run")
    assert office.asks_json("status")["returns"][0]["received_on"] == "2026-11-12"


def test_a_closed_month_is_neither_asked_for_nor_chased(office: Office) -> None:
    office.does("new")
    with sqlite3.connect(office.folder / "tht-xl-store.sqlite") as store:
        store.execute(
            "INSERT INTO closed_month (month, edition, closed_at, role, manifest, manifest_sha256) "
            "VALUES ('2026-11', 1, '2026-12-03T10:00:00Z', 'officer', '{}', 'x')"
        )
    for command in ("new", "remind", "chase"):
        said = office.does(command, ends=2)
        assert "Nov 2026 was closed on 2026-12-03" in said
        assert "tht-xl month reopen" in said


def test_a_return_for_a_closed_month_is_sent_to_the_next(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", WEIGHT)
    office.gets("smoking.xlsx", SMOKING)
    office.on("2026-11-20").does("run")
    office.does("close", "--role", "public health lead")
    assert "was closed" not in office.does("status")  # those that were read are in it
    office.gets("child-weight.xlsx", [(*WEIGHT[0][:3], 375, 3205), WEIGHT[1]])
    found = {each["workbook"]: each["notes"] for each in office.asks_json("status", ends=0)["returns"]}
    assert found["smoking.xlsx"] == []
    assert [note.partition(":")[0] for note in found["child-weight.xlsx"]] == [
        "it came after Nov 2026 was closed on 2026-11-20, and is not in that month"
    ]


def test_what_is_sent_may_not_lie_in_what_is_passed_on(office: Office) -> None:
    office.configure("Nov 2026", **{"papers/{month}": "."})
    assert "the store" in office.does("new", ends=2)
    office.configure("Nov 2026", **{"output: papers": "asked: papers/2026-11/x\noutput: papers"})
    assert "would lie in the output folder, which is passed on" in office.does("new", ends=2)


def test_a_return_without_indicators_says_what_to_add(office: Office) -> None:
    office.configure("Nov 2026", **{"    indicators: [smoking-prevalence-adults]\n": ""})
    assert "nothing can be asked for: add its 'indicators'" in office.does("new")


@pytest.mark.parametrize("command", ["new", "status", "remind", "chase"])
def test_a_wrong_configuration_is_told_by_each_command(office: Office, command: str) -> None:
    office.configure("Nov 2026", **{"barts-health": "barts-helth"})
    assert "Did you mean 'barts-health'?" in office.does(command, ends=2)


def test_a_run_does_not_miss_a_return_that_was_asked_for_nothing(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", WEIGHT)
    office.gets("smoking.xlsx", SMOKING)
    office.on("2026-11-20").does("run")
    office.configure("Dec 2026")
    before = office.asks_json("run", ends=1)
    assert [each["received"] for each in before["returns"]] == [False, False]  # nobody was asked: both are expected
    office.on("2026-12-01").does("new")
    office.gets("smoking.xlsx", [(*SMOKING[0][:2], "2025", *SMOKING[0][3:])], month="2026-12")
    found = office.asks_json("run")
    assert [Path(each["workbook"]).name for each in found["returns"]] == ["smoking.xlsx"]
    said = [words for each in found["exceptions"] for words in each["words"].values()]
    assert [words for words in said if "has not been received" in words] == []


def test_a_month_in_which_nobody_has_anything_to_give_is_complete(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", WEIGHT)
    office.gets("smoking.xlsx", SMOKING)
    office.on("2026-11-20").does("run")
    office.configure("Jan 2027", **{"[smoking-prevalence-adults]": "[reception-obesity]"})
    asked = office.on("2027-01-04").asks_json("new")["returns"]
    assert {each["outcome"] for each in asked} == {"nothing to give"}
    office.does("new")  # a second time changes nothing
    found = office.asks_json("run")
    assert found["returns"] == []
    assert "none: no partner had anything to give" in office.does("run")
    assert "has not been received" not in (office.folder / "papers" / "2027-01" / "board.html").read_text()
    office.does("close", "--role", "public health lead")


def test_a_row_that_was_not_asked_for_is_not_missing(office: Office) -> None:
    """The series of social contact has ended: the return does not ask for it, so that its run does not miss it."""
    office.configure("Nov 2026", **{"[smoking-prevalence-adults]": "[reception-obesity, social-contact-service-users]"})
    office.does("new")
    sent = office.folder / "asked" / "2026-11" / "barts-health" / "smoking.xlsx"
    book = load_workbook(sent)
    book["Data"]["E5"], book["Data"]["F5"] = 370, 3205
    (office.folder / "returns" / "2026-11").mkdir(exist_ok=True)
    book.save(office.folder / "returns" / "2026-11" / "smoking.xlsx")
    office.does("run", ends=1)
    assert "R710" not in (office.folder / "papers" / "2026-11" / "findings.csv").read_text()


def test_a_correction_that_nobody_asked_for_has_only_the_rows_that_changed(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", WEIGHT)
    office.gets("smoking.xlsx", SMOKING)
    office.on("2026-11-20").does("run")
    office.configure("Jan 2027", **{"[smoking-prevalence-adults]": "[reception-obesity]"})
    office.on("2027-01-04").does("new")
    office.gets("child-weight.xlsx", [(*WEIGHT[0][:3], 375, 3205)], month="2027-01")
    for _ in range(2):  # also once the first run has registered that it came
        office.does("run")
        assert "R710" not in (office.folder / "papers" / "2027-01" / "findings.csv").read_text()


def test_a_return_that_has_not_come_is_missed_for_what_it_asks_alone(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", WEIGHT[:1])
    office.gets("smoking.xlsx", SMOKING)
    office.on("2026-11-20").does("run", ends=0)
    office.configure("Dec 2026")
    office.on("2026-12-01").does("new")
    found = office.asks_json("run", ends=1)
    missed = [each["indicator"] for each in found["exceptions"]
              if any("not been received" in words for words in each["words"].values())]  # fmt: skip
    assert missed == ["smoking-prevalence-adults", "year-6-obesity"]


def test_a_figure_that_nobody_has_agreed_is_asked_for_again(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", WEIGHT)
    office.gets("smoking.xlsx", SMOKING)
    office.on("2026-11-20").does("run")
    with sqlite3.connect(office.folder / "tht-xl-store.sqlite") as store:
        store.execute(
            "INSERT INTO approval (month, key, kind, word, role, given_on, value_hash) VALUES "
            "('2026-11', 'year-6-obesity|tower-hamlets|2024/25', 'figure', 'provisional', 'lead', '2026-11-20', '')"
        )
    office.configure("Dec 2026")
    council, _ = office.on("2026-12-01").asks_json("new")["returns"]
    assert council["asked"] == {"year-6-obesity": ["2024/25"]}


def test_withdrawn_rows_are_asked_for_again(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", WEIGHT)
    office.gets("smoking.xlsx", SMOKING)
    office.on("2026-11-20").does("run")
    key = "reception-obesity|tower-hamlets|2024/25"
    withdraw = f"withdraw:\n  - {{{{key: {key}, role: lead, reason: counted twice}}}}\n"
    office.configure("Nov 2026", CONFIG + withdraw)
    office.does("run")
    office.configure("Dec 2026")
    council, _ = office.on("2026-12-01").asks_json("new")["returns"]
    assert council["asked"] == {"reception-obesity": ["2024/25"]}


def test_a_partners_own_workbook_is_not_held_to_what_was_not_asked_for(office: Office) -> None:
    """It has no list of what was asked, and the series of social contact has ended: only the register knows."""
    office.configure(
        "Nov 2026", **{"[smoking-prevalence-adults]": "[smoking-prevalence-adults, social-contact-service-users]"}
    )
    office.does("new")
    office.gets("smoking.xlsx", SMOKING)
    office.does("run", ends=1)  # the other return has not come
    assert "R710" not in (office.folder / "papers" / "2026-11" / "findings.csv").read_text()
