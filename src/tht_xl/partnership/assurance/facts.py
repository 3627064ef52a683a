"""What the papers state in passing about the borough and its resources: neither indicators nor targets."""

from tht_xl.errors import UnknownNameError
from tht_xl.model.counted import counted
from tht_xl.partnership.money.amounts import pounds
from tht_xl.partnership.table_section import table_section
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row

_FACTS = {
    "fact": "Fact",
    "figure": "Figure",
    "unit": "Unit",
    "when": "When",
    "beside": "Compared with",
    "beside-figure": "Its figure",
    "source": "Source",
}
_RESOURCES = {
    "kind": "Kind",
    "resource": "Resource",
    "posts": "Posts",
    "amount": "Amount",
    "growth": "Growth, %",
    "when": "When",
    "from": "From whom",
    "source": "Source",
}


@view("facts", title="Facts and resources of the papers", registers=("facts",), of="a topic")
def facts(given: ViewInput) -> View:
    """Return each fact by topic, and the posts, grants and gaps in funding, each with its paragraph."""
    tables = given.register("facts")
    topics = list(dict.fromkeys(row["topic"] for row in tables["facts"] if row["topic"]))
    chosen = [each for each in topics if not given.of or each.casefold() == given.of.casefold()]
    if given.of and not chosen and given.of.casefold() != "resources":
        raise UnknownNameError("topic", given.of, [*topics, "Resources"])
    rows = {topic: [row for row in tables["facts"] if row["topic"] == topic] for topic in chosen}
    sections = [table_section(topic, found, _FACTS) for topic, found in rows.items()]
    resources = list(tables["resources"])
    if not given.of or given.of.casefold() == "resources":
        sections.append(ViewSection("Resources", (), tuple(_RESOURCES.values()), tuple(map(_resource, resources))))
    many = f"{counted(len(tables['facts']), 'fact')} and {counted(len(resources), 'resource')}"
    silent = [
        row["resource"] or row.place
        for row in resources
        if not any(row[each] for each in ("posts", "amount", "growth"))
    ]
    gaps = (
        (Gap(f"No amount is stated: {'; '.join(silent)}", "Resources", "How much?"),) if silent and not given.of else ()
    )
    return View(
        sentences=(f"{many}, as the papers state them: neither indicators nor targets, and in no total.",),
        sections=tuple(sections),
        gaps=gaps,
    )


def _resource(row: Row) -> tuple[ViewCell, ...]:
    return tuple(pounds(row[each]) if each == "amount" else row[each] for each in _RESOURCES)
