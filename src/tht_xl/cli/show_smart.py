"""What the terminal shows of the SMART check: the questions, by target, and those that many targets share."""

from typing import TYPE_CHECKING

from tht_xl.cli import show

if TYPE_CHECKING:
    from tht_xl.partnership.smart.finding import SmartFinding, SmartReport
    from tht_xl.partnership.smart.outline import Place

SIGNS = {"not met": "✗", "doubtful": "?"}


def smart(report: "SmartReport", place: "Place") -> None:
    """Show what each target leaves open. None of it holds anything back, so it is in plain lines and not in red."""
    from tht_xl.partnership.smart.outline import outline, summary

    show.line(summary(report))
    shown = outline(report.findings)
    last = ""
    for each in shown.by_target:
        if each.indicator != last:
            last = each.indicator
            show.line(f"\n{each.indicator}")
        show.line(f"  {_line(each)}")
        where = ", ".join(map(place, (each.path, *each.other_paths)))
        show.line(f"    {where}: {each.question}")
    for asked in shown.shared:
        show.line(f"\nFor {len(asked.findings)} targets:")
        show.line(f"  {_line(asked.first)}")
        show.line(f"    {asked.first.question}")
        for each in asked.findings:
            show.line(f"    - {each.indicator} ({place(each.path)})")


def _line(finding: "SmartFinding") -> str:
    return f"{SIGNS[finding.verdict]} {finding.criterion}: {finding.fault}"
