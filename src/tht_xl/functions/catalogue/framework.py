"""Worksheet functions: what the framework says, and which version said it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tht_xl.functions.catalogue.indicators import DEFINITIONS, NO_FRAMEWORK
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.cells import Cell
from tht_xl.functions.engine.kinds import Text
from tht_xl.functions.engine.lookups import FieldName, FieldsOf, StatementId, field_of, framework_with, split_prefix
from tht_xl.functions.engine.native import closed_form
from tht_xl.functions.engine.outcome import Refusal
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.functions.engine.rowwise import RowWise

if TYPE_CHECKING:
    from tht_xl.model.definition import Statement

_STATEMENT_FIELDS = FieldsOf("Statement")
_FRAMEWORK_FIELDS = FieldsOf("Framework")


@worksheet_function(
    "THT_STATEMENT",
    Argument("statement", 'The statement\'s id, such as "healthy-choices".', StatementId()),
    Argument("field", "A field of it, such as text, domain or confirmed: text unless given.",
             FieldName(_STATEMENT_FIELDS, usual="text"), optional=True, default="text"),
    help="An I-statement's wording, or another field of it.",
    method="The field as the framework's definition has it; wording not yet confirmed by the partnership says so.",
    category="From the framework",
    source=DEFINITIONS,
    examples=(
        example("healthy-choices", "domain", result="healthy-lives"),
        example("healthy-choice", result="#VALUE!"),
    ),
    calling=RowWise(groups=("statement", "field")),
    native=NO_FRAMEWORK,
)  # fmt: skip
def statement_field(statement: Statement, field: str) -> Cell:
    """One field of a statement."""
    return field_of(statement, field)


@worksheet_function(
    "THT_FRAMEWORK",
    Argument(
        "field",
        "A field of the framework, such as name, version, home or mission: version unless given. Another framework's "
        'as "strategy-2009:name".',
        Text("a field of the framework, such as name or version"),
        optional=True,
        default="version",
    ),
    help="A field of the framework; its version unless another field is given.",
    method="The field as the framework's definition has it.",
    category="From the framework",
    source=DEFINITIONS,
    examples=(example("home", result="tower-hamlets"), example("strategy-2009:id", result="strategy-2009")),
    calling=RowWise(groups=("field",)),
    native=NO_FRAMEWORK,
)
def framework_field(field: str) -> Cell:
    """One field of a framework."""
    name, wanted = split_prefix(field)
    try:
        wanted = FieldName(_FRAMEWORK_FIELDS).parse(wanted)
    except Refusal as refusal:
        raise Refusal(refusal.outcome, f"field is {refusal.reason}") from refusal
    return field_of(framework_with(name, wanted), wanted)


@worksheet_function(
    "THT_VERSION",
    help="The version of tht_xl that computed this workbook.",
    method="The version of the installed package.",
    category="From the framework",
    source="CHANGELOG.md: every change that can move a number is listed under Numbers.",
    examples=(),
    native=closed_form("package_version"),
)
@lru_cache(maxsize=1)
def version() -> str:
    """Return the installed version."""
    from importlib.metadata import version as installed_version

    return installed_version("tht_xl")
