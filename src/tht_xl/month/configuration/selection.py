"""The figures that a line of a configuration speaks of: an indicator's, or those of one period."""

from dataclasses import dataclass

from tht_xl.errors import ConfigError, ThtError
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period


@dataclass(frozen=True, slots=True)
class Selection:
    """An indicator in every area, for one period or for all.

    A figure of one area alone cannot be selected: shown beside the others and their total, it could be worked out.

    Attributes:
        indicator: Its id.
        period: Canonical label; "" for every period.
    """

    indicator: str
    period: str = ""

    @classmethod
    def parse(cls, text: str, framework: Framework) -> "Selection":
        """Return what is meant by "indicator", "indicator|period" or the key of a row of the home area.

        Raises:
            ThtError: The framework has no such indicator, the period is not one, or another area is named.

        Examples:
            >>> from tht_xl.framework.load import load_framework
            >>> Selection.parse("year-6-obesity|tower-hamlets|2022/23", load_framework("tht"))
            Selection(indicator='year-6-obesity', period='2022/23')
        """
        parts, period = _split(text)
        indicator = find_indicator(framework, parts[0]).id
        if len(parts) == 3 and find_area(framework, parts[1]).id != framework.home:
            raise _not_a_figure(text)
        return cls(indicator, period)

    def has(self, indicator: str, period: str) -> bool:
        """Return whether a figure is one of these."""
        return self.indicator == indicator and self.period in ("", period)

    def has_key(self, key: str, framework: Framework) -> bool:
        """Return whether a row of the shared sheet is one of these, however people spell its key."""
        parts = [part.strip() for part in key.split("|")]
        try:
            return len(parts) >= 3 and self.has(find_indicator(framework, parts[0]).id, str(Period.parse(parts[2])))
        except ThtError:
            return False


def require_figure(text: str) -> None:
    """Refuse what names no figure in any framework: too many parts, or a period that is none.

    Raises:
        ThtError: It is one of these.
    """
    _split(text)


def _split(text: str) -> tuple[list[str], str]:
    """Return the parts of a figure as written, and its period; "" where it has none."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) > 3:
        raise _not_a_figure(text)
    return parts, str(Period.parse(parts[-1])) if len(parts) > 1 else ""


def _not_a_figure(text: str) -> ConfigError:
    return ConfigError(
        f"{text!r} does not name an indicator and a period",
        remedy="Write year-6-obesity, or year-6-obesity|2025/26: the figures of all areas go together",
    )
