"""What the terminal shows of definitions: a framework, and templates."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tht_xl.cli.show import borderless_table, console, escape

if TYPE_CHECKING:
    from tht_xl.model.definition import Framework
    from tht_xl.templates.definition import Template


def framework(shown: "Framework") -> None:
    """Show a framework's domains, statements and indicators."""
    console().print(f"[bold]{escape(shown.name)}[/bold] ({escape(shown.version)})")
    for title, things in (("Objectives", shown.objectives), ("Priorities", shown.priorities)):
        for number, each in enumerate(things, start=1):
            if number == 1:
                console().print(f"\n{title}")
            console().print(escape(f"  {number}. {each.name}"))
    # Ids are typed into configurations: they are never cut short, and the other columns wrap.
    longest_id = max((len(indicator.id) for indicator in shown.indicators), default=0)
    for domain in shown.domains:
        indicators = [indicator for indicator in shown.indicators if indicator.domain == domain.id]
        if not indicators:
            console().print(escape(f"\n{domain.name}: no indicator"))
            continue
        table = borderless_table(title=f"\n{domain.name}", title_justify="left")
        table.add_column("Indicator", min_width=longest_id)
        for heading in ("Unit", "Good", "State", "Target"):
            table.add_column(heading, min_width=len(heading))
        for indicator in indicators:
            target = indicator.target
            aim = "" if target is None or target.value is None else f"{target.value:g} {target.due}"
            agreed = "" if target is None or target.agreed else " (proposed)"
            name = f"[bold]{escape(indicator.label)}[/bold]\n{indicator.id}"
            table.add_row(name, *map(escape, (indicator.unit, indicator.polarity, indicator.state, aim + agreed)))
        console().print(table)


def templates(shown: "Iterable[Template]") -> None:
    """Show the templates, a row each."""
    table = borderless_table()
    for heading in ("Template", "Name", "Version", "Kept by", "How often"):
        table.add_column(heading)
    for each in shown:
        table.add_row(*map(escape, (each.id, each.name, each.version, each.filled_in_by, each.frequency)))
    console().print(table)


def template(shown: "Template") -> None:
    """Show one template: what it is for, the columns of each table, and what is checked."""
    console().print(f"[bold]{escape(shown.name)}[/bold], version {escape(shown.version)}")
    console().print(escape(f"{shown.purpose} Kept by: {shown.filled_in_by}, {shown.frequency}."))
    for each in shown.tables:
        table = borderless_table(title=f"Sheet {each.sheet}: {each.title}", title_justify="left")
        for heading in ("Column", "Holds", "", "What belongs there"):
            table.add_column(heading)
        for column in each.columns:
            needed = "computed" if column.formula else "required" if column.required else ""
            needed = needed or ("required when" if column.required_when else "")
            says = column.formula or column.required_when or ", ".join(column.values) or column.to
            told = ": ".join(filter(None, (says, column.help)))
            table.add_row(*map(escape, (column.heading, str(column.kind), needed, told)))
        console().print(table)
        for rule in each.rules:
            console().print(escape(f"  {rule.severity}: {rule.says} unless {rule.expression}"))
