"""`Definitions`: what each indicator counts, against what it is rated, and who is asked about it."""

from tht_xl.disclosure.rules import find_disclosure_rule
from tht_xl.evaluation.sentence import with_unit
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.vocabulary import Polarity, Rating
from tht_xl.month.shared_sheet.headings import DOMAIN, KEY, Cell

DEFINITIONS = "Definitions"
COLUMNS = (KEY, "Indicator", DOMAIN, "Full name", "Definition", "Numerator", "Denominator", "Unit", "Which way is good",
           "Sex", "Age", "Frequency", "Target", "Rating rule", "Disclosure rule", "Owner of the figure", "Source",
           "Note")  # fmt: skip
GOOD = {Polarity.HIGH: "Higher is better", Polarity.LOW: "Lower is better", Polarity.NONE: "Neither; shown for context"}


def definition_rows(framework: Framework) -> list[dict[str, Cell]]:
    """Return a row for each indicator that is measured, in the order of the framework's domains."""
    domains = {domain.id: domain.name for domain in framework.domains}
    partners = {partner.id: partner.name for partner in framework.partners}
    measured = [each for each in framework.indicators if each.status == "current"]
    order = list(domains)
    return [
        _row(each, domains[each.domain], partners.get(each.owner or "", ""))
        for each in sorted(measured, key=lambda each: order.index(each.domain))
    ]


def _row(indicator: Indicator, domain: str, owner: str) -> dict[str, Cell]:
    protected = find_disclosure_rule(indicator.disclosure).description
    cells = (indicator.id, indicator.label, domain, indicator.name, indicator.definition, indicator.numerator,
             indicator.denominator, indicator.unit, GOOD[indicator.polarity], indicator.sex, indicator.age,
             indicator.frequency, _target(indicator), indicator.rating, protected, owner, indicator.source,
             indicator.note)  # fmt: skip
    return {heading: cell or None for heading, cell in zip(COLUMNS, cells, strict=True)}


def _target(indicator: Indicator) -> str:
    target = indicator.target
    if target is None:
        return Rating.NO_TARGET.value
    aim = target.statement or "no number" if target.value is None else with_unit(indicator, target.value)
    least = "" if target.minimum is None else f"; at least {with_unit(indicator, target.minimum)}"
    return f"{aim} by {target.due}{least}{'' if target.agreed else ' (proposed, not agreed)'}"
