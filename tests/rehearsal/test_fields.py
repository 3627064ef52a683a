import pytest

from tht_xl.rehearsal.fields import merge, parse_mask, project
from tht_xl.rehearsal.refusal import ApiError


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
        ("*", {}),
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


def test_a_masked_field_that_is_left_out_is_cleared() -> None:
    target = {"grid": {"rows": 5, "frozen": 1}, "title": "a"}
    assert merge(target, {}, parse_mask("grid.frozen")) == {"grid": {"rows": 5}, "title": "a"}
    assert merge(target, {"grid": {"frozen": 2}}, parse_mask("grid(frozen)"))["grid"] == {"rows": 5, "frozen": 2}
