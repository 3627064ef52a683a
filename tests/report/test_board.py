"""The page as a whole: structure, accessibility, self-sufficiency, escaping, determinism."""

import re
import sys
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from tht_xl.errors import MissingExtraError, UnknownNameError
from tht_xl.model.definition import Framework
from tht_xl.report import board
from tht_xl.report.board import board_page

Node = Any
Render = Callable[..., str]

NASTY = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "template": "{{ 7 * 7 }}{% raw %}",
    "long word": "w" * 5000,
    "long text": "Many words in a row. " * 500,
    "right to left": "\u202eتقرير المجلس\u202c مرحبا",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "controls": "a\x00b\x0bc\x1bd\ud800e\ufffe",
}


def test_same_input_gives_the_same_bytes(render: Render, page: str) -> None:
    assert render() == page
    assert render().encode() == page.encode()


def test_there_is_one_h1_and_no_level_is_skipped(document: Node) -> None:
    levels = [int(n.tag[1]) for n in document if re.fullmatch("h[1-6]", n.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_landmarks_and_language_are_there(document: Node) -> None:
    assert document.all("html")[0].attributes["lang"] == "en-GB"
    assert document.all("title")[0].text == "Outcomes report: November 2025"
    assert [len(document.all(tag)) for tag in ("header", "main", "nav", "footer")] == [1, 1, 1, 1]


def test_every_id_is_unique_and_every_reference_to_one_is_met(document: Node) -> None:
    ids = Counter(n.attributes["id"] for n in document if "id" in n.attributes)
    assert [name for name, many in ids.items() if many > 1] == []
    named = {name for n in document for a in ("aria-labelledby", "aria-describedby")
             for name in n.attributes.get(a, "").split()}  # fmt: skip
    linked = {n.attributes["href"][1:] for n in document if n.attributes.get("href", "").startswith("#")}
    assert (named | linked) - set(ids) == set()


def test_the_skip_link_comes_first_and_leads_into_main(document: Node) -> None:
    first = document.all("a")[0]
    assert first.attributes["class"] == "skip"
    assert document.all("main")[0].all(id=first.attributes["href"][1:])


def test_every_picture_has_a_name_or_is_hidden(document: Node) -> None:
    words = {n.attributes["id"]: n.text for n in document if "id" in n.attributes}
    for picture in document.all("svg"):
        if picture.attributes.get("aria-hidden") != "true":
            assert picture.attributes["role"] == "img"
            assert all(words[name] for name in picture.attributes["aria-labelledby"].split())
    assert document.all("svg", role="img")


def test_every_table_has_a_caption_and_scopes(document: Node) -> None:
    tables = document.all("table")
    assert len(tables) > 5
    for table in tables:
        assert table.all("caption")[0].text
        assert {n.attributes.get("scope") for n in table.all("th")} <= {"col", "row", "rowgroup"}
        assert all(n.all("th") or n.all("td") for n in table.all("tr"))


def test_every_summary_opens_its_details_and_says_of_what(document: Node) -> None:
    for details in document.all("details"):
        assert details.children[1 if details.children[0].tag == "" else 0].tag == "summary"
    texts = Counter(n.text for n in document.all("summary"))
    assert [t for t, many in texts.items() if many > 1 and "finding" not in t] == []


def test_nothing_is_loaded_from_elsewhere_and_no_script_is_needed(document: Node) -> None:
    assert not document.all("script", "img", "iframe", "object", "embed", "form", "audio", "video")
    assert [n.attributes["href"] for n in document.all("link")] == ["data:,"]
    assert all(n.attributes["href"].startswith("#shape-") for n in document.all("use"))
    assert not [n for n in document if any(name == "src" or name.startswith("on") for name in n.attributes)]
    style = document.all("style")[0].text
    assert "@import" not in style
    assert "url(" not in style
    policy = next(n for n in document.all("meta") if n.attributes.get("http-equiv"))
    assert policy.attributes["content"].startswith("default-src 'none'")


def test_nothing_but_links_names_an_outside_address(document: Node) -> None:
    for node in document:
        for name, value in node.attributes.items():
            if "//" in value:
                assert (node.tag, name) == ("a", "href")
                assert value.startswith("https://")


@pytest.mark.slow
@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_what_people_type_never_becomes_markup(
    nasty: str, render: Render, read: Callable[[str], Node], results: pd.DataFrame, document: Node
) -> None:
    typed = pd.Series(nasty, results.index, dtype=object)  # Arrow's text columns take no half of a surrogate pair
    frame = results.assign(source=typed, sentence=typed, cell=typed, reason=typed)
    narratives = {"year-6-obesity|tower-hamlets|2022/23": {nasty: nasty}}
    page = render(frame, title=nasty, month=nasty, sync_note=nasty, narratives=narratives)
    page.encode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", page)
    parsed = read(page)
    usual = {n.tag for n in document}
    assert {n.tag for n in parsed} <= usual
    assert {a for n in parsed for a in n.attributes} <= {a for n in document for a in n.attributes} | {"dir"}


def test_a_definition_never_becomes_markup(render: Render, read: Callable[[str], Node], framework: Framework) -> None:
    nasty = "</style><b onclick='x'>&amp;"
    changed = framework.model_copy(
        update={
            "name": nasty,
            "note": nasty,
            "domains": tuple(d.model_copy(update={"name": nasty, "narrative": nasty}) for d in framework.domains),
            "statements": tuple(s.model_copy(update={"text": nasty}) for s in framework.statements),
            "indicators": tuple(
                i.model_copy(update={"definition": nasty, "note": nasty}) for i in framework.indicators
            ),
        }
    )
    parsed = read(render(definitions=changed))
    assert parsed.all("p", class_="of")[0].text == nasty
    assert not [n for n in parsed if "onclick" in n.attributes]


def test_no_result_cell_is_blank_or_says_nan(document: Node) -> None:
    for cell in document.all("td", "dd"):
        if cell.attributes.get("aria-hidden") != "true":
            assert cell.text
            assert not re.search(r"\b(nan|None|NaT|<NA>)\b", cell.text)


def test_an_empty_month_is_a_paper_too(render: Render, read: Callable[[str], Node], results: pd.DataFrame) -> None:
    page = render(results.iloc[:0], returns=[])
    text = read(page).all("main")[0].text
    assert "0 of 11 current indicators have a value." in text
    assert "Nothing: no agreed target is missed" in text
    assert text.count("No indicator of this domain has a current figure this month.") == 3
    assert "No return was due this month." in text


def test_rows_that_fit_nothing_are_listed_with_their_reason(
    framework: Framework, results: pd.DataFrame, read: Callable[[str], Node]
) -> None:
    frame = results.copy()
    frame.loc[0, "indicator"] = "year-7-obesity"
    text = read(board_page(frame, framework, title="x", month="y", returns=[])).all(id="quality")[0].text
    assert "year-7-obesity" in text
    assert "Did you mean 'year-6-obesity'?" in text


def test_a_framework_without_comparators_has_a_paper(framework: Framework, results: pd.DataFrame) -> None:
    page = board_page(results, framework.model_copy(update={"comparators": ()}), title="x", month="y", returns=[])
    assert "Worse than" not in page.split('id="method"')[0]


def test_a_home_that_is_no_area_is_refused(framework: Framework, results: pd.DataFrame) -> None:
    with pytest.raises(UnknownNameError, match="atlantis"):
        board_page(results, framework.model_copy(update={"home": "atlantis"}), title="x", month="y", returns=[])


def test_without_jinja_one_line_says_what_to_install(render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    board.environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError) as refusal:
        render()
    assert str(refusal.value).startswith("Jinja2 (extra report) is not installed. Install it with: ")


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_background(scheme: int, document: Node) -> None:
    blocks = re.findall(r":root \{(.*?)\}", document.all("style")[0].text)
    found = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})\b", block)) for block in blocks]
    colours = found[0] | found[scheme]
    pairs = [
        (ink, paper) for paper in ("paper", "wash") for ink in ("ink", "quiet", "link", "accent", "home", "comparator")
    ]
    pairs += [("good", "good-wash"), ("poor", "poor-wash"), ("ink", "plain-wash"), ("good", "paper"), ("poor", "paper"),
              ("on-solid", "green"), ("on-solid", "red"), ("amber-ink", "amber"), ("masthead-ink", "masthead"),
              ("focus-ink", "focus")]  # fmt: skip
    for ink, paper in pairs:
        light, dark = sorted((luminance(colours[ink]), luminance(colours[paper])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{ink} on {paper}"
