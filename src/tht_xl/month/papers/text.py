"""The text of a paper that somebody edited: HTML, Word, PDF, Markdown or plain text."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from tht_xl.errors import ConfigError

MAX_SIZE = 100_000_000
"""A paper is a few megabytes; nothing larger is read, packed or unpacked. [bytes]"""
PDF_SECONDS = 60
_SHOWN_APART = (
    "address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 "
    "h6 header hr li main nav ol p pre section summary table tr ul text title desc"
)
_BLOCKS = frozenset(_SHOWN_APART.split(" "))
_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLANKS = re.compile(r"\s+")


def paper_blocks(name: str, content: bytes) -> tuple[str, ...]:
    """Return the paragraphs, headings and table rows of a paper, in reading order.

    Args:
        name: Name of the file, whose ending says what it is.
        content: What it holds.

    Raises:
        ConfigError: It is of another kind, damaged, too large, or a PDF where no program reads its text.
    """
    ending = Path(name).suffix.lower()
    if ending not in READERS:
        raise ConfigError(
            f"the text of {name} cannot be read", remedy=f"Give a paper that ends in {', '.join(sorted(READERS))}"
        )
    if len(content) > MAX_SIZE:
        raise ConfigError(f"{name} has more than {MAX_SIZE // 1_000_000} MB", remedy="Give the paper without pictures")
    blocks = (_BLANKS.sub(" ", block).strip() for block in READERS[ending](name, content))
    return tuple(block for block in blocks if block)


class _Page(HTMLParser):
    """Collects what a reader of a page sees, a paragraph or table row at a time."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._parts: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser gives them
        if tag in _UNSEEN:
            self._unseen.append(tag)
        self._border(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()
        self._border(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._parts.append(data)

    def close(self) -> None:
        super().close()
        self._border("p")

    def _border(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._parts.append(" ")
        elif tag in _BLOCKS:
            self.blocks.append("".join(self._parts))
            self._parts = []


def _html(_: str, content: bytes) -> list[str]:
    page = _Page()
    page.feed(_decoded(content))
    page.close()
    return page.blocks


def _lines(_: str, content: bytes) -> list[str]:
    """Return the paragraphs of a plain text or Markdown, between blank lines; a list entry or table row is one too."""
    blocks: list[str] = []
    is_open = False
    for line in _decoded(content).splitlines():
        if not line.strip():
            is_open = False
        elif is_open and not re.match(r"\s*(?:[-*+|#>]|\d+[.)]\s)", line):
            blocks[-1] += f" {line}"
        else:
            blocks.append(line)
            is_open = not line.lstrip().startswith("#")  # a heading ends with its line
    return blocks


def _docx(name: str, content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MAX_SIZE:
                raise ConfigError(f"{name} unpacks to more than {MAX_SIZE // 1_000_000} MB")
            parts = [each for each in packed.namelist() if re.fullmatch(_PARTS, each)]
            # The body first: what is in headers and notes comes behind it.
            ordered = sorted(parts, key=lambda part: (part != "word/document.xml", part))
            if "word/document.xml" not in parts:
                raise KeyError
            return [block for part in ordered for block in _paragraphs(_parsed(packed.read(part)))]
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, RuntimeError, NotImplementedError, OSError):
        raise ConfigError(f"{name} is damaged, or is not a Word document", remedy="Save it again in Word") from None


def _parsed(content: bytes) -> ElementTree.Element:
    """Return a part of a Word document.

    Raises:
        ElementTree.ParseError: It is not XML, or defines entities, which Word never does and which can fill the memory.
    """
    if b"<!" in content.replace(b"<!--", b"") or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ElementTree.ParseError
    return ElementTree.fromstring(content)  # noqa: S314 - without a document type there are no entities to expand


_PARTS = r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml"


def _paragraphs(element: ElementTree.Element) -> list[str]:
    """Return the paragraphs of a part; a table row is one. Text deleted with changes tracked is left out."""
    if element.tag == f"{_WORD}tr":
        return [" ".join(_run_text(cell) for cell in element if cell.tag == f"{_WORD}tc")]
    if element.tag == f"{_WORD}p":
        return [_run_text(element)]
    return [block for child in element for block in _paragraphs(child)]


def _run_text(element: ElementTree.Element) -> str:
    said: list[str] = []
    for each in element.iter():
        if each.tag == f"{_WORD}t":
            said.append(each.text or "")
        elif each.tag in (f"{_WORD}tab", f"{_WORD}br", f"{_WORD}p"):
            said.append(" ")
    return "".join(said)


def _pdf(name: str, content: bytes) -> list[str]:
    program = shutil.which("pdftotext")
    if program is None:
        raise ConfigError(
            f"the numbers of {name} cannot be read without the program pdftotext",
            remedy="Install it (it comes with poppler-utils), or give the paper as .docx",
        )
    try:
        done = subprocess.run(  # noqa: S603 - the program was looked up, and its input comes through a pipe
            [program, "-enc", "UTF-8", "-", "-"], input=content, capture_output=True, timeout=PDF_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        raise ConfigError(f"{name} is damaged, protected, or not a PDF", remedy="Save it as a PDF again") from None
    return re.split(r"\n\s*\n|\f", done.stdout.decode("utf-8", "replace"))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


READERS: dict[str, Callable[[str, bytes], list[str]]] = {
    ".docx": _docx,
    ".htm": _html,
    ".html": _html,
    ".md": _lines,
    ".pdf": _pdf,
    ".txt": _lines,
}
