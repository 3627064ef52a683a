"""One YAML file, read as text: plain values, everything that is wrong with it, and the line of anything in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.nodes import MappingNode, Node, SequenceNode

from tht_xl.documents.problem import Path, Problem

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_DEPTH = 20
"""Levels of nesting beyond which a file is not a definition."""

TOO_DEEP = (f"nested more than {MAX_DEPTH} deep", "No definition is: check the brackets")

QUOTES = "Check the indentation and that quotes are closed; put text that holds ': ' or begins with a sign into quotes"


@dataclass
class Document:
    """A definition file. All scalars are text, so `007` and `no` stay what they are.

    Attributes:
        name: File name, for messages.
        content: Top-level keys and what they hold.
        problems: What is wrong with the file as YAML.
        is_complete: Whether the content is all that the file holds. When it is not, nothing else can be said of it.
    """

    name: str
    text: str = field(repr=False)
    content: dict[str, object] = field(default_factory=dict, repr=False)
    problems: list[Problem] = field(default_factory=list)
    is_complete: bool = True

    def line_of(self, path: Path) -> int:
        """Return the line, from 1, on which the deepest part of a path that exists begins."""
        node, line = self._root, 1
        for step in path:
            if isinstance(node, MappingNode):
                pairs = cast("list[tuple[Node, Node]]", node.value)
                found = next(((key, value) for key, value in pairs if key.value == step), None)
            elif isinstance(node, SequenceNode) and isinstance(step, int):
                found = (node.value[step], node.value[step])
            else:
                found = None
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        return line

    @cached_property
    def _root(self) -> Node | None:
        # Composed only when somebody asks for a line: most files are right.
        return yaml.compose(self.text, Loader=_Loader)


def read_document(name: str, data: bytes) -> Document:
    """Read one file; whatever is wrong with it is in its problems."""
    try:
        document = Document(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte {data[error.start]:#04x} is not UTF-8"
        return Document(name, "", problems=[Problem(name, line, what, "Save the file as UTF-8")], is_complete=False)
    builder = _Builder(name, document.problems)
    try:
        builder.build(yaml.parse(document.text, Loader=_Loader))
    except yaml.YAMLError as error:
        document.problems.append(_syntax_problem(document, error))
        builder.is_complete = False
    document.is_complete = builder.is_complete
    if isinstance(builder.root, dict):
        document.content = cast("dict[str, object]", builder.root)
    elif builder.root not in (None, "") and document.is_complete:
        document.problems.append(Problem(name, 1, "the file has no keys", 'Begin with one, such as "areas:"'))
        document.is_complete = False
    return document


@dataclass
class _Open:
    """A mapping or sequence whose end has not come yet."""

    values: dict[str, object] | list[object]
    key: str | None = None
    lines: dict[str, int] = field(default_factory=dict)


class _Builder:
    """Turns parser events into plain values without recursion, so that no file can exhaust the stack."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name, self.problems = name, problems
        self.open: list[_Open] = []
        self.root: object = None
        self.documents = 0
        self.is_complete = True

    def build(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, ScalarEvent):
                self._check_properties(event)
                self._place(event.value, event)
            elif isinstance(event, MappingStartEvent):
                self._begin({}, event)
            elif isinstance(event, SequenceStartEvent):
                self._begin([], event)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self.open.pop()
            elif isinstance(event, AliasEvent):
                self._stop(event, f"alias *{event.anchor}: aliases are not used here", "Write the value out")
            elif isinstance(event, DocumentStartEvent):
                self.documents += 1
                if self.documents == 2:
                    self._stop(event, "a second document begins", "Remove the line '---'")
            if not self.is_complete:
                break

    def _begin(self, values: dict[str, object] | list[object], event: MappingStartEvent | SequenceStartEvent) -> None:
        self._check_properties(event)
        self._place(values, event)
        self.open.append(_Open(values))
        if len(self.open) > MAX_DEPTH:
            self._stop(event, *TOO_DEEP)

    def _place(self, value: object, event: Event) -> None:
        if not self.open:
            self.root = value
            return
        parent = self.open[-1]
        if isinstance(parent.values, list):
            parent.values.append(value)
        elif parent.key is None:
            line = _line(event)
            if not isinstance(value, str):
                self._stop(event, "a key is a list or a mapping", "Keys are single words or texts")
                value = ""
            elif value in parent.lines:
                # A second "areas:" would silently take the place of the first one's areas.
                what = f"key {value!r} is already given on line {parent.lines[value]}"
                self._report(event, what, "Keep one of the two")
            parent.lines.setdefault(value, line)
            parent.key = value
        else:
            parent.values[parent.key] = value
            parent.key = None

    def _check_properties(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.tag is not None:
            self._report(
                event, f"tag {event.tag} on a value: tags are not used here", "Remove it: every value is read as text"
            )
        # Ten lines of anchors and aliases can stand for a billion values, so nothing after one is read.
        if event.anchor is not None:
            self._stop(event, f"anchor &{event.anchor}: anchors are not used here", "Write the value out")

    def _stop(self, event: Event, what: str, remedy: str) -> None:
        self._report(event, what, remedy)
        self.is_complete = False

    def _report(self, event: Event, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, _line(event), what, remedy))


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _syntax_problem(document: Document, error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        line = error.problem_mark.line + 1
        # The scanner reads ahead of the events: from PyYAML 6.0.4 on its own limit may be reached before ours.
        if "nesting" in (error.problem or ""):
            return Problem(document.name, line, *TOO_DEEP)
        if "\t" in "".join(document.text.split("\n")[line - 1 : line]):
            return Problem(document.name, line, "a tab where YAML needs spaces", "Replace the tabs with spaces")
        return Problem(document.name, line, f"this is not YAML ({error.problem})", QUOTES)
    line = document.text.count("\n", 0, getattr(error, "position", 0)) + 1
    return Problem(document.name, line, "a character that YAML does not allow", "Remove it: it is probably invisible")
