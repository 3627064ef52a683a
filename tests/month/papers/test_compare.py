"""An edited paper beside the results: every number that differs is listed, and no other."""

import random
import re

import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.framework.load import load_framework
from tht_xl.month.papers.alignment import align
from tht_xl.month.papers.compare import PaperComparison, compare_paper
from tht_xl.month.papers.known import Known, known_figures
from tht_xl.month.papers.numbers import find_tokens
from tht_xl.month.papers.text import paper_blocks
from tht_xl.report.board import board_page

OBSERVATIONS = pd.DataFrame(
    [
        ("year-6-obesity", "tower-hamlets", "2021/22", 910.0, 2910.0),
        ("year-6-obesity", "tower-hamlets", "2022/23", 920.0, 3280.0),
        ("year-6-obesity", "england", "2022/23", 136000.0, 600000.0),
        ("reception-obesity", "tower-hamlets", "2022/23", 330.0, 3200.0),
        ("reception-obesity", "tower-hamlets", "2021/22", None, None),
    ],
    columns=pd.Index(["indicator", "area", "period", "count", "denominator"]),
).assign(symbol=["", "", "", "", "[c]"])


@pytest.fixture(scope="module")
def results() -> pd.DataFrame:
    return evaluate(OBSERVATIONS, "tht")


@pytest.fixture(scope="module")
def known(results: pd.DataFrame) -> Known:
    return known_figures(results, load_framework("tht"))


@pytest.fixture(scope="module")
def page(results: pd.DataFrame) -> str:
    return board_page(results, load_framework("tht"), title="Paper", month="November 2026")


def compared(text: str, known: Known, written: str = "") -> PaperComparison:
    papers = {"board.html": paper_blocks("board.html", written.encode())} if written else {}
    name = "edited.html" if written else "edited.md"
    return compare_paper(paper_blocks(name, text.encode()), papers, known)


def listed(comparison: PaperComparison) -> list[tuple[str, str]]:
    return [(d.was, d.now) for d in comparison.differences]


def test_a_page_that_nobody_changed_differs_in_nothing(page: str, known: Known) -> None:
    found = compared(page, known, page)
    assert (found.beside, found.differences) == ("board.html", ())
    assert found.numbers > 50


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("28.0%", "26.0%"),
        ("One in ten", "One in eight"),
        ("26.5%", "27.0 per cent"),
        ("2022/23", "2023/24"),
        ("3,280", "3,290"),
    ],
)
def test_one_number_changed_in_the_page(page: str, known: Known, was: str, now: str) -> None:
    assert was in page
    assert listed(compared(page.replace(was, now, 1), known, page)) == [(was, now)]


def test_a_number_that_is_right_elsewhere_is_wrong_here(page: str, known: Known) -> None:
    """The rate of another year is among the results, and still not what stood in this place."""
    assert listed(compared(page.replace("28.0%", "31.3%", 1), known, page)) == [("28.0%", "31.3%")]


def test_changed_words_and_another_layout_change_no_number(page: str, known: Known) -> None:
    edited = (
        re.sub(r"worse than", "not as good as", page).replace("<p>", "<p>Please note: ").replace("</tr>", "</tr>\n")
    )
    assert listed(compared(edited, known, page)) == []
    assert listed(compared(re.sub(r"\s+", " ", page), known, page)) == []


@pytest.mark.slow
def test_many_numbers_changed_are_all_listed(page: str, known: Known) -> None:
    """Each of twenty numbers, changed one at a time: found, and nothing else."""
    rng = random.Random(7)  # noqa: S311 - the same places every time
    body = page[page.index("<main") :] if "<main" in page else page
    places = list(re.finditer(r"(?<=>)\d\d\.\d(?=%)", body))
    for match in rng.sample(places, min(20, len(places))):
        other = f"{float(match[0]) + 41.7:.1f}"
        edited = page.replace(body, body[: match.start()] + other + body[match.end() :])
        assert [(d.was, d.now) for d in compared(edited, known, page).differences] == [(f"{match[0]}%", f"{other}%")]


OWN = """# The children of the borough, 14 December 2026
## 2. Weight

Year 6 obesity was {value} in 2022/23, of {count} children; {england} in England.
"""


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("28.0%", "3,280", "22.7%"), []),
        (("28%", "3,280", "22.7%"), []),  # as it is rounded there
        (("28.4%", "3,280", "22.7%"), [("28.0%", "28.4%")]),
        (("31.3%", "3,280", "22.7%"), [("28.0%", "31.3%")]),  # another year's
        (("28.0%", "2,910", "22.7%"), [("3,280", "2,910")]),
        (("29%", "920", "22.7%"), [("28.0%", "29%")]),
    ],
)
def test_a_paper_of_its_own_is_held_against_the_results(
    known: Known, numbers: tuple[str, str, str], expected: list[tuple[str, str]]
) -> None:
    value, count, england = numbers
    found = compared(OWN.format(value=value, count=count, england=england), known)
    assert listed(found) == expected
    assert (found.beside, found.unchecked) == ("", 3)  # the date, "2." and the 6 of Year 6


def test_the_heading_says_what_a_number_is_about(known: Known) -> None:
    text = "## Reception obesity\n\nIt is 10.3%, one in ten.\n\n## Year 6 obesity\n\nIt is 10.3%.\n"
    found = compared(text, known)
    assert [(d.now, "Year 6 obesity" in d.about) for d in found.differences] == [("10.3%", True)]


def test_the_value_before_may_be_said_as_such(known: Known) -> None:
    assert listed(compared("Year 6 obesity fell from 31.3% to 28.0%.", known)) == []
    assert [d.now for d in compared("Year 6 obesity stands at 31.3%.", known).differences] == ["31.3%"]


def test_numbers_of_no_result_are_listed_as_such(known: Known) -> None:
    found = compared("We spent £1.2 million, and saw Year 6 obesity fall in 1999/00.", known)
    assert listed(found) == [("", "£1.2 million"), ("", "1999/00")]
    assert "not among the frozen results" in str(found.differences[0])


def test_a_number_in_the_place_of_a_withheld_one_is_not_repeated(known: Known) -> None:
    found = compared("Reception obesity in 2021/22: 3 of 3,200 children, 0.09%.", known)
    said = " ".join(map(str, found.differences))
    assert found.differences
    assert "a figure: was [c]" in said
    assert not re.search(r"0\.09|: 3 |3,200", said)


def test_a_number_typed_over_the_symbol_in_the_page_is_not_repeated(known: Known) -> None:
    written = "<p>Reception obesity in 2021/22 was [c] and that is withheld for a reason given below.</p>"
    found = compared(written.replace("[c]", "3"), known, written)
    assert listed(found) == [("[c]", "a figure")]
    assert " 3 " not in str(found.differences[0])


@pytest.mark.slow
def test_tens_of_thousands_of_words_are_laid_side_by_side() -> None:
    words = [f"word{number % 977} {number % 13}" for number in range(10_000)]
    edited = [*words[:5000], "added 99 words", *words[5000:9000], *words[9500:]]
    alignment = align(find_tokens(words), find_tokens(edited))
    assert alignment.share > 0.99
