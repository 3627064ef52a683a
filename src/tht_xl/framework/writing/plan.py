"""What would be written into a framework's folder, and which comments would not survive it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tht_xl.documents.file_set import NotReplacedError, replace_together
from tht_xl.documents.yaml_editing.marks import NotEditableError, comments_of
from tht_xl.documents.yaml_editing.rendering import file_text
from tht_xl.errors import DefinitionError
from tht_xl.framework.source import definition_files, read_source
from tht_xl.framework.validate import validate
from tht_xl.framework.writing.changes import DefinitionChange, changes_between
from tht_xl.framework.writing.content import FrameworkContent, content_of
from tht_xl.framework.writing.files import edited_files
from tht_xl.model.definition import Framework

_FILES = {"areas": "areas.yaml", "domains": "domains.yaml", "statements": "statements.yaml",
          "indicators": "indicators.yaml", "published": "published.yaml", "mentions": "mentions.yaml"}  # fmt: skip
"""The file of each list in a new folder; everything else is in framework.yaml."""
_MAIN = "framework.yaml"


@dataclass(frozen=True)
class WritingPlan:
    """What would be written.

    Attributes:
        changes: What differs from what the folder holds.
        files: The whole text of each file that is new or changes, by name.
        lost_comments: Comments that the new texts do not have, each as "file.yaml:3: # text".
        rewritten: Files that cannot be edited piece by piece, and are written from scratch.
    """

    changes: list[DefinitionChange]
    files: dict[str, str]
    lost_comments: list[str]
    rewritten: list[str]


def plan_writing(folder: Path, after: Framework, before: Framework | None) -> WritingPlan:
    """Plan what to write so that a folder holds a framework. Nothing is written.

    Args:
        folder: The folder; it may be missing.
        after: What it is to hold.
        before: What it holds; None where it has no definitions.

    Raises:
        DefinitionError: A file cannot be read.
    """
    changes = changes_between(before, after)
    if before is None:
        return WritingPlan(changes, new_files(after), [], [])
    texts = _read_texts(folder)
    if not changes:
        return WritingPlan([], {}, [], [])
    new, rewritten = _edited(folder, texts, before, after)
    files = {name: new[name] for name in new if new[name] != texts.get(name)}
    return WritingPlan(changes, files, list(_lost(texts, new)), [name for name in rewritten if name in files])


def write_plan(folder: Path, plan: WritingPlan) -> None:
    """Write the files of a plan: all of them, or none.

    Raises:
        DefinitionError: A file cannot be written; the folder is as it was.
    """
    try:
        replace_together(folder, plan.files)
    except NotReplacedError as error:
        named = folder / error.name if error.name else folder
        raise DefinitionError(
            f"cannot write {named}: {error.reason}", remedy="Nothing was changed. Try again"
        ) from None


def new_files(framework: Framework) -> dict[str, str]:
    """Return the files of a framework that has no folder yet."""
    content, files = content_of(framework, is_brief=True), dict[str, FrameworkContent]()
    for name, value in content.items():
        if name not in _FILES:
            files.setdefault(_MAIN, {})[name] = value
    files |= {file: {name: content[name]} for name, file in _FILES.items() if name in content}
    return {name: file_text(fields) for name, fields in files.items()}


def _edited(
    folder: Path, texts: Mapping[str, str], before: Framework, after: Framework
) -> tuple[dict[str, str], list[str]]:
    """Return the files as they are to be, and the names of those written from scratch."""
    try:
        plain = {name: text.replace("\r\n", "\n") for name, text in texts.items()}
        contents = content_of(before), content_of(after), content_of(after, is_brief=True)
        edited = edited_files(plain, *contents)
        # The texts are read again: what was edited wrongly is not written.
        if _holds(folder.name, edited, after):
            breaks = {name: "\r\n" if "\r\n" in text else "\n" for name, text in texts.items()}
            return {name: text.replace("\n", breaks[name]) for name, text in edited.items()}, []
    except NotEditableError:
        pass
    fresh = dict.fromkeys(texts, "") | new_files(after)
    if not _holds(folder.name, fresh, after):
        raise DefinitionError(f"{folder} cannot be written: its files would not hold the same definitions again",
                              remedy="Please send us the workbook")  # fmt: skip
    return fresh, list(fresh)


@dataclass(frozen=True)
class _TextFile:
    name: str
    text: str = ""

    def iterdir(self) -> Iterator["_TextFile"]:
        return iter(())

    def read_bytes(self) -> bytes:
        return self.text.encode()


@dataclass(frozen=True)
class _TextFolder:
    name: str
    texts: Mapping[str, str]

    def iterdir(self) -> Iterator[_TextFile]:
        return (_TextFile(name, text) for name, text in self.texts.items())

    def read_bytes(self) -> bytes:
        return b""


def _holds(name: str, texts: Mapping[str, str], framework: Framework) -> bool:
    source = read_source(_TextFolder(name, texts))
    if source.problems or not source.is_complete:
        return False
    read, contradictions = validate(source.content)
    return not contradictions and read == framework


def _read_texts(folder: Path) -> dict[str, str]:
    try:
        return {file.name: cast("Path", file).read_bytes().decode("utf-8-sig") for file in definition_files(folder)}
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{folder} cannot be read ({error})", remedy="Check its files") from None


def _lost(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    kept = Counter(comment for text in after.values() for _, comment in comments_of(text))
    for name, text in before.items():
        for line, comment in comments_of(text):
            if kept[comment]:
                kept[comment] -= 1
            else:
                yield f"{name}:{line}: {comment}"
