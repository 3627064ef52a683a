"""A month closed, looked at again, corrected afterwards and closed once more, as the person who runs it does."""

import csv
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from closing_month import ROLE, ClosingMonth
from colleague import Colleague
from returned import GOOD

from tht_xl.framework.files import definition_files
from tht_xl.month.configuration.load import load_config

pytestmark = pytest.mark.slow

CORRECTED = [GOOD[0], (*GOOD[1][:3], 960, 3280), *GOOD[2:]]
KEY = "year-6-obesity|tower-hamlets|2022/23"


def test_closing_freezes_the_page_byte_for_byte(month: ClosingMonth) -> None:
    month.does("run")
    page = month.page
    assert "Nov 2026 is closed: edition 1, signed off by public health lead." in month.does("close", *ROLE)
    (month.folder / "results" / "board.html").write_text("spoiled")
    shown = month.does("show", "2026-11", "--verify", "--out", str(month.folder / "seen"))
    assert (month.folder / "seen" / "board.html").read_bytes() == page
    assert "no run since then" in shown
    assert "computed again from the frozen observations and definitions agree" in shown
    # Observations hold counts as they were returned: they do not leave the store.
    names = {path.name for path in (month.folder / "seen").iterdir() if not path.name.startswith(".")}
    assert names == {"board.html", "findings.csv", "month-report.html", "results.csv"}


def test_two_months_with_a_late_correction(month: ClosingMonth, monkeypatch: pytest.MonkeyPatch) -> None:
    month.does("run")
    page = month.page
    month.does("close", *ROLE)
    month.named("Dec 2026")
    monkeypatch.setenv("THT_XL_TODAY", "2026-12-31")
    month.write(rows=CORRECTED)
    ran = month.data("run")
    assert [r["month_before"] for r in ran["memory"]["revised"]] == ["Nov 2026"]
    assert b"2022/23 [r]" in month.page
    assert b"29.3%; before 28.0% (Nov 2026)" in month.page
    shown = month.data("show", "2026-11", "--verify", "--out", str(month.folder / "seen"))
    (change,) = shown["changes"]["figures"]
    assert (change["key"], change["before"], change["after"]) == (KEY, "28.0%", "29.3%")
    assert (change["when"], change["returned"]) == ("2026-12-31", "return.xlsx, london-borough-of-tower-hamlets")
    assert shown["verification"]["sound"]
    assert (month.folder / "seen" / "board.html").read_bytes() == page
    assert "Dec 2026" in shown["changes"]["compared_with"]


def test_what_the_board_saw_is_what_a_later_figure_is_compared_with(month: ClosingMonth) -> None:
    """Corrected in December, which is not closed, and not again in January: the board still saw November."""
    month.does("run")
    month.does("close", *ROLE)
    month.named("Dec 2026")
    month.write(rows=CORRECTED)
    month.does("run")
    month.named("Jan 2027")
    ran = month.data("run")
    assert [(r["key"], r["month_before"]) for r in ran["memory"]["revised"]] == [(KEY, "Nov 2026")]


def test_closing_twice_and_running_a_closed_month_are_refused(month: ClosingMonth) -> None:
    month.does("run")
    month.does("close", *ROLE)
    assert month.refusal("close", *ROLE).startswith(
        "Nov 2026 is closed already (edition 1, 2026-11-30, public health lead)"
    )
    page = month.page
    month.write(rows=CORRECTED)
    assert "Nov 2026 is closed" in month.refusal("run")
    assert month.page == page


def test_reopening_makes_a_new_edition(month: ClosingMonth) -> None:
    month.does("run")
    month.does("close", *ROLE)
    assert "no reason is given" in month.refusal("reopen", *ROLE)
    assert "nobody is named" in month.refusal("reopen", "--reason", "a count was wrong")
    month.does("reopen", "2026-11", *ROLE, "--reason", "a count was wrong")
    assert "Nov 2026 was reopened already" in month.refusal("reopen", *ROLE, "--reason", "again")
    month.write(rows=CORRECTED)
    assert [r["month_before"] for r in month.data("run")["memory"]["revised"]] == ["Nov 2026"]
    assert "edition 2" in month.does("close", *ROLE)
    first, second = month.data("show", "--edition", "1"), month.data("show")
    assert (first["edition"], first["reopened"]["reason"], second["edition"]) == (1, "a count was wrong", 2)
    assert [f["after"] for f in first["changes"]["figures"]] == ["29.3%"]
    assert second["changes"]["figures"] == []
    log = [(e["what"], e["subject"], e["role"], e["reason"]) for e in month.data("log")["log"]]
    assert [entry for entry in log if entry[0] in ("close", "reopen")] == [
        ("close", "2026-11 edition 1", "public health lead", ""),
        ("reopen", "2026-11 edition 1", "public health lead", "a count was wrong"),
        ("close", "2026-11 edition 2", "public health lead", ""),
    ]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda m: (m.folder / "return.xlsx").unlink(), "return.xlsx not received"),
        (lambda m: m.write(rows=[GOOD[0], (*GOOD[1][:3], 9600, 3280)]), "return.xlsx held back, or rows of it"),
    ],
)
def test_an_incomplete_month_needs_a_reason(
    month: ClosingMonth, spoil: Callable[[ClosingMonth], object], said: str
) -> None:
    spoil(month)
    month.does("run")
    assert f"Nov 2026 is not complete: {said}" in month.refusal("close", *ROLE)
    closed = month.data("close", *ROLE, "--reason", "the board meets today")
    assert (closed["incomplete"], closed["reason"]) == ([said], "the board meets today")
    assert f"although {said} (the board meets today)" in month.does("show")


def test_a_return_that_came_in_after_the_run_needs_a_reason(month: ClosingMonth) -> None:
    month.does("run")
    month.write(rows=CORRECTED)
    assert "return.xlsx changed or came in since the month was run" in month.refusal("close", *ROLE)


def test_what_was_run_otherwise_cannot_be_closed(month: ClosingMonth) -> None:
    assert "there is no store yet" in month.refusal("close", *ROLE)
    month.does("run")
    assert "nobody is named" in month.refusal("close")
    assert "an e-mail address is a person" in month.refusal("close", "--role", "ann@example.org")
    month.config.write_text(month.config.read_text() + "title: Another\n")
    assert "the configuration has changed since Nov 2026 was run" in month.refusal("close", *ROLE)
    month.named("Dec 2026")
    assert "Dec 2026 has not been run, so there is nothing to close" in month.refusal("close", *ROLE)
    assert "Dec 2026 was never closed" in month.refusal("show")


def test_an_edited_paper_is_frozen_and_its_numbers_are_listed(month: ClosingMonth) -> None:
    month.does("run")
    edited = month.folder / "edited.html"
    edited.write_bytes(month.page.replace(b"28.0%", b"26.0%", 1))
    closed = month.data("close", *ROLE, "--paper", str(edited))
    (paper,) = closed["papers"]
    assert [(d["was"], d["now"]) for d in paper["differences"]] == [("28.0%", "26.0%")]
    assert (paper["name"], paper["edited_copy_of"]) == ("edited.html", "board.html")
    month.does("show", "--out", str(month.folder / "seen"))
    assert (month.folder / "seen" / "edited.html").read_bytes() == edited.read_bytes()


def test_a_page_edited_in_its_place_is_frozen_beside_the_one_that_was_written(month: ClosingMonth) -> None:
    month.does("run")
    page = month.page
    (month.folder / "results" / "board.html").write_bytes(page.replace(b"28.0%", b"26.0%", 1))
    (month.folder / "results" / "notes.xlsx").write_bytes(b"a workbook")
    closed = month.data("close", *ROLE)
    assert [(p["name"], len(p["differences"]), bool(p["unread"])) for p in closed["papers"]] == [
        ("board.html", 1, False),
        ("notes.xlsx", 0, True),
    ]
    month.does("show", "--out", str(month.folder / "seen"))
    assert (month.folder / "seen" / "board.html").read_bytes() == page
    assert b"26.0%" in (month.folder / "seen" / "edited-board.html").read_bytes()


def test_no_paper_takes_the_place_of_another_when_shown(month: ClosingMonth) -> None:
    month.does("run")
    page = month.page
    for name in ("board.html", "Board.html", "edited-board.html"):
        (month.folder / "mine" / name[:6]).mkdir(parents=True)
        (month.folder / "mine" / name[:6] / name).write_bytes(page + name.encode())
    named = [each for paper in sorted((month.folder / "mine").rglob("*.html")) for each in ("--paper", str(paper))]
    month.does("close", *ROLE, *named)
    month.does("show", "--out", str(month.folder / "seen"))
    pages = [path for path in (month.folder / "seen").iterdir() if path.suffix == ".html"]
    assert {path.read_bytes() for path in pages} >= {
        page,
        *(path.read_bytes() for path in (month.folder / "mine").rglob("*.html")),
    }
    assert len({path.name.casefold() for path in pages}) == len(pages) == 5


def test_papers_that_cannot_be_had(month: ClosingMonth) -> None:
    month.does("run")
    assert "gone.docx cannot be read" in month.refusal("close", *ROLE, "--paper", str(month.folder / "gone.docx"))
    (month.folder / "broken.docx").write_bytes(b"not a document")
    closed = month.data("close", *ROLE, "--paper", str(month.folder / "broken.docx"))
    assert "broken.docx is damaged" in closed["papers"][0]["unread"]


def test_a_folder_with_other_files_is_not_written_over(month: ClosingMonth) -> None:
    month.does("run")
    month.does("close", *ROLE)
    (month.folder / "seen").mkdir()
    (month.folder / "seen" / "board.html").write_text("my own")
    assert "is there already, with another content" in month.refusal("show", "--out", str(month.folder / "seen"))
    assert (month.folder / "seen" / "board.html").read_text() == "my own"


def test_changed_definitions_are_listed(month: ClosingMonth) -> None:
    own = month.folder / "own"
    own.mkdir()
    for name, content in definition_files("tht").items():
        (own / name).write_bytes(content)
    month.config.write_text(month.config.read_text().replace("framework: tht", "framework: own"))
    month.does("run")
    month.does("close", *ROLE)
    changed = own / "indicators-3-healthy-lives.yaml"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("people: children", "people: pupils", 1), encoding="utf-8")
    shown = month.data("show", "--verify")
    assert len([each for each in shown["changes"]["definitions"] if each.endswith(": people")]) == 1
    assert "indicators-3-healthy-lives.yaml changed" in shown["changes"]["definitions"]
    assert shown["verification"]["sound"]
    changed.write_text("indicators: [", encoding="utf-8")
    shown = month.data("show", "--verify")  # what the board saw is there whatever has become of the definitions
    assert shown["changes"]["definitions"][0].startswith("those of today cannot be read")
    assert shown["verification"]["sound"]


def spoil(month: ClosingMonth, sql: str, *values: object) -> None:
    with sqlite3.connect(month.store) as file:
        file.execute(sql, values)


def test_a_frozen_file_that_was_changed_is_noticed(month: ClosingMonth) -> None:
    month.does("run")
    month.does("close", *ROLE)
    spoil(month, "UPDATE archived_file SET content = ? WHERE name = 'board.html'", zlib.compress(b"another page"))
    problems = month.data("show", "--verify")["verification"]["problems"]
    assert problems == ["board.html is not what it was"]
    spoil(month, "UPDATE archived_file SET content = ? WHERE name = 'board.html'", b"not even packed")
    assert "board.html, frozen with Nov 2026, is damaged" in month.refusal("show")


def test_results_that_the_observations_do_not_give_are_noticed(month: ClosingMonth) -> None:
    month.does("run")
    month.does("close", *ROLE)
    with sqlite3.connect(month.store) as file:
        (content,) = file.execute("SELECT content FROM archived_file WHERE kind = 'observations'").fetchone()
    other = zlib.decompress(content).replace(b"920.0", b"990.0")
    spoil(month, "UPDATE archived_file SET content = ? WHERE kind = 'observations'", zlib.compress(other))
    problems = month.data("show", "--verify")["verification"]["problems"]
    assert "observations.csv is not what it was" in problems
    assert any(each.startswith(f"{KEY}: count, value") for each in problems)


def test_a_plan_run_leaves_nothing_to_close(month: ClosingMonth) -> None:
    month.config.write_text(month.config.read_text() + "sheet:\n  spreadsheet: 1AbCdEfGhIjKlMnOpQrStUvWxYz\n")
    month.does("run", "--rehearse")
    assert "nothing has been rehearsed yet" in month.refusal("show", "--rehearse")
    month.does("run", "--rehearse", "--apply")
    assert "edition 1" in month.does("close", "--rehearse", *ROLE)
    assert "there is no store yet" in month.refusal("log")


def test_marks_are_in_the_results_and_in_the_sheet(month: ClosingMonth) -> None:
    own = month.folder / "own"
    own.mkdir()
    for name, content in definition_files("tht").items():
        (own / name).write_bytes(content)
    changed = own / "indicators-3-healthy-lives.yaml"
    text = changed.read_text(encoding="utf-8")
    place = text.index("    people: children", text.index("id: year-6-obesity"))
    changed.write_text(f"{text[:place]}    breaks: [2022/23]\n{text[place:]}", encoding="utf-8")
    month.config.write_text(month.config.read_text().replace("framework: tht", "framework: own"))
    month.does("run", "--rehearse", "--apply")
    month.does("close", *ROLE)
    month.config.write_text(month.config.read_text().replace("Nov 2026", "Dec 2026"))
    month.write(rows=CORRECTED)
    month.does("run", "--rehearse", "--apply")
    rows = csv.DictReader((month.folder / "results" / "results.csv").read_text(encoding="utf-8").splitlines())
    assert {row["period"]: row["marks"] for row in rows if row["area"] == "tower-hamlets"} == {
        "2021/22": "",
        "2022/23": "[r] [b]",
    }
    with Colleague(load_config(month.config)) as colleague:
        note = colleague.cell(KEY, "Note")
    assert note == "[r] revised: 28.0% before, Nov 2026; [b] measured in a new way from this period on"
    assert b"2022/23 [r] [b]" in month.page


def test_two_papers_of_one_name_are_both_frozen(month: ClosingMonth) -> None:
    month.does("run")
    first, second = month.folder / "north" / "paper.md", month.folder / "south" / "Paper.md"
    for paper in (first, second):
        paper.parent.mkdir()
        paper.write_text(f"Year 6 obesity is 28.0%. {paper.parent.name}", encoding="utf-8")
    (month.folder / "results" / "paper.md").write_text("Year 6 obesity is 26.0%", encoding="utf-8")
    named = [each for paper in (first, second, first) for each in ("--paper", str(paper))]
    closed = month.data("close", *ROLE, *named)
    assert [each["name"] for each in closed["papers"]] == ["paper.md", "2-Paper.md", "3-paper.md"]
    month.does("show", "--out", str(month.folder / "seen"))
    assert (month.folder / "seen" / "paper.md").read_bytes() == first.read_bytes()
    assert (month.folder / "seen" / "2-Paper.md").read_bytes() == second.read_bytes()


def test_a_return_that_went_after_the_run_needs_a_reason(month: ClosingMonth) -> None:
    month.does("run")
    (month.folder / "return.xlsx").unlink()
    assert "return.xlsx not there any more" in month.refusal("close", *ROLE)
    assert "edition 1" in month.does("close", *ROLE, "--reason", "it was moved to the archive")


def test_a_return_in_the_output_folder_is_not_frozen_as_a_paper(month: ClosingMonth) -> None:
    text = month.config.read_text().replace("workbook: return.xlsx", "workbook: results/return.xlsx")
    month.config.write_text(text)
    (month.folder / "results").mkdir()
    (month.folder / "return.xlsx").rename(month.folder / "results" / "return.xlsx")
    month.does("run")
    assert month.data("close", *ROLE)["papers"] == []


def test_a_store_with_an_observation_that_was_changed_is_not_closed_from(month: ClosingMonth) -> None:
    month.does("run")
    with sqlite3.connect(month.store) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
        file.execute("UPDATE observation SET count = 921 WHERE count = 920")
    assert "is not what was recorded" in month.refusal("close", *ROLE)


def test_a_return_that_cannot_be_read_holds_back_itself_alone(
    month: ClosingMonth, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets nobody read a workbook that another program has open for itself."""
    real = type(month.folder).read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "return.xlsx":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(type(month.folder), "read_bytes", read_bytes)
    assert "return.xlsx" in month.does("run")
