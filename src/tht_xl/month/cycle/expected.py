"""The returns that a run expects: what a partner was not asked for this month is not missing."""

from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import ReturnSource
from tht_xl.month.cycle.known import known_periods
from tht_xl.month.cycle.needs import needs_of
from tht_xl.month.memory.open import OpenMemory
from tht_xl.store.records.returns import NOTHING, indicators_asked, registered_returns
from tht_xl.store.store import Store


def without_unasked_returns(config: MonthConfig, framework: Framework, memory: OpenMemory) -> MonthConfig:
    """Return the configuration without what partners were not asked for.

    A return that had nothing to give and has not come is left out; one that was asked for some of its indicators is
    expected to have those, and may have more.

    Only where `month new` asked the partners this month: otherwise every return that is listed is expected.

    Args:
        config: The month's configuration.
        framework: The definitions.
        memory: What earlier months returned, and the register.
    """
    if memory.store is None:
        return config
    registered = registered_returns(memory.store, config.month)
    if not any(entry.asked_on or entry.status == NOTHING for entry in registered.values()):
        return config
    asked_or_in = {key for key, entry in registered.items() if entry.status != NOTHING}
    known = known_periods(config, framework, memory)
    expected: list[ReturnSource] = []
    for source in config.returns:
        if source.workbook.exists() or not source.indicators:
            expected.append(_as_asked(source, framework, config, memory.store))
        elif wanted := needs_of(source, framework, config.month, known).by_indicator():
            # Only what it was asked for is missing: the other indicators have nothing new.
            expected.append(source.model_copy(update={"indicators": tuple(wanted)}))
        elif (source.partner, source.workbook.name) in asked_or_in:
            expected.append(source)
    # Nobody may have had anything to give: the month is then about published figures and those of earlier months.
    return config.model_copy(update={"returns": tuple(expected)})


def _as_asked(source: ReturnSource, framework: Framework, config: MonthConfig, store: Store) -> ReturnSource:
    """Return a return with the indicators that its partner was asked for; all of them where nobody asked."""
    asked = indicators_asked(store, config.month, source.partner)
    wanted = tuple(name for name in source.indicators if find_indicator(framework, name).id in asked)
    return source.model_copy(update={"indicators": wanted}) if wanted else source
