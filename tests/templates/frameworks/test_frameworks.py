"""The template of a framework's definitions has every field of the model, and every choice that the code knows."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tht_xl.disclosure.rules import DISCLOSURE_RULES
from tht_xl.model.definition import (
    Area,
    Domain,
    Framework,
    Indicator,
    Mention,
    Milestone,
    Named,
    Partner,
    PublishedSeries,
    Statement,
    Target,
    Workstream,
)
from tht_xl.model.vocabulary import POLARITIES
from tht_xl.monitoring.rating import RATING_RULES
from tht_xl.templates.definition import ColumnKind
from tht_xl.templates.frameworks.rows import FRAMEWORK_TEMPLATE, field_of
from tht_xl.templates.frameworks.several import join_several, split_several
from tht_xl.templates.load import load_template

TEMPLATE = load_template(FRAMEWORK_TEMPLATE)
LISTS = {
    "objectives",
    "priorities",
    "partners",
    "workstreams",
    "areas",
    "domains",
    "statements",
    "indicators",
    "published",
    "mentions",
}
MODELS: list[tuple[str, type[BaseModel], set[str], set[str]]] = [
    ("framework", Framework, LISTS, set()),
    ("indicators", Indicator, {"target"}, set()),
    ("targets", Target, {"milestones"}, {"indicator"}),
    ("milestones", Milestone, set(), {"indicator"}),
    ("domains", Domain, set(), set()),
    ("statements", Statement, set(), set()),
    ("areas", Area, set(), set()),
    ("partners", Partner, set(), set()),
    ("workstreams", Workstream, set(), set()),
    ("objectives", Named, set(), set()),
    ("priorities", Named, set(), set()),
    ("mentions", Mention, set(), set()),
    ("series", PublishedSeries, {"values", "releases"}, {"id"}),
]
"""Each table, its model, the fields that have tables of their own, and the columns that say which row it belongs to."""


@pytest.mark.parametrize(("table", "model", "elsewhere", "keys"), MODELS)
def test_every_field_has_its_column(table: str, model: type[BaseModel], elsewhere: set[str], keys: set[str]) -> None:
    columns = {field_of(column.id) for column in TEMPLATE.table(table).columns}
    assert columns == (model.model_fields.keys() - elsewhere) | keys


@pytest.mark.parametrize(("table", "model"), [(table, model) for table, model, *_ in MODELS])
def test_every_choice_is_one_that_the_model_knows(table: str, model: type[BaseModel]) -> None:
    known = {"disclosure": tuple(DISCLOSURE_RULES), "rating": tuple(RATING_RULES), "polarity": POLARITIES}
    for column in TEMPLATE.table(table).columns:
        field = model.model_fields.get(field_of(column.id))
        if field is None:
            continue
        expected = known.get(column.id) or (("yes", "no") if field.annotation is bool else get_args(field.annotation))
        if column.kind is ColumnKind.CHOICE:
            assert set(column.values) == set(expected), column.id


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)))
def test_several_things_in_one_cell_come_apart_again(items: list[str]) -> None:
    assert split_several(join_several(items)) == items


def test_line_breaks_separate_too() -> None:
    assert split_several("LBTH\nTH;  ; LB Tower Hamlets") == ["LBTH", "TH", "LB Tower Hamlets"]
