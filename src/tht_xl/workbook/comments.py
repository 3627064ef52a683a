"""The comments on the cells of a worksheet: notes, as Excel calls the old kind, and threads of comments."""

from dataclasses import dataclass, field

from tht_xl.documents.addresses import cell_position
from tht_xl.workbook.file.book import Book, SheetEntry
from tht_xl.workbook.file.container import SMALL_PART, DamagedError
from tht_xl.workbook.file.marks import Position
from tht_xl.workbook.file.markup import Attributes, new_parser, run

KINDS = ("comments", "threadedComment")
"""What a worksheet calls its relations to the parts that hold them."""
TEXTS = ("t", "text")
"""The elements that hold words: runs of a note, and the whole of a threaded comment."""


@dataclass(frozen=True)
class Comments:
    """What people have written about cells.

    Attributes:
        texts: The comments on each cell, one below the other.
        is_unreadable: Whether there are some that could not be read.
    """

    texts: dict[Position, str] = field(default_factory=dict[Position, str])
    is_unreadable: bool = False


def read_comments(book: Book, entry: SheetEntry) -> Comments:
    """Return the comments of a worksheet. They are the partner's own: one that is damaged stops nothing else."""
    found: dict[Position, list[str]] = {}
    try:
        parts, is_unreadable = book.related(entry.part, KINDS), False
    except DamagedError:
        parts, is_unreadable = (), True
    for part in parts:
        try:
            if book.container.entry(part).file_size > SMALL_PART:
                raise DamagedError(f"the part {part} is too large")
            for place, text in _comments(book.container.part(part), part):
                texts = found.setdefault(place, [])
                # Excel keeps the words of a thread in a note too, for older programs.
                if not any(text in other for other in texts):
                    texts.append(text)
        except DamagedError:
            is_unreadable = True
    return Comments({place: "\n".join(texts) for place, texts in found.items()}, is_unreadable)


def _comments(data: bytes, part: str) -> list[tuple[Position, str]]:
    """Return each comment's cell and its text, without the author's name that Excel puts before it."""
    found: list[tuple[Position, str]] = []
    authors: list[str] = []
    words: list[str] | None = None
    place: Position | None = None
    parser = new_parser()

    def start(name: str, attributes: Attributes) -> None:
        nonlocal words, place
        local = name.rpartition(" ")[2]
        if local in ("comment", "threadedComment"):
            place, words = cell_position(attributes["ref"]), []
        elif local == "author":
            words = []
        parser.CharacterDataHandler = words.append if words is not None and local in (*TEXTS, "author") else None

    def end(name: str) -> None:
        nonlocal words, place
        local = name.rpartition(" ")[2]
        parser.CharacterDataHandler = None
        if words is None:
            return
        if local == "author":
            authors.append("".join(words))
            words = None
        elif place and local in ("comment", "threadedComment"):
            found.append((place, _without_author("".join(words), authors)))
            words = place = None

    parser.StartElementHandler, parser.EndElementHandler = start, end
    run(parser, data, part)
    return found


def _without_author(text: str, authors: list[str]) -> str:
    for author in authors:
        if author and text.startswith(f"{author}:"):
            return text[len(author) + 1 :].strip()
    return text.strip()
