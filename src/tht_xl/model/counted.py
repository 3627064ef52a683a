"""Numbers of things in words."""


def counted(number: int, one: str, more: str = "") -> str:
    """Return a number with its noun: "1 row", "2 rows".

    Args:
        number: How many.
        one: The thing where there is one: "row", "row is".
        more: The thing where there are none or several, where that is not `one` with an s: "rows are".

    Examples:
        >>> counted(1, "row"), counted(0, "row"), counted(1_200, "row is", "rows are")
        ('1 row', '0 rows', '1,200 rows are')
    """
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"
