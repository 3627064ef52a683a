"""The quick look dismisses no text in which a closer search finds anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.disclosure.personal_data import quick_look
from tht_xl.disclosure.personal_data.birth import has_day, says_date_of_birth
from tht_xl.disclosure.personal_data.postcode import has_postcode
from tht_xl.disclosure.personal_data.quick_look import may_be_personal
from tht_xl.disclosure.personal_data.texts import has_bare_nhs_number, has_email_address, has_nhs_number

PIECES = (
    "Jane Smith", "born", "DOB", "04/05/1962", "4 May 1962", "e1 4ns", "E1 4NS", "NHS no.", "943 476 5919",
    "9434765919",
    "a@b.org", "x@", "postcode", "https://a.org/E14NS", "10", "2023/24", ",", "-", "year 6",
)  # fmt: skip
FINDERS = (
    has_day, says_date_of_birth, has_email_address, has_nhs_number, has_bare_nhs_number, has_postcode,
    lambda text: has_postcode(text, "Postcode"),
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join))
def test_what_a_search_finds_is_not_dismissed(text: str) -> None:
    assert may_be_personal(text) or not any(finds(text) for finds in FINDERS)


@pytest.mark.parametrize("text", ["Jane Smith, DOB 04/05/1962", "E1 4NS", "a@b.org"])
def test_no_personal_text_is_kept(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_look, "_harmless", set())  # other tests may have filled it
    assert may_be_personal(text)
    assert may_be_personal("Children aged 10 to 11") is False
    assert "Children aged 10 to 11" in quick_look._harmless  # pyright: ignore[reportPrivateUsage]
    assert text not in quick_look._harmless  # pyright: ignore[reportPrivateUsage]
