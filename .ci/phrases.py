"""Find the phrases that `phrases.txt` lists: the private English that a reader stumbles over."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PHRASES = Path(__file__).with_name("phrases.txt")
PAGES = ("README.md", "CONTRIBUTING.md", "GLOSSARY.md", "docs/**/*.md")
SPACE = r"\s+(?:#\s+)?"  # a phrase may go on in the next line of a comment


def read_phrases(path: Path = PHRASES) -> dict[str, re.Pattern[str]]:
    """Each phrase to leave, as the list has it, with the expression that finds it."""
    rows = [row.partition(" => ")[0] for row in path.read_text(encoding="utf-8").splitlines()]
    phrases = [row for row in rows if row and not row.startswith("#")]
    return {each: re.compile(rf"\b(?:{each.replace(' ', SPACE)})\b", re.IGNORECASE) for each in phrases}


def find_phrases(paths: Iterable[Path], phrases: dict[str, re.Pattern[str]]) -> Iterator[tuple[str, Path, int]]:
    """Each place where a phrase is written: the phrase, the file and the line."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for phrase, pattern in phrases.items():
            yield from ((phrase, path, text.count("\n", 0, found.start()) + 1) for found in pattern.finditer(text))


def files_to_search(source: Path, root: Path = ROOT) -> list[Path]:
    """The source and the pages for readers. CHANGELOG.md is history and stays as it was written."""
    return [*sorted(source.rglob("*.py")), *(page for pages in PAGES for page in sorted(root.glob(pages)))]
