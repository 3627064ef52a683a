"""What pydantic says, in the words of somebody who edits a definition."""

from collections.abc import Callable, Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tht_xl.documents.problem import Contradiction, Path
from tht_xl.errors import UnknownNameError

MAX_VALUE_LENGTH = 60
"""Longer values are cut in messages. [characters]"""

PLAIN_ID = "Use small letters, digits and single hyphens, such as year-6-obesity"


def contradictions_of(error: ValidationError, model: type[BaseModel]) -> Iterator[Contradiction]:
    """Each error of a validation, with the place in the framework where it happened."""
    for details in error.errors(include_url=False):
        path = details["loc"]
        what, remedy = _words(details, path, model)
        yield Contradiction(_place(path), what, remedy)


def _place(path: Path) -> Path:
    # The key of a mapping is validated too; pydantic marks that with a step of its own.
    return path[:-1] if path and path[-1] == "[key]" else path


def _words(details: ErrorDetails, path: Path, model: type[BaseModel]) -> tuple[str, str]:
    name, given = _name(path), details["input"]
    writer = _WRITERS.get(details["type"])
    if details["type"] == "extra_forbidden":
        known = list(_model_at(model, path[:-1]).model_fields)
        return _split(UnknownNameError("key", str(path[-1]), known))
    if details["type"] == "missing":
        return f"key {path[-1]!r} is missing", _remedy_of_missing(str(path[-1]))
    if details["type"] == "value_error":
        return f"{name}: {str(details['ctx']['error']) if 'ctx' in details else details['msg']}", ""
    if writer:
        what, remedy = writer(given, details.get("ctx", {}))
        return f"{name} {what}", remedy
    return f"{name} is {_quote(given)}: {details['msg'].lower()}", ""


def _name(path: Path) -> str:
    names = [str(step) for step in path if isinstance(step, str)]
    return names[-1] if names else "the framework"


def _remedy_of_missing(key: str) -> str:
    return "Name the source's rule: there is no default" if key == "disclosure" else "Add it"


def _split(error: UnknownNameError) -> tuple[str, str]:
    return error.message, error.remedy


def _quote(given: object) -> str:
    if isinstance(given, dict):
        return "a mapping"
    if isinstance(given, list):
        return "a list"
    text = str(given)
    return repr(text if len(text) <= MAX_VALUE_LENGTH else text[:MAX_VALUE_LENGTH] + "...")


def _number(given: object, _: dict[str, Any]) -> tuple[str, str]:
    return f"is {_quote(given)}, not a number", "Write digits and a decimal point, without a unit"


def _whole_number(given: object, _: dict[str, Any]) -> tuple[str, str]:
    return f"is {_quote(given)}, not a whole number", "Write digits only"


def _yes_or_no(given: object, _: dict[str, Any]) -> tuple[str, str]:
    return f"is {_quote(given)}", 'Write "yes" or "no"'


def _choice(given: object, context: dict[str, Any]) -> tuple[str, str]:
    return f"is {_quote(given)}", f"Write {context['expected']}"


def _identifier(given: object, _: dict[str, Any]) -> tuple[str, str]:
    return f"is {_quote(given)}, which is not an id", PLAIN_ID


def _mapping(given: object, _: dict[str, Any]) -> tuple[str, str]:
    return f"holds {_quote(given)} where keys and values belong", 'Write "key: value" lines, indented'


def _list(given: object, _: dict[str, Any]) -> tuple[str, str]:
    return f"is {_quote(given)}, not a list", 'Write "[a, b]", or one item a line after "- "'


def _text(given: object, _: dict[str, Any]) -> tuple[str, str]:
    return f"is {_quote(given)}, not a text", "Write one value; put it into quotes if it holds ': ' or brackets"


def _limit(words: str, key: str) -> Callable[[object, dict[str, Any]], tuple[str, str]]:
    return lambda given, context: (f"is {_quote(given)}", f"Expected {words} {context[key]:g}")


_WRITERS: dict[str, Callable[[object, dict[str, Any]], tuple[str, str]]] = {
    "float_parsing": _number,
    "float_type": _number,
    "finite_number": _number,
    "int_parsing": _whole_number,
    "int_type": _whole_number,
    "int_from_float": _whole_number,
    "bool_parsing": _yes_or_no,
    "bool_type": _yes_or_no,
    "literal_error": _choice,
    "enum": _choice,
    "string_pattern_mismatch": _identifier,
    "string_too_long": _identifier,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "dict_type": _mapping,
    "tuple_type": _list,
    "string_type": _text,
    "greater_than": _limit("above", "gt"),
    "greater_than_equal": _limit("at least", "ge"),
    "less_than": _limit("below", "lt"),
    "less_than_equal": _limit("at most", "le"),
}


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
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
