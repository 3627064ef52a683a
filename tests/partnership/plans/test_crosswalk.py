"""A crosswalk walked both ways, with what is linked to nothing."""

from collections.abc import Mapping

from filled import fill, show, words

from tht_xl.partnership.view import Gap
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

LINKED = ({"id": "L1", "ours": "P1", "theirs": "w2", "why": "Both find people early"},)


def crosswalk(*links: Mapping[str, object]) -> Tables:
    ours = [{"id": "P1", "name": "Partnership"}, {"id": "P2", "name": "Care"}]
    return fill("crosswalk", "tht", ours=ours, theirs=[{"id": "W1"}, {"id": "W2", "name": "Early help"}], links=links)


def test_ten_priorities_of_which_no_paper_has_the_words() -> None:
    register = load_register("wel-crosswalk-2019")
    assert [row["id"] for row in register["theirs"]] == [f"WEL {n}" for n in range(1, 11)]
    assert {row["name"] for row in register["theirs"]} == {None}
    assert len(register["ours"]) == 9
    assert not len(register["links"])
    shown = show("crosswalk", "wel-crosswalk-2019", framework="tht")
    assert [len(section.rows) for section in shown.sections] == [9, 10]
    assert shown.sentences[-1] == "The words of 10 items of theirs are not stated."
    assert Gap("WEL 10: its words are not stated", "Theirs!C14", "What is WEL 10, in its owner's words?") in shown.gaps


def test_a_link_is_walked_from_both_sides() -> None:
    forth, back = show("crosswalk", crosswalk(*LINKED), framework="tht").sections
    assert forth.rows == (
        ("P1", "Partnership", "W2", "Early help", "Both find people early", None),
        ("P2", "Care", "nothing", "", "", ""),
    )
    assert back.rows == (
        ("W1", None, "nothing", "", "", ""),
        ("W2", "Early help", "P1", "Partnership", "Both find people early", None),
    )


def test_one_side_and_one_item() -> None:
    tables = crosswalk(*LINKED)
    [section] = show("crosswalk", tables, by="theirs", framework="tht").sections
    assert section.columns[:3] == ("Theirs", "Name", "Ours")
    forth, back = show("crosswalk", tables, of="W2", framework="tht").sections
    assert [row[0] for row in (*forth.rows, *back.rows)] == ["P1", "W2"]


def test_what_is_linked_to_nothing_or_to_what_is_not_there() -> None:
    tables = crosswalk(*LINKED, {"id": "L2", "ours": "P9", "theirs": "W1", "why": "?"})
    said = words(show("crosswalk", tables, framework="tht"))
    assert "P9 is not among ours Links!C6 Which is meant?" in said
    assert "1 item of ours without a link Ours, row 6" in said
    assert "2 links are proposals Links, rows 5-6 Who agrees them?" in said
    assert [wrong.code for wrong in wrong_rows(tables)] == ["R807"]


def test_a_pair_that_is_linked_twice() -> None:
    tables = crosswalk(*LINKED, LINKED[0] | {"id": "L2"})
    assert [wrong.given for wrong in wrong_rows(tables)] == ["the pair is linked twice (P1)"] * 2
