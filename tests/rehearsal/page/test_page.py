import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tht_xl.rehearsal.server import RehearsalServer


class _Forms(HTMLParser):
    """The fields of the one form on a page, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.fields[str(given["name"])] = given.get("value") or ""


def get(server: RehearsalServer, path: str) -> str:
    answer = requests.get(server.url + path, timeout=20)
    assert answer.status_code == 200
    return answer.text


def form(server: RehearsalServer, book: str, cell: str) -> dict[str, str]:
    parser = _Forms()
    parser.feed(get(server, f"/sheet/{book}?cell={cell}"))
    return parser.fields


def send(server: RehearsalServer, book: str, fields: dict[str, str]) -> requests.Response:
    return requests.post(
        f"{server.url}/sheet/{book}", data=fields, headers={"Origin": server.url}, timeout=20, allow_redirects=False
    )


def test_the_list(server: RehearsalServer, book: str) -> None:
    assert f'<a href="/sheet/{book}">Outcomes</a>' in get(server, "/")


def test_an_empty_list(server: RehearsalServer) -> None:
    assert "There are none yet" in get(server, "/")


def test_a_person_types_and_saves(server: RehearsalServer, book: str) -> None:
    fields = form(server, book, "B2")
    assert fields["was"] == fields["text"] == ""
    answer = send(server, book, {**fields, "text": "10-14"})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("#B2")
    person = server.spreadsheet(book)
    assert person.values("Sheet1") == [[], ["", "10-14"]]
    assert isinstance(person.values("Sheet1", "B2", render="UNFORMATTED_VALUE")[0][0], int)


@pytest.mark.parametrize("text", ["007", "'007", "=1+1", "plain", "TRUE", "10-14", "<script>alert(1)</script>", 'a"b'])
def test_saving_without_a_change_changes_nothing(server: RehearsalServer, book: str, text: str) -> None:
    person = server.spreadsheet(book)
    person.write("Sheet1", "A1", [[text]])
    before = person.values("Sheet1", render="FORMULA")
    assert send(server, book, form(server, book, "A1")).status_code == 303
    assert person.values("Sheet1", render="FORMULA") == before


def test_a_cell_that_changed_meanwhile_is_not_overwritten(server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    fields = form(server, book, "A1")
    person.type("Sheet1", "A1", "first")
    answer = send(server, book, {**fields, "text": "second"})
    assert answer.status_code == 409
    assert "A1 changed while you were typing; it now holds &#x27;first&#x27;" in answer.text
    assert 'value="second"' in answer.text
    assert person.values("Sheet1") == [["first"]]


def test_what_is_refused_is_said_and_kept(server: RehearsalServer, book: str) -> None:
    answer = send(server, book, {**form(server, book, "A1"), "text": "x" * 50_001})
    assert answer.status_code == 400
    assert "maximum of 50000 characters" in answer.text
    assert server.spreadsheet(book).values("Sheet1") == []


def test_nothing_typed_becomes_markup(server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.write("Sheet1", "A1", [["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>']])
    person.request({"addSheet": {"properties": {"title": "<b>bold</b>"}}})
    for path in (f"/sheet/{book}", f"/sheet/{book}?cell=A1", f"/sheet/{book}?cell=B1"):
        page = get(server, path)
        assert "<script" not in page
        assert "<img" not in page
        assert "<b>" not in page


def test_hidden_worksheets_behind_a_toggle(server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.request({"addSheet": {"properties": {"title": "_tht_state", "hidden": True}}})
    assert "_tht_state" not in get(server, f"/sheet/{book}")
    assert "Show hidden worksheets (1)" in get(server, f"/sheet/{book}")
    assert "_tht_state" in get(server, f"/sheet/{book}?hidden=1")


def test_numbers_are_marked_and_the_header_is_a_header(server: RehearsalServer, book: str) -> None:
    server.spreadsheet(book).write("Sheet1", "A1", [["Key", "Value"], ["a", 1.5]])
    page = get(server, f"/sheet/{book}")
    assert '<th scope="col" id="B1">' in page
    assert '<td id="B2" class="number">' in page
    assert 'aria-label="C2, empty"' in page


def test_a_long_sheet_comes_in_pages(server: RehearsalServer, book: str) -> None:
    server.spreadsheet(book).write("Sheet1", "A1", [["Key"], *[[f"row {i}"] for i in range(2, 451)]])
    first, last = get(server, f"/sheet/{book}"), get(server, f"/sheet/{book}?from=401")
    assert "Rows 1 to 200 of 450" in first and "row 200<" in first and "row 201<" not in first
    assert "Rows 401 to 450 of 450" in last and "row 450<" in last and ">Key<" in last


@pytest.mark.parametrize("path", ["/nothing", "/sheet/nobody", "/sheet/{book}/x", "/sheet/{book}?sheet=99"])
def test_pages_that_are_not_there(server: RehearsalServer, book: str, path: str) -> None:
    answer = requests.get(server.url + path.format(book=book), timeout=20)
    assert answer.status_code in (400, 404)
    assert "That did not work" in answer.text


def test_the_page_needs_nothing_from_elsewhere(server: RehearsalServer, book: str) -> None:
    answer = requests.get(f"{server.url}/sheet/{book}", timeout=20)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "http://" not in answer.text and "https://" not in answer.text


def test_each_cell_leads_to_itself(server: RehearsalServer, book: str) -> None:
    server.spreadsheet(book).write("Sheet1", "A1", [["Key", 5, True], ["a"]])
    page = get(server, f"/sheet/{book}")
    for name in ("A1", "B1", "F2"):
        assert f"cell={name}#{name}" in page
    assert '<th scope="col" id="A1">' in page or '<th scope="col" id="A1"' in page
    assert '<tbody><tr><th scope="row">2</th>' in page
    assert 'id="B1" class="number"' in page
    assert 'id="C1" class="number"' not in page
    assert 'aria-label="B2, empty"' in page
    assert page.count("</tbody></table>") == 1


def test_a_cell_far_below_opens_the_rows_around_it(server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.write("Sheet1", "A1", [["Key"], *([f"k{i}"] for i in range(2, 501))])
    page = get(server, f"/sheet/{book}?cell=A450")
    fields = form(server, book, "A450")
    assert (fields["cell"], fields["text"]) == ("A450", "k450")
    assert ">k2<" not in page
    first = int(fields["from"])
    assert 1 < first <= 450
    assert f"Rows {first} to" in page
    answer = send(server, book, {**fields, "text": "new"})
    assert f"from={first}" in answer.headers["Location"]
    assert person.values("Sheet1", "A450") == [["new"]]


def test_later_and_earlier_rows(server: RehearsalServer, book: str) -> None:
    server.spreadsheet(book).write("Sheet1", "A1", [["Key"], *([f"k{i}"] for i in range(2, 1001))])
    first = get(server, f"/sheet/{book}")
    assert "Later rows" in first
    assert "Earlier rows" not in first
    step = int(first.partition("Rows 1 to ")[2].partition(" ")[0])
    second = get(server, f"/sheet/{book}?from={step + 1}")
    assert f"Rows {step + 1} to" in second
    assert f">k{step + 1}<" in second
    assert f">k{step}<" not in second
    assert "Earlier rows" in second
    assert "Rows 1 to" in get(server, f"/sheet/{book}?from=nonsense")


@pytest.mark.parametrize("cell", ["A1", "H9", "Z1000", "B201"])
def test_any_cell_of_the_grid_can_be_opened_and_typed_into(server: RehearsalServer, book: str, cell: str) -> None:
    fields = form(server, book, cell)
    assert fields["cell"] == cell
    assert send(server, book, {**fields, "text": "typed"}).status_code == 303
    assert server.spreadsheet(book).values("Sheet1", cell) == [["typed"]]
    assert form(server, book, cell)["was"] == "typed"


@pytest.mark.parametrize(
    ("opened", "steps"),
    [
        ("", {"Later rows": 201}),
        ("?from=101", {"Earlier rows": 1, "Later rows": 301}),
        ("?from=201", {"Earlier rows": 1, "Later rows": 401}),
        ("?from=401", {"Earlier rows": 201}),
        ("?from=402", {"Earlier rows": 202}),
        ("?cell=A601", {"Earlier rows": 401}),
        ("?cell=A200", {"Later rows": 201}),
        ("?cell=A201", {"Earlier rows": 1, "Later rows": 401}),
    ],
)
def test_where_earlier_and_later_rows_lead(
    server: RehearsalServer, book: str, opened: str, steps: dict[str, int]
) -> None:
    server.spreadsheet(book).write("Sheet1", "A1", [["Key"], *([f"k{i}"] for i in range(2, 601))])
    links = re.findall(r'<a href="([^"]+)">(Earlier rows|Later rows)</a>', get(server, f"/sheet/{book}{opened}"))
    assert {text: int(parse_qs(urlsplit(unescape(link)).query)["from"][0]) for link, text in links} == steps


@pytest.mark.parametrize(("rows", "line"), [(200, False), (201, True)])
def test_a_sheet_that_fits_on_one_page_has_no_steps(server: RehearsalServer, book: str, rows: int, line: bool) -> None:
    server.spreadsheet(book).write("Sheet1", "A1", [[f"k{i}"] for i in range(1, rows + 1)])
    page = get(server, f"/sheet/{book}")
    assert (f"Rows 1 to 200 of {rows}" in page) is line
    assert ("Later rows" in page) is line


def test_one_empty_row_is_shown_below_the_last(server: RehearsalServer, book: str) -> None:
    server.spreadsheet(book).write("Sheet1", "A1", [["Key"], ["a"], ["b"]])
    page = get(server, f"/sheet/{book}")
    assert 'id="A4"' in page
    assert 'id="A5"' not in page


def test_a_hidden_worksheet_stays_open_when_steps_and_cells_are_followed(server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.request({"addSheet": {"properties": {"sheetId": 7, "title": "_tht_base", "hidden": True}}})
    person.write("_tht_base", "A1", [[f"k{i}"] for i in range(1, 251)])
    page = get(server, f"/sheet/{book}?sheet=7")
    for pattern in (r'<a href="([^"]+)">Later rows</a>', r'<td id="A5"><a href="([^"]+)"'):
        found = re.search(pattern, page)
        assert found
        query = parse_qs(urlsplit(unescape(found[1])).query)
        assert (query["sheet"], query["hidden"]) == (["7"], ["1"])
    assert form(server, book, "A1&sheet=7")["hidden"] == "1"


@pytest.mark.parametrize("cell", ["A0", "A1:B2", "ZZ1", "A9999", ""])
def test_a_cell_that_is_none_is_not_saved(server: RehearsalServer, book: str, cell: str) -> None:
    answer = send(server, book, {"cell": cell, "text": "x", "was": ""})
    assert answer.status_code == 400
    assert "There is no such cell." in answer.text
    assert server.spreadsheet(book).values("Sheet1") == []


def test_a_text_of_several_lines_is_kept_line_by_line(server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.write("Sheet1", "A1", [["one\ntwo"]])
    page = get(server, f"/sheet/{book}?cell=A1")
    assert '<textarea name="text" rows="2" autofocus>\none\ntwo</textarea>' in page
    fields = {**form(server, book, "A1"), "text": "one\r\ntwo\r\nthree"}
    assert send(server, book, fields).status_code == 303
    assert person.values("Sheet1") == [["one\ntwo\nthree"]]


def test_a_note_is_shown_where_it_belongs(server: RehearsalServer, book: str) -> None:
    where = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    server.spreadsheet(book).request({"repeatCell": {"range": where, "cell": {"note": "a<b"}, "fields": "note"}})
    assert get(server, f"/sheet/{book}").count('title="a&lt;b"') == 1


def test_a_long_formula_that_is_not_calculated_is_cut_off_and_whole_where_it_is_typed(
    server: RehearsalServer, book: str
) -> None:
    formula = f"=FILTER({','.join(['Data!A:A'] * 9)})"
    for cell, text in (("A1", formula), ("B1", "=SUM(A1:A2)")):
        server.spreadsheet(book).type("Sheet1", cell, text)
    page = get(server, f"/sheet/{book}")
    assert f">{formula[:40]}…</a>" in page
    assert f'title="{formula}"' in page
    assert ">=SUM(A1:A2)</a>" in page
    assert form(server, book, "A1")["text"] == formula
