"""The text of a paper, whatever kind of file it is."""

import io
import shutil
import zipfile

import pytest

from tht_xl.errors import ConfigError
from tht_xl.month.papers.text import paper_blocks

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, **parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        for name, inside in {"document": body, **parts}.items():
            book.writestr(f"word/{name}.xml", f'<w:x xmlns:w="{W}">{inside}</w:x>')
    return packed.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_html_is_read_as_it_is_seen() -> None:
    page = (
        "<style>p { margin: 4px }</style><h1>Paper 1</h1><p>It is <b>28.0</b>% &amp; more<br>line</p>"
        "<script>var x = 5</script><table><tr><th>2022/23<td>28.0%</tr></table>"
    )
    assert paper_blocks("board.html", page.encode()) == ("Paper 1", "It is 28.0% & more", "line", "2022/23 28.0%")


def test_word_gives_paragraphs_rows_and_notes_and_not_what_was_deleted() -> None:
    body = (
        f"<w:p>{run('It is 2')}{run('8.0%')}<w:del><w:r><w:delText>27.0%</w:delText></w:r></w:del>"
        f"<w:ins>{run(' in 2022/23')}</w:ins></w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc><w:tc><w:p>{run('5')}</w:p></w:tc></w:tr></w:tbl>"
    )
    content = word(body, footnotes=f"<w:p>{run('of 3,280')}</w:p>")
    assert paper_blocks("paper.docx", content) == ("It is 28.0% in 2022/23", "a 5", "of 3,280")


def test_plain_text_and_markdown() -> None:
    text = "# Paper\nIt is\n28.0%\n\n- one 1\n- two 2\n| a | 3 |\n"
    assert paper_blocks("a.md", text.encode()) == ("# Paper", "It is 28.0%", "- one 1", "- two 2", "| a | 3 |")
    assert paper_blocks("a.txt", "caf\xe9 5".encode("cp1252")) == ("café 5",)
    assert paper_blocks("a.txt", "now 5".encode("utf-16")) == ("now 5",)


def test_pdf_where_a_program_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(ConfigError, match="cannot be read without the program pdftotext"):
        paper_blocks("paper.pdf", b"%PDF-1.4")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("paper.xlsx", b"", r"the text of paper\.xlsx cannot be read. Give a paper that ends in \.docx"),
        ("paper.docx", b"not a zip", r"paper\.docx is damaged"),
        ("paper.docx", word("<w:p>"), r"paper\.docx is damaged"),
        ("paper.docx", word("").replace(b"word/document.xml", b"word/documint.xml"), r"paper\.docx is damaged"),
    ],
)
def test_what_cannot_be_read(name: str, content: bytes, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        paper_blocks(name, content)


def test_entities_of_a_word_document_are_not_expanded() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    with pytest.raises(ConfigError, match="damaged"):
        paper_blocks("paper.docx", packed.getvalue())
