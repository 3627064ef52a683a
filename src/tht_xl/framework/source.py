"""The files of a framework put together: one field may be spread over several, and each thing knows its line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, cast, get_origin

from tht_xl.documents.problem import Path, Problem
from tht_xl.documents.yaml_document import Document, read_document
from tht_xl.errors import DefinitionError
from tht_xl.model.definition import Framework

LIST_FIELDS = frozenset(name for name, info in Framework.model_fields.items() if get_origin(info.annotation) is tuple)
"""Fields of a framework that hold lists, and so may be split over files."""


class Folder(Protocol):
    """What pathlib and importlib.resources have in common."""

    @property
    def name(self) -> str:
        """The last part of the path."""
        ...

    def iterdir(self) -> Iterable["Folder"]:
        """Return what the folder holds."""
        ...

    def read_bytes(self) -> bytes:
        """Return what the file holds."""
        ...


@dataclass
class Source:
    """Everything that the files of one framework hold.

    Attributes:
        name: The folder's name, for messages about what no file holds.
        content: Field by field, as written.
        problems: What is wrong with the files as files.
        is_complete: Whether the content is all that was written.
    """

    name: str
    content: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_complete: bool = True
    _origins: dict[str, list[tuple[Document, int]]] = field(default_factory=dict)

    def problem(self, path: Path, what: str, remedy: str = "") -> Problem:
        """Return a problem at a place of the framework, with the file and line found for it."""
        origins = self._origins.get(str(path[0]), []) if path else []
        if not origins:
            return Problem(self.name, 0, what, remedy)
        if path[0] in LIST_FIELDS and len(path) > 1 and isinstance(path[1], int):
            document, position = origins[path[1]]
            path = (path[0], position, *path[2:])
        else:
            document = origins[0][0]
        return Problem(document.name, document.line_of(path), what, remedy)

    def add(self, document: Document) -> None:
        """Take in what one file holds."""
        self.problems += document.problems
        self.is_complete &= document.is_complete
        for name, value in document.content.items():
            if name not in LIST_FIELDS:
                self._add_single(name, value, document)
            elif isinstance(value, list):
                items = cast("list[object]", value)
                cast("list[object]", self.content.setdefault(name, [])).extend(items)
                self._origins.setdefault(name, []).extend((document, position) for position in range(len(items)))
            else:
                self.content.setdefault(name, [])
                if value != "":  # "areas:" with nothing after it is an empty list
                    line, what = document.line_of((name,)), f"{name} is not a list"
                    self.problems.append(Problem(document.name, line, what, 'Begin each item with "- "'))

    def _add_single(self, name: str, value: object, document: Document) -> None:
        if name in self.content:
            first = self._origins[name][0][0]
            what = f"{name} is already given in {first.name}:{first.line_of((name,))}"
            self.problems.append(Problem(document.name, document.line_of((name,)), what, "Keep one of the two"))
            return
        self.content[name] = value
        self._origins[name] = [(document, 0)]


def _is_definition(name: str) -> bool:
    """Return whether a file is part of a framework, and not the lock or copy that an open editor leaves beside it."""
    return name.casefold().endswith((".yaml", ".yml")) and not name.startswith((".", "~"))


def definition_files(folder: Folder) -> list[Folder]:
    """Return the YAML files of a folder in the order of their names.

    Raises:
        OSError: It is not a folder that can be read.
    """
    return sorted((file for file in folder.iterdir() if _is_definition(file.name)), key=lambda file: file.name)


def read_source(folder: Folder) -> Source:
    """Read every YAML file of a folder, in the order of their names.

    Raises:
        DefinitionError: It is not a folder, or has no YAML file.
    """
    try:
        files = definition_files(folder)
    except OSError as error:
        what = "is not a folder that can be read"
        remedy = "Give the folder that holds a framework's YAML files"
        raise DefinitionError(f"{folder} {what} ({_reason(error)})", remedy=remedy, problems=()) from None
    if not files:
        raise DefinitionError(
            f"{folder} has no YAML file in it",
            remedy='A framework is a folder of ".yaml" files: see docs/definitions.md',
            problems=(),
        )
    source = Source(folder.name or str(folder))
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            source.problems.append(Problem(file.name, 0, f"cannot be read ({_reason(error)})", "Check the file"))
            source.is_complete = False
        else:
            source.add(read_document(file.name, data))
    return source


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
