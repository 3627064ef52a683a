import pytest

from tht_xl.rehearsal.requests.fields import merge, parse_mask, project
from tht_xl.rehearsal.spreadsheet.refusal import ApiError


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("a", {"a": {}}),
        ("a.b,a.c", {"a": {"b": {}, "c": {}}}),
        ("a/b/c", {"a": {"b": {"c": {}}}}),
        ("a(b,c(d))", {"a": {"b": {}, "c": {"d": {}}}}),
        ("a,a.b", {"a": {}}),
        ("a.b,a", {"a": {}}),
        ("a(b),e", {"a": {"b": {}}, "e": {}}),
        ("a.b.c,a.b.d", {"a": {"b": {"c": {}, "d": {}}}}),
        ("a.b,a.b.c", {"a": {"b": {}}}),
        ("a.b.c,a.b", {"a": {"b": {}}}),
        ("a(b.c,d),a.b.e", {"a": {"b": {"c": {}, "e": {}}, "d": {}}}),
        ("*", {}),
        ("a,*", {}),
        ("a.*", {"a": {}}),
        (" a , b ", {"a": {}, "b": {}}),
    ],
)
def test_masks(text: str, mask: dict[str, object]) -> None:
    assert parse_mask(text) == mask


@pytest.mark.parametrize("text", ["a(", "a)", "a(b", ",a", "a,", "a..b", "a b", "a;b", "()"])
def test_texts_that_are_no_mask(text: str) -> None:
    with pytest.raises(ApiError, match="invalid field selection"):
        parse_mask(text)


def test_projection_goes_through_lists() -> None:
    given = {"sheets": [{"properties": {"title": "a", "index": 0}, "data": []}], "id": 1}
    assert project(given, parse_mask("sheets.properties.title")) == {"sheets": [{"properties": {"title": "a"}}]}


def test_projection_leaves_what_is_no_object_as_it_is() -> None:
    assert project({"a": 5, "b": [1, {"c": 2, "d": 3}], "e": 1}, parse_mask("a.x,b.c")) == {"a": 5, "b": [1, {"c": 2}]}
    assert project({"a": 5}, {}) == {"a": 5}


def test_a_masked_part_of_which_nothing_is_left_goes_as_a_whole() -> None:
    assert merge({"grid": {"frozen": 1}, "title": "a"}, {}, parse_mask("grid.frozen")) == {"title": "a"}
    assert merge({}, {}, parse_mask("grid.frozen,title")) == {}
    assert merge({"a": 1, "b": 2}, {"a": 3, "c": 4}, {}) == {"a": 3, "c": 4}


def test_what_is_merged_is_a_copy() -> None:
    source = {"grid": {"rows": [1]}}
    merged = merge({}, source, parse_mask("grid"))
    source["grid"]["rows"].append(2)
    assert merged == {"grid": {"rows": [1]}}


def test_a_masked_field_that_is_left_out_is_cleared() -> None:
    target = {"grid": {"rows": 5, "frozen": 1}, "title": "a"}
    assert merge(target, {}, parse_mask("grid.frozen")) == {"grid": {"rows": 5}, "title": "a"}
    assert merge(target, {"grid": {"frozen": 2}}, parse_mask("grid(frozen)"))["grid"] == {"rows": 5, "frozen": 2}
