"""What people write where a figure is missing, and the symbol of government statistics that says it."""

import re

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Characters that show nothing: they come along when text is copied from a web page."""

WITHHELD = "Enter [c]: the figure is withheld. Leave the number itself out."
NOT_AVAILABLE = "Enter [x]: there is no figure. Say why in the Note column."
NOT_YET = "Enter [x] until the figure is there, and say in the Note column when it is due."
NOT_APPLICABLE = "Enter [z]: there can be no such figure here."
EITHER = "Enter [x] where there is no figure, or [z] where there can be none."
UNRELIABLE = "Enter [u]: the figure is too unreliable to be used."
NOBODY = "Enter 0 if it was counted and there was none, or [x] if there is no figure."
DASH = "Enter [x] if there is no figure, or 0 if it was counted and there was none."
DOTS = "Enter [x] where there is no figure, or [c] where it is withheld."
LOW = "Enter the figure before it was rounded, or [c] where it is withheld."
MARK = "Enter the number alone, and say in the Note column what the mark stands for."

_ADVICE = {
    WITHHELD: "c conf confidential suppressed supp withheld redacted disclosive disclosure masked hidden s "
    "too_small small_number small_numbers low_numbers low_count too_few * ** *** # $",
    NOT_AVAILABLE: "x null nan none_available not_available unavailable no_data no_figure missing unknown not_known "
    "n/k nk not_collected not_recorded not_held not_published no_return ? ?? ??? : blank empty none_given #n/a",
    NOT_YET: "tbc tba tbd pending awaited awaiting awaiting_data to_follow not_yet_available not_yet outstanding due "
    "to_be_confirmed to_be_advised in_progress wip",
    NOT_APPLICABLE: "z not_applicable . inapplicable",
    EITHER: "n/a na n.a. n.a n\\a n-a n_a n/av n/ap",
    UNRELIABLE: "u unreliable low_reliability not_reliable low_base small_base small_sample not_robust",
    NOBODY: "nil none zero nought nobody no_cases no_one",
    DASH: "- -- --- – — −",
    DOTS: ".. ... …",
    LOW: "low ~ ~0 negligible >0",
    MARK: "p r e b f provisional revised estimated estimate forecast",
}
_BY_TEXT = {text.replace("_", " "): advice for advice, texts in _ADVICE.items() for text in texts.split()}
_BELOW = re.compile(
    r"(?:<|≤|<=|=<|less than|fewer than|under|below|up to|at most|no more than|lt)\s*(?:or equal to\s*)?\d+(?:\.\d+)?"
    r"|\d{1,2} or (?:less|fewer|under|below)|[01] ?(?:-|–|to) ?\d{1,2}"
)
"""A count below a limit, or within a first range such as 1-4: what is left of a small count."""


def advice_on(text: str) -> str:
    """Return what to write in place of a text that says why there is no figure; "" where it says no such thing.

    The advice has no figure in it, whatever the text.

    Examples:
        >>> advice_on("<5"), advice_on("NULL"), advice_on("about 300")
        ('Enter [c]: the figure is withheld. Leave the number itself out.', \
'Enter [x]: there is no figure. Say why in the Note column.', '')
    """
    plain = " ".join(without_invisible(text).split()).casefold()
    # Brackets, quotes and a full stop at the end are dress: (c), [suppressed], "n/a".
    bare = plain.strip("()[]{}'\"").strip() or plain
    if _BELOW.fullmatch(bare.rstrip("% ")):
        # A percentage below a limit has been rounded; a count below one has been withheld.
        return LOW if bare.endswith("%") else WITHHELD
    return _BY_TEXT.get(plain) or _BY_TEXT.get(bare) or _BY_TEXT.get(bare.rstrip(".")) or ""


def without_invisible(text: str) -> str:
    """Return a text without characters that show nothing."""
    # None of them is among ASCII, of which most texts are.
    return text if text.isascii() else INVISIBLE.sub("", text)
