"""A role: one line that says what somebody does, whoever asks for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import ConfigError
from tht_xl.model.role import as_role


@pytest.mark.parametrize(
    ("given", "role"),
    [
        ("public health lead", "public health lead"),
        ("  Public health lead.\n", "Public health lead"),
        ("Lead...", "Lead"),
        ("Lead …", "Lead"),
        ("Head of H.R. and pay", "Head of H.R. and pay"),
        ("Dirprwy bennaeth – gwasanaethau’r cyhoedd", "Dirprwy bennaeth – gwasanaethau’r cyhoedd"),
        ("Public\u00a0health\u2009lead", "Public health lead"),
    ],
)
def test_a_role_is_what_is_between_its_ends(given: str, role: str) -> None:
    assert as_role(given) == role


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "nobody is named"),
        (" \n", "nobody is named"),
        ("...", "nobody is named"),
        ("jane@example.org", "an e-mail address is a person"),
        ("lead (jane@example.org)", "an e-mail address is a person"),
        ("lead\nof nothing", r"'lead\nof nothing' is not one line of text"),
        ("lead\r\nBcc: x", r"'lead\r\nBcc: x' is not one line of text"),
        ("lead\u2028of", r"'lead\u2028of' is not one line of text"),
        ("lead\u202eof", r"'lead\u202eof' is not one line of text"),
        ("lead\tof", r"'lead\tof' is not one line of text"),
    ],
)
def test_what_is_not_a_role_is_refused(given: str, said: str) -> None:
    with pytest.raises(ConfigError) as told:
        as_role(given, where="--role")
    assert str(told.value) == f"--role: {said}. Write what the person does, such as public health lead"


@given(st.text())
def test_a_role_that_was_recorded_is_a_role(text: str) -> None:
    try:
        role = as_role(text)
    except ConfigError:
        return
    assert as_role(role) == role
    assert role.isprintable()
