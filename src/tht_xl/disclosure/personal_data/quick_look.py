"""Tell texts that cannot hold personal data from those that have to be searched closely.

Most texts of a return are the same in every return: the questions, names and headings that it was handed out with. So
what was found to be harmless is remembered, and only that: no text with anything personal in it is ever kept.
"""

import re

from tht_xl.disclosure.personal_data.birth import has_day, says_date_of_birth
from tht_xl.disclosure.personal_data.postcode import may_hold_postcode
from tht_xl.disclosure.personal_data.texts import may_be_nhs_number

DIGIT_OR_AT = re.compile(r"[\d@]")
"""Each kind of personal data that is looked for in a single text has a digit, but for an e-mail address."""
MAX_KEPT, MAX_LENGTH = 4_096, 1_000
"""How many texts are remembered, and how long they may be: 4 MB at most. [texts, characters]"""
_harmless: set[str] = set()


def may_be_personal(text: str) -> bool:
    """Return whether a text may hold an e-mail address, a postcode, an NHS number or a whole date.

    Examples:
        >>> [may_be_personal(text) for text in ("NCMP 2023/24", "Jane Smith", "DOB 04/05/1962", "E1 4NS", "a@b.org")]
        [False, False, True, True, True]
    """
    if text in _harmless or not DIGIT_OR_AT.search(text):
        return False
    if (
        "@" in text
        or may_hold_postcode(text)
        or may_be_nhs_number(text)
        or has_day(text)
        # Six or eight digits in a row may be a day too, where the text says so.
        or says_date_of_birth(text)
    ):
        return True
    if len(text) <= MAX_LENGTH and len(_harmless) < MAX_KEPT:
        _harmless.add(text)
    return False
