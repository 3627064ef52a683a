"""Name the personal data in a text, without repeating any of it."""

from tht_xl.disclosure.personal_data.birth import has_name_beside_day, says_date_of_birth
from tht_xl.disclosure.personal_data.postcode import has_postcode
from tht_xl.disclosure.personal_data.texts import has_bare_nhs_number, has_email_address, has_nhs_number


def personal_data_in(text: str) -> tuple[str, ...]:
    """Return what personal data a text holds, in words; none where it holds none.

    A name alone is not recognised: "May" is a month, and "Florence Nightingale" may be a ward.

    Examples:
        >>> personal_data_in("Write to jane@example.org at E1 4NS"), personal_data_in("The queue is too long")
        (('an e-mail address', 'a full postcode'), ())
    """
    found = {
        "an e-mail address": has_email_address(text),
        "a full postcode": has_postcode(text),
        "an NHS number": has_nhs_number(text) or has_bare_nhs_number(text),
        "a date of birth": says_date_of_birth(text) or has_name_beside_day(text),
    }
    return tuple(name for name, is_there in found.items() if is_there)
