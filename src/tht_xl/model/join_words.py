"""Several words in a row, as a sentence has them."""

from collections.abc import Sequence


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list: "a, b and c"; "" for none.

    Args:
        words: The words, in order.
        last: The word before the last one.

    Examples:
        >>> join_words(["2022/23", "2023/24", "2024/25"]), join_words(["source", "owner"], "or"), join_words(["one"])
        ('2022/23, 2023/24 and 2024/25', 'source or owner', 'one')
    """
    *first, end = words or [""]
    return f"{', '.join(first)} {last} {end}" if first else end
