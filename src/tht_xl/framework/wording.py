"""What pydantic says, in the words of somebody who edits a definition."""

import re
from collections.abc import Iterator
from types import UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tht_xl.documents.problem import Contradiction, Path
from tht_xl.errors import UnknownNameError

MAX_VALUE_LENGTH = 60
"""Longer values are cut in messages. [characters]"""

PLAIN_ID = "Use small letters, digits and single hyphens, such as year-6-obesity"


_NUMBER = "is {given}, not a number", "Write digits and a decimal point, without a unit"
_WHOLE_NUMBER = "is {given}, not a whole number", "Write digits only"
_YES_OR_NO = "is {given}", 'Write "yes" or "no"'
_CHOICE = "is {given}", "Write {expected}"
_IDENTIFIER = "is {given}, which is not an id", PLAIN_ID
_MAPPING = "holds {given} where keys and values belong", 'Write "key: value" lines, indented'

_WORDS = {
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_type": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "bool_parsing": _YES_OR_NO,
    "bool_type": _YES_OR_NO,
    "literal_error": _CHOICE,
    "enum": _CHOICE,
    "string_pattern_mismatch": _IDENTIFIER,
    "string_too_long": ("is {given}, longer than {max_length} characters", "Shorten it"),
    "too_short": ("is an empty list", "Give at least one"),
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "dict_type": _MAPPING,
    "tuple_type": ("is {given}, not a list", 'Write "[a, b]", or one item a line after "- "'),
    "string_type": ("is {given}, not a text", "Write one value; put it into quotes if it holds ': ' or brackets"),
    "greater_than": ("is {given}", "Expected above {gt:g}"),
    "greater_than_equal": ("is {given}", "Expected at least {ge:g}"),
    "less_than": ("is {given}", "Expected below {lt:g}"),
    "less_than_equal": ("is {given}", "Expected at most {le:g}"),
}
"""For each kind of pydantic's errors what is wrong, after the name of the field, and what to do."""


def contradictions_of(error: ValidationError, model: type[BaseModel]) -> Iterator[Contradiction]:
    """Each error of a validation, with the place in the framework where it happened."""
    errors = error.errors(include_url=False)
    paths = [details["loc"] for details in errors]
    for details in errors:
        path = details["loc"]
        # pydantic leaves out what is wrong in a list before it counts the rest: with a mistake in each, none is left.
        lies_below = (each != path and each[: len(path)] == path for each in paths)
        if details["type"] == "too_short" and any(lies_below):
            continue
        what, remedy = _describe(details, path, model)
        # The key of a mapping is validated too; pydantic marks that with a step of its own.
        yield Contradiction(path[:-1] if path and path[-1] == "[key]" else path, what, remedy)


def _describe(details: ErrorDetails, path: Path, model: type[BaseModel]) -> tuple[str, str]:
    kind, given, context = details["type"], _quote(details["input"]), details.get("ctx", {})
    if kind == "extra_forbidden":
        error = UnknownNameError("key", str(path[-1]), list(_model_at(model, path[:-1]).model_fields))
        return error.message, error.remedy
    if kind == "missing":
        # Which counts may be published is for the source to say: with a default, a framework that forgets the rule
        # would publish small counts by somebody else's.
        is_rule = path[-1] == "disclosure"
        return f"key {path[-1]!r} is missing", "Name the source's rule: there is no default" if is_rule else "Add it"
    # Items of lists are steps of their own, and have no name: of ("areas", 3, "code", 0) it is "code".
    name = next((step for step in reversed(path) if isinstance(step, str)), "the framework")
    if kind == "value_error":  # raised by a check of ours, which says what to do in its own words
        return f"{name}: {context['error'] if context else details['msg']}", ""
    if kind == "string_pattern_mismatch" and (signs := _signs_refused_by(str(context["pattern"]))):
        return f"{name} is {given}, with a sign that it cannot have", f"Write it without {signs}"
    if kind in _WORDS:
        what, remedy = (text.format(given=given, **context) for text in _WORDS[kind])
        return f"{name} {what}", remedy
    return f"{name} is {given}: {details['msg'].lower()}", ""


def _signs_refused_by(pattern: str) -> str:
    """Return the signs that a pattern such as ^[^@#]+$ leaves out, or "" for a pattern of another kind."""
    found = re.fullmatch(r"\^\[\^(.+)\]\+\$", pattern)
    return " ".join(re.findall(r"\\?(.)", found[1].replace("\\n", ""))) if found else ""


def _quote(given: object) -> str:
    if isinstance(given, dict):
        return "a mapping"
    if isinstance(given, list):
        return "a list"
    text = str(given)
    return repr(text if len(text) <= MAX_VALUE_LENGTH else text[:MAX_VALUE_LENGTH] + "...")


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    # Steps that are positions in a list, or the keys of a mapping, lead to no other model.
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            model = _model_in(model.model_fields[step].annotation) or model
    return model


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, UnionType):
        return next(filter(None, map(_model_in, get_args(annotation))), None)
    return None
