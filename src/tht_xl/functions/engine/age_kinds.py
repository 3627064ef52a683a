"""The kinds of argument that standardisation and life tables add: age bands, first ages and standards."""

from collections.abc import Iterable
from dataclasses import dataclass

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.functions.engine.cells import Content, number_of_text, quoted_content
from tht_xl.functions.engine.kinds import KindName, Number
from tht_xl.functions.engine.outcome import Outcome, Refusal, as_clause
from tht_xl.model.age_bands.age_band import OLDEST, AgeBand
from tht_xl.model.age_bands.bands import check_cover
from tht_xl.stats.standard_population import STANDARD_POPULATIONS, StandardPopulation, find_standard_population

_NAMES = " or ".join(f'"{name}"' for name in STANDARD_POPULATIONS)


@dataclass(frozen=True, slots=True)
class AgeBandKind:
    """The label of an age band."""

    expects: str = 'a label such as "0-4", "<1", "17" or "85+"'
    name: KindName = "age band"
    is_number: bool = False

    def parse(self, content: Content) -> AgeBand:
        """Return the band.

        Raises:
            Refusal: The content names none, or is a label that a spreadsheet has turned into a date.
        """
        return _band(content)


@dataclass(frozen=True, slots=True)
class FirstAge:
    """The first age of a band, or the band's label."""

    expects: str = 'a first age such as 85, or a label such as "85+"'
    name: KindName = "age band"
    is_number: bool = False

    def parse(self, content: Content) -> float | AgeBand:
        """Return the age in years, or the band.

        Raises:
            Refusal: The content is neither, or is a label that a spreadsheet has turned into a date.
        """
        number = number_of_text(content) if isinstance(content, str) else content
        if isinstance(number, float) and not isinstance(content, bool) and 0 <= number <= OLDEST:
            return number
        return _band(content)


@dataclass(frozen=True, slots=True)
class Standard:
    """A weight of a standard population, or its name."""

    expects: str = f"weights above 0, or {_NAMES}"
    name: KindName = "standard"
    is_number: bool = False

    def parse(self, content: Content) -> float | StandardPopulation:
        """Return the weight in people, or the population with the name.

        Raises:
            Refusal: The content is neither.
        """
        if isinstance(content, str) and number_of_text(content) is None:
            try:
                return find_standard_population(content)
            except UnknownNameError as error:
                raise Refusal(Outcome.UNKNOWN, f"{quoted_content(content)}: {as_clause(error)}") from error
        return Number(self.expects, above=0).parse(content)


def check_all_ages(bands: Iterable[AgeBand], remedy: str) -> None:
    """Check that bands have every age once.

    Raises:
        Refusal: Ages are missing.
    """
    try:
        check_cover(bands)
    except DomainError as error:
        raise Refusal(Outcome.INVALID, f"{as_clause(DomainError(error.message))}; {remedy}") from error


def _band(content: Content) -> AgeBand:
    if content is None or isinstance(content, bool):
        raise Refusal(Outcome.INVALID, f"{quoted_content(content)}; expected {AgeBandKind().expects}")
    try:
        return AgeBand.parse(content)
    except DomainError as error:
        raise Refusal(Outcome.INVALID, f"{quoted_content(content)}: {as_clause(error)}") from error
