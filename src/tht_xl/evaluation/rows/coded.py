"""Columns as whole numbers: each distinct thing once, and for each row which of them it has.

A frame of a million rows names a few hundred indicators, areas and periods. Each of them is looked up once, and
everything after that is arithmetic on numbers.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Thing = TypeVar("Thing")
Codes = NDArray[np.intp]

_MAX_CODE = 2**62
"""Combined numbers stay below this, so that int64 holds them."""

_EQUAL_BY_VALUE = frozenset({str, int, bool, type(None), date})
"""Types whose equal values have the same text. 0.0 and -0.0, or one moment in two time zones, are equal and differ."""


@dataclass(frozen=True, slots=True)
class Coded(Generic[Thing]):
    """A column of things, each of which may be in many rows.

    Attributes:
        codes: For each row the place of its thing in `things`; -1 where it has none.
        things: Each of them once.
    """

    codes: Codes
    things: Sequence[Thing]

    def thing(self, row: int) -> Thing:
        """Return the item of a row that has one."""
        return self.things[int(self.codes[row])]

    def column(self, of: Callable[[Thing], object], otherwise: object, dtype: Any = object) -> NDArray[Any]:  # noqa: ANN401
        """For each row something about its thing, asked once for each thing.

        Args:
            of: What is asked.
            otherwise: The answer for rows without a thing.
            dtype: Type of the column.
        """
        return table(map(of, self.things), otherwise, dtype)[self.codes]


def table(answers: Iterable[Any], otherwise: object, dtype: Any = object) -> NDArray[Any]:  # noqa: ANN401
    """Return an answer for each code; the last one is for code -1."""
    listed = [*answers, otherwise]
    found = np.empty(len(listed), dtype)
    for place, answer in enumerate(listed):
        found[place] = answer
    return found


def number_alike(things: Iterable[Thing], of: Callable[[Thing], object], first: Iterable[object] = ()) -> Codes:
    """Return a number for each thing, the same for those with the same answer.

    Args:
        things: The things.
        of: What they are told apart by.
        first: Answers that have the first numbers, whether or not a thing gives them.
    """
    numbers: dict[object, int] = {answer: number for number, answer in enumerate(first)}
    return np.array([numbers.setdefault(of(each), len(numbers)) for each in things], np.intp)


class Reasons:
    """The first reason why each row cannot be used; "" where it can.

    Attributes:
        codes: For each row the place of its reason in `texts`; 0 is "".
        texts: The reasons, each once.
    """

    def __init__(self, size: int) -> None:
        self.codes: Codes = np.zeros(size, np.intp)
        self.texts: list[str] = [""]
        self._places: dict[str, int] = {"": 0}

    @property
    def is_usable(self) -> NDArray[np.bool_]:
        """Rows without a reason."""
        return self.codes == 0

    def add(self, codes: Codes, complaints: Sequence[str]) -> None:
        """Give each row that has no reason yet the complaint of its code; -1 is none."""
        if any(complaints):
            places = np.array([*map(self._place, complaints), 0], np.intp)
            np.copyto(self.codes, places[codes], where=self.codes == 0)

    def add_to(self, rows: Codes, codes: Codes, complaints: Sequence[str]) -> None:
        """`add` for some rows, none of which has a reason yet."""
        if any(complaints):
            self.codes[rows] = np.array([*map(self._place, complaints), 0], np.intp)[codes]

    def _place(self, text: str) -> int:
        if text not in self._places:
            self._places[text] = len(self.texts)
            self.texts.append(text)
        return self._places[text]


def distinct_rows(*keys: NDArray[Any]) -> tuple[Codes, Codes]:
    """Give rows that are alike in all keys one number, and find the first row of each number.

    Args:
        keys: Whole numbers, one or more columns of one length.
    """
    combined, span = _narrow(keys[0])
    for key in keys[1:]:
        other, width = _narrow(key)
        if span * width > _MAX_CODE:
            combined = pd.factorize(combined)[0]
            span = int(combined.max(initial=0)) + 1
        combined, span = combined * width + other, span * width
    codes, found = pd.factorize(combined)
    first = np.empty(len(found), np.intp)
    # Backwards, so that of several rows with one number the first is what remains.
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return codes, first


def _narrow(key: NDArray[Any]) -> tuple[NDArray[np.int64], int]:
    """Return a key as numbers from 0, and how many there may be."""
    key = key.astype(np.int64, copy=False)
    if not len(key):
        return key, 1
    low, high = int(key.min()), int(key.max())
    if high - low >= 2**31:
        key = pd.factorize(key)[0]
        low, high = 0, int(key.max())
    return key - low, high - low + 1


def distinct_cells(given: pd.Series) -> tuple[Codes, list[Any]]:
    """Give equal cells of one type in a column one number, and list each once."""
    if not pd.api.types.is_object_dtype(given):
        codes, distinct = pd.factorize(given, use_na_sentinel=False)
        return codes, pd.Series(distinct).astype(object).tolist()
    if pd.api.types.infer_dtype(given, skipna=True) in ("string", "empty"):
        codes, distinct = pd.factorize(given, use_na_sentinel=False)
        return codes, list(distinct)
    # 1, 1.0 and True are equal and have three texts.
    numbers: dict[Hashable, int] = {}
    cells = given.tolist()
    keys = [(type(cell), cell) if type(cell) in _EQUAL_BY_VALUE else id(cell) for cell in cells]
    codes = np.fromiter((numbers.setdefault(key, len(numbers)) for key in keys), np.intp, len(cells))
    first: dict[int, Any] = dict(zip(codes[::-1].tolist(), reversed(cells), strict=True))
    return codes, [first[number] for number in range(len(numbers))]


def coded_texts(given: pd.Series, text_of: Callable[[Any], str]) -> Coded[str]:
    """Return a column of cells as texts.

    Args:
        given: The cells.
        text_of: The text of one cell.
    """
    codes, cells = distinct_cells(given)
    texts = [text_of(cell) for cell in cells]
    distinct = tuple(dict.fromkeys(texts))
    # "Bow" and " Bow " are two cells with one text.
    return Coded(codes if len(distinct) == len(texts) else number_alike(texts, str)[codes], distinct)
