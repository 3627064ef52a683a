"""Find the phrases that `phrases.txt` lists: the private English that a reader stumbles over."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PHRASES = Path(__file__).with_name("phrases.txt")
PAGES = ("README.md", "CONTRIBUTING.md", "GLOSSARY.md", "docs/**/*.md")
WORDING = "docs/decisions/message-wording.md"
SPACE = r"\s+(?:#\s+)?"  # a phrase may go on in the next line of a comment


def read_phrases(path: Path = PHRASES, chapter: str = "") -> dict[str, re.Pattern[str]]:
    """Return each phrase to leave, as the list has it, with the expression that finds it; of one chapter if asked."""
    text = path.read_text(encoding="utf-8")
    if chapter:
        text = text.partition(f"# {chapter}\n")[2].partition("\n# ")[0]
    rows = [row.partition(" => ")[0] for row in text.splitlines()]
    phrases = [row for row in rows if row and not row.startswith("#")]
    return {each: re.compile(rf"\b(?:{each.replace(' ', SPACE)})\b", re.IGNORECASE) for each in phrases}


def find_phrases(paths: Iterable[Path], phrases: dict[str, re.Pattern[str]]) -> Iterator[tuple[str, Path, int]]:
    """Yield each place where a phrase is written: the phrase, the file and the line."""
    # One look for any of them first: most files have none, and each further look goes through the whole file.
    any_phrase = re.compile("|".join(pattern.pattern for pattern in phrases.values()), re.IGNORECASE)
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for phrase, pattern in phrases.items() if any_phrase.search(text) else ():
            yield from ((phrase, path, text.count("\n", 0, found.start()) + 1) for found in pattern.finditer(text))


def files_to_search(source: Path, root: Path = ROOT) -> list[Path]:
    """Return the source and the pages for readers.

    CHANGELOG.md is history and stays as it was written; the page on wording quotes what is not written.
    """
    pages = {page for pattern in PAGES for page in root.glob(pattern)} - {root / WORDING}
    return [*sorted(source.rglob("*.py")), *sorted(pages)]
