"""The key of an observation: what tells one row of results, of the shared sheet and of the memory from every other.

docs/decisions/observation-key.md says what is in it and why.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from tht_xl.errors import DomainError

DIMENSIONS = ("sex", "age", "ethnicity", "deprivation", "disability", "religion", "sexual_orientation")
"""What an observation may be broken down by, in the order in which keys have them; others follow by name."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ESCAPED = re.compile(r"[%|=@\x00-\x1f\x7f]")
"""What would be taken for a part of the key. A key without these is the same escaped and unescaped."""

EXAMPLE = "year-6-obesity|tower-hamlets|2022/23, or year-6-obesity|tower-hamlets|2022/23|sex=Male|deprivation=1"


@dataclass(frozen=True, slots=True)
class ObservationKey:
    """Indicator, area, period, and what the row is broken down by.

    Attributes:
        indicator: Id of the indicator.
        area: Id of the area.
        period: Canonical label of the period.
        dimensions: Pairs of a dimension and its value; none for the figure of the whole indicator.

    Examples:
        >>> str(ObservationKey("obesity", "tower-hamlets", "2022/23", (("ethnicity", "Mixed | other"),)))
        'obesity|tower-hamlets|2022/23|ethnicity=Mixed %7C other'
    """

    indicator: str
    area: str
    period: str
    dimensions: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls, indicator: str, area: str, period: str, dimensions: Mapping[str, str] | None = None
    ) -> "ObservationKey":
        """Return the key with its dimensions in order and without those that are blank.

        Raises:
            DomainError: A dimension has a name that is not one.
        """
        given = {name: value.strip() for name, value in (dimensions or {}).items()}
        for name in given:
            if not _NAME.fullmatch(name):
                raise DomainError(
                    f"{name!r} is not the name of a dimension",
                    remedy="Write small letters, digits and underscores, such as sexual_orientation",
                )
        return cls(indicator, area, period, tuple((name, given[name]) for name in in_order(given) if given[name]))

    @classmethod
    def parse(cls, text: str) -> "ObservationKey":
        """Return the key that a text names. Names are not looked up.

        Raises:
            DomainError: It is not a key.

        Examples:
            >>> ObservationKey.parse("obesity|tower-hamlets|2022/23|sex=Male").dimensions
            (('sex', 'Male'),)
        """
        parts = [part.strip() for part in text.split("|")]
        pairs = [part.partition("=") for part in parts[3:]]
        names = [name.strip() for name, _, _ in pairs]
        is_key = len(parts) >= 3 and all(parts[:3]) and all(sign and value.strip() for _, sign, value in pairs)
        if not is_key or len(set(names)) < len(names):
            raise DomainError(f"{text!r:.100} is not the key of a row", remedy=f"Write {EXAMPLE}")
        values = (unquote(value.strip()) for _, _, value in pairs)
        indicator, area, period = map(unquote, parts[:3])
        return cls.of(indicator, area, period, dict(zip(names, values, strict=True)))

    @property
    def is_whole(self) -> bool:
        """Whether it is the key of a whole indicator's figure, without a breakdown."""
        return not self.dimensions

    def __str__(self) -> str:
        pairs = [f"{name}={_escape(value)}" for name, value in self.dimensions]
        return "|".join([*map(_escape, (self.indicator, self.area, self.period)), *pairs])


def in_order(names: Iterable[str]) -> list[str]:
    """Dimensions in the order in which keys have them."""
    return sorted(names, key=lambda name: (DIMENSIONS.index(name) if name in DIMENSIONS else len(DIMENSIONS), name))


def _escape(text: str) -> str:
    return _ESCAPED.sub(lambda sign: f"%{ord(sign[0]):02X}", text)
