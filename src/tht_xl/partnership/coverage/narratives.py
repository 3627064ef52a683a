"""The outcomes framework in words: the narrative of each domain and statement, with its indicators."""

from collections.abc import Iterator

from tht_xl.model.definition import Domain, Framework
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view


@view("narratives", title="The framework in words")
def narratives(given: ViewInput) -> View:
    """Return each domain and statement with its narrative, its indicators and the ones that are wanted."""
    framework = given.framework
    without_domain = [each.name for each in framework.domains if not each.narrative]
    without = [each.id for each in framework.statements if not each.narrative]
    many = len(framework.domains) + len(framework.statements)
    missing = len(without_domain) + len(without)
    return View(
        "",
        (
            f"{len(framework.domains)} domains and {len(framework.statements)} statements; "
            f"{many - missing} of {many} have a narrative.",
            "The paper of November 2019 (3.13) says that each has one, and does not print them."
            if framework.id == "tht"
            else "What has none is a gap.",
        ),
        tuple(_section(framework, domain) for domain in framework.domains),
        tuple(_gaps(without_domain, without)),
    )


def _section(framework: Framework, domain: Domain) -> ViewSection:
    rows: list[tuple[ViewCell, ...]] = []
    for statement in framework.statements:
        if statement.domain != domain.id:
            continue
        of_it = [each for each in framework.indicators if each.statement == statement.id]
        measured = "; ".join(each.label for each in of_it if each.status == "current")
        wanted = "; ".join(each.label for each in of_it if each.status != "current")
        rows.append((statement.text, statement.narrative or None, measured or "none", wanted or None))
    said = domain.narrative or "Narrative: not stated."
    return ViewSection(domain.name, (said,), ("Statement", "Narrative", "Indicators", "Aspirational"), tuple(rows))


def _gaps(domains: list[str], statements: list[str]) -> Iterator[Gap]:
    for name in domains:
        yield Gap(f"{name}: no narrative", "", "Write it in domains.yaml, or on the sheet Domains")
    if statements:
        yield Gap(
            f"No narrative: {', '.join(statements)}", "", "Write them in statements.yaml, or on the sheet Statements"
        )
