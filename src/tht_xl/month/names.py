"""The names in a month's configuration, looked up in its framework."""

from collections.abc import Iterator

from tht_xl.errors import ConfigError, UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_indicator
from tht_xl.framework.problem import Problem
from tht_xl.model.definition import Framework
from tht_xl.month.config import MonthConfig


def framework_of(config: MonthConfig) -> Framework:
    """The configuration's framework, which knows every partner and indicator that the configuration names.

    Raises:
        ConfigError: It does not: every unknown name, with its line and the nearest name that there is.
        DefinitionError: The framework's own definition cannot be read.
    """
    try:
        framework = load_framework(config.framework)
    except UnknownNameError as error:
        raise ConfigError(str(config.at(("framework",), error.message, error.remedy))) from None
    problems = [str(problem) for problem in _unknown_names(config, framework)]
    if problems:
        raise ConfigError("\n".join(problems))
    return framework


def _unknown_names(config: MonthConfig, framework: Framework) -> Iterator[Problem]:
    for number, source in enumerate(config.returns):
        try:
            _find_partner(framework, source.partner)
        except UnknownNameError as error:
            yield config.at(("returns", number, "partner"), error.message, error.remedy)
        for place, name in enumerate(source.indicators):
            try:
                find_indicator(framework, name)
            except UnknownNameError as error:
                yield config.at(("returns", number, "indicators", place), error.message, error.remedy)


def _find_partner(framework: Framework, given: str) -> None:
    """Refuse a partner whom the framework does not list; one without any list takes everybody.

    Raises:
        UnknownNameError: There is no such id; where the partner's name was given, its id is the nearest.
    """
    ids = [partner.id for partner in framework.partners]
    if ids and given not in ids:
        called = [partner.id for partner in framework.partners if partner.name.casefold() == given.casefold()]
        raise UnknownNameError("partner", given, ids, instead=called[0] if called else "")
