"""The words of a measure, reduced so that "smoking quits" and "smoking quitters" can be compared."""

import re

_ENDINGS = ("ters", "ting", "ings", "ing", "ments", "ment", "ers", "er", "ies", "ied", "ed", "es", "s")
MIN_STEM = 4
"""Letters that stay of a word: "rates" loses its ending, "this" does not."""

_SHARED = """
a an the of to for in on at by with and or who whose that which is are was were be been has have had as per from its
their than less more most last next each every this these within into about only also any all other not no number
numbers count rate rates percentage percent proportion proportions share total average year years annual annually
month months monthly week weeks weekly day days aged made least one two three four small first second people person
persons patient patients resident residents population local target targets ceiling new extra additional further
increase increased increasing reduce reduced reduction improve against london national nationally england top upper
quartile decile best better benchmark comparator meet reach standing borough report reported reporting measure
measured classified living
"""
_IGNORED = frozenset(_SHARED.split())
"""Words that many measures share, and words of a target that are not part of what is measured."""

_IRREGULAR = {"child": "children", "woman": "women", "man": "men", "deaths": "death", "died": "death", "die": "death"}


def stems(text: str) -> frozenset[str]:
    """Return the words that say what is measured, without their endings; what is in brackets is left out.

    Examples:
        >>> stems("Smoking quitters per 100,000 people aged 16 and over") == stems("Smoking quits a year")
        True
    """
    plain = re.sub(r"\([^)]*\)|per [\d,]+", " ", text.casefold())
    words = re.findall(r"[a-z][a-z0-9&]*", plain.replace("a&e", "emergency"))
    return frozenset(_stem(word) for word in words if word not in _IGNORED and len(word) > 1 and word != "over")


def _stem(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM:
            return word[: -len(ending)]
    return word


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of their words that two measures have in common: 1 for the same words, 0 for none."""
    return len(one & other) / len(one | other) if one and other else 0.0


def contains(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether all words of the shorter, at least two, are in the longer."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 2 and shorter <= longer


def quoted(found: re.Match[str]) -> str:
    """Return what a pattern found, in quotes, on one line."""
    return '"' + " ".join(found[0].split()) + '"'
