"""What the terminal shows of a view of the partnership's registers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tht_xl.cli import show

if TYPE_CHECKING:
    from tht_xl.partnership.view import View, ViewCell
    from tht_xl.partnership.views import ViewDefinition
    from tht_xl.templates.registers import PackagedRegister


def show_view(shown: "View") -> None:
    """Show a view: its sentences, its tables, and last what is missing."""
    show.console().print(f"[bold]{show.escape(shown.title)}[/bold]")
    if shown.is_illustrative:
        show.console().print("[bold]Illustrative: made up to show how it works[/bold]")
    for sentence in shown.sentences:
        show.line(sentence)
    for section in shown.sections:
        show.line("")
        if section.heading:
            show.console().print(f"[bold]{show.escape(section.heading)}[/bold]")
        for sentence in section.sentences:
            show.line(sentence)
        if section.columns:
            _show_table(section.columns, section.rows)
    if shown.gaps:
        show.console().print(f"\n[bold]Missing, or does not fit: {len(shown.gaps)}[/bold]")
    for gap in shown.gaps:
        show.line(f"? {gap.what}{f' ({gap.place})' if gap.place else ''}")
        if gap.ask:
            show.line(f"    {gap.ask}")
    for source in shown.source:
        show.line(f"\nFrom {source}")


def show_views(found: "Iterable[ViewDefinition]", registers: "Iterable[PackagedRegister]") -> None:
    """List the views, with the registers that each reads and how it can be asked for, and the packaged registers."""
    _show_table(
        ("View", "Shows", "Reads", "--by", "--of"),
        [
            (
                each.name,
                each.title,
                ", ".join((*each.registers, *(("results",) if each.reads_results else ()))),
                ", ".join(each.by),
                each.of,
            )
            for each in found
        ],
    )
    rows = [(each.id, each.name, each.template, "illustrative" if each.illustrative else "") for each in registers]
    if rows:
        show.line("")
        _show_table(("Register", "Holds", "Template", ""), rows)


def _show_table(columns: "tuple[str, ...]", rows: "Iterable[tuple[ViewCell, ...]]") -> None:
    from rich.table import Table

    from tht_xl.partnership.view import cell_words

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    listed = list(rows)
    for at, heading in enumerate(columns):
        numeric = bool(listed) and all(isinstance(row[at], int | float) or row[at] is None for row in listed)
        table.add_column(show.escape(heading), overflow="fold", justify="right" if numeric else "left")
    for row in listed:
        table.add_row(*(show.escape(cell_words(cell)) for cell in row))
    show.console().print(table)
