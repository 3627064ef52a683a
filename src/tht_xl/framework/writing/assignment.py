"""Which file each item of a list belongs in, when a list is spread over several files."""

from bisect import bisect_right
from collections.abc import Sequence


def files_for(order: Sequence[str], homes: dict[str, int], usual: int) -> list[int]:
    """Return the number of the file of each item, such that reading file after file gives the items in this order.

    As many items as possible stay where they are; a new one joins the item before it, and so does one that has been
    moved past items of another file.

    Args:
        order: The items, by their keys.
        homes: The number of the file that each item is in; files are read in the order of their numbers.
        usual: The file for items that come before any other.

    Examples:
        >>> files_for(["a", "new", "c", "b"], {"a": 0, "b": 0, "c": 1}, 0)
        [0, 0, 0, 0]
    """
    known = [number for number, key in enumerate(order) if key in homes]
    staying = {known[each] for each in _longest_rising([homes[order[number]] for number in known])}
    first = next((homes[order[number]] for number in sorted(staying)), usual)
    files: list[int] = []
    for number, key in enumerate(order):
        files.append(homes[key] if number in staying else files[-1] if files else first)
    return files


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of a longest run, gaps allowed, in which no number is less than the one before."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_right(ends, number)
        ends[at : at + 1] = [number]
        places[at : at + 1] = [place]
        before.append(places[at - 1] if at else -1)
    run: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]
