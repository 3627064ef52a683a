"""Who owns each indicator: the partner of the definitions, or what the partnership agreed in its register of owners."""

from collections.abc import Mapping

from tht_xl.partnership.sound_rows import sound_rows
from tht_xl.partnership.view_input import ViewInput
from tht_xl.templates.table import Row

OWNERSHIP = "ownership"


def owners(given: ViewInput) -> dict[str, str | None]:
    """Return the owner of each indicator in words, by its id; None where nobody owns it.

    What was agreed in the register comes before the definitions; what is only proposed there comes after them.
    """
    rows, names = owner_rows(given), {each.id: each.name for each in given.framework.partners}
    found: dict[str, str | None] = {}
    for indicator in given.framework.indicators:
        row, defined = rows.get(indicator.id), names.get(indicator.owner or "", indicator.owner)
        partner = names.get(row["partner"] or "", row["partner"]) if row else None
        said = ", ".join(filter(None, (partner, row["role"] if row else None)))
        is_agreed = row is not None and row["standing"] == "agreed"
        found[indicator.id] = said if said and is_agreed else defined or (f"{said} (proposed)" if said else None)
    return found


def owner_rows(given: ViewInput) -> Mapping[str, Row]:
    """Return the rows of the register of owners, by indicator.

    An illustrative register owns nothing, and neither does a row with an error: a partner that is misspelt is nobody.
    """
    register = given.optional(OWNERSHIP, of_framework=True)
    if register is None or register.is_illustrative:
        return {}
    return {row["indicator"]: row for row in sound_rows(register, "owners", given.framework) if row["indicator"]}
