"""The size and shape of calls, at their limits."""

import json
from typing import Any

import pytest

from tht_xl.hosts.server.refusals import MAX_BODY_SIZE, MAX_CELLS, CallRefused, check_size, checked_call


def body_of(*arguments: Any, **changed: Any) -> bytes:
    call = {"client": "Office.js", "version": "1", "runtime": "1.4", "func_name": "THT_NOTE", "args": arguments}
    return json.dumps(call | changed).encode()


def test_a_body_at_the_limit_is_read_and_one_byte_more_is_not() -> None:
    check_size(MAX_BODY_SIZE)
    with pytest.raises(CallRefused, match="body too long"):
        check_size(MAX_BODY_SIZE + 1)


def test_cells_are_counted_over_all_arguments() -> None:
    half = [[1] * 100] * (MAX_CELLS // 200)
    assert checked_call(body_of(half, [half]))["func_name"] == "THT_NOTE"
    with pytest.raises(CallRefused) as refused:
        checked_call(body_of(half, half, [[1]]))
    assert (
        refused.value.sentence
        == f"The call has {MAX_CELLS + 1:,} cells; expected at most {MAX_CELLS:,}: split the range"
    )


def test_the_nearest_function_is_named() -> None:
    with pytest.raises(CallRefused) as refused:
        checked_call(body_of(func_name="THT_RGA"))
    assert refused.value.sentence == "Unknown function 'THT_RGA'; did you mean 'THT_RAG'?"


def test_half_a_character_becomes_one_that_can_be_answered() -> None:
    """Excel's LEFT leaves half of an emoji; whole ones stay."""
    body = body_of([["\ud83d"]], [["\ud83d\ude00"]])
    assert checked_call(body)["args"] == [[["?"]], [["\U0001f600"]]]


def test_nothing_where_arguments_repeat() -> None:
    assert checked_call(body_of([["THT_VERSION"]], None))["args"] == [[["THT_VERSION"]], []]


def test_rows_of_repeated_arguments_are_the_deepest() -> None:
    checked_call(body_of([["THT_RATE"]], [[[1]], [[2]]]))
    with pytest.raises(CallRefused, match="no call"):
        checked_call(body_of([["THT_RATE"]], [[[[1]]]]))


def test_what_is_logged_holds_nothing_of_the_call() -> None:
    with pytest.raises(CallRefused) as refused:
        checked_call(body_of(func_name="Ada Lovelace"))
    assert "Ada" not in str(refused.value)
