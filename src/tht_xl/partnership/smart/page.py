"""A page of the SMART check: a line for each target, then every question with the place that raises it."""

from html import escape

from tht_xl.model.definition import Framework
from tht_xl.partnership.smart.finding import Criterion, SmartFinding, SmartReport
from tht_xl.partnership.smart.outline import Place, summary

_MARKS = {"met": "✓ met", "doubtful": "? doubtful", "not met": "✗ not met"}
"""Each verdict has a sign and a word: nobody has to tell colours apart."""

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1d1d1b; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #c9c9c5; }
thead th { border-bottom: 2px solid #1d1d1b; }
code { font-size: .85em; overflow-wrap: anywhere; }
.met { color: #00522c; } .doubtful { color: #6b4a00; } .not-met { color: #8a1222; font-weight: 600; }
h3 { margin: 1.6rem 0 .2rem; } dl { margin: 0; } dt { font-weight: 600; margin-top: .6rem; } dd { margin: 0 0 0 1rem; }
@media print { h3, dt { break-after: avoid; } }
"""


def smart_page(framework: Framework, report: SmartReport, place: Place) -> str:
    """Return the check as one HTML page without scripts, which needs no other file.

    Args:
        framework: The framework that was checked, for names and sentences.
        report: What was found.
        place: The file and line, or the cell, of a place in the framework.
    """
    title = f"SMART check: {framework.name}"
    parts = [
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1><p>Version {escape(framework.version)}. {escape(summary(report))}. ",
        "A question changes no figure and no rating.</p>",
        _table(framework, report),
        "<h2>Questions</h2>",
        *_questions(framework, report, place),
        "</body></html>\n",
    ]
    return "".join(parts)


def _table(framework: Framework, report: SmartReport) -> str:
    heads = "".join(f'<th scope="col">{escape(str(each).capitalize())}</th>' for each in Criterion)
    rows = "".join(
        f'<tr><th scope="row">{escape(framework.indicator(name).label)}<br><code>{escape(name)}</code></th>'
        + "".join(_cell(str(report.verdict(name, each))) for each in Criterion)
        + "</tr>"
        for name in report.targets
    )
    return (
        f'<table><caption>Each target against each criterion</caption><thead><tr><th scope="col">Target</th>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cell(verdict: str) -> str:
    return f'<td class="{verdict.replace(" ", "-")}">{_MARKS[verdict]}</td>'


def _questions(framework: Framework, report: SmartReport, place: Place) -> list[str]:
    labels = {each.id: each.label for each in framework.indicators}
    statements = {each.id: each.target.statement for each in framework.indicators if each.target}
    written: list[str] = []
    for name in dict.fromkeys(each.indicator for each in report.findings):
        written.append(f"<h3>{escape(labels.get(name, 'Beside the targets'))} <code>{escape(name)}</code></h3>")
        if statements.get(name):
            written.append(f"<p>{escape(statements[name])}</p>")
        found = [each for each in report.findings if each.indicator == name]
        written.append("<dl>" + "".join(_question(each, place) for each in found) + "</dl>")
    return written


def _question(finding: SmartFinding, place: Place) -> str:
    places = ", ".join(map(place, (finding.path, *finding.other_paths)))
    judged = f"{str(finding.criterion).capitalize()}, {finding.verdict}"
    return (
        f"<dt>{judged}: {escape(finding.question)}</dt><dd>{escape(finding.fault)} <code>{escape(places)}</code></dd>"
    )
