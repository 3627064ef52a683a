"""What the terminal shows of a view of the partnership's registers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tht_xl.cli import show

if TYPE_CHECKING:
    from tht_xl.partnership.view import View, ViewCell
    from tht_xl.partnership.views import ViewDefinition
    from tht_xl.templates.registers import PackagedRegister

MAX_LINES = 5
"""Lines that a cell of a table may take before rows are shown as blocks."""
MIN_READABLE = 24
"""A column this wide reads well, however long its texts are. [characters]"""


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
        if section.chart:
            show.line(section.chart.words)
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
    show.console().print("[bold]Views[/bold]")
    for each in found:
        show.line(f"  {each.name}: {each.title}")
        reads = (*each.registers, *(("figures",) if each.reads_results else ()))
        said = (f"reads {', '.join(reads)}" if reads else "", f"--by {', '.join(each.by)}" if each.by else "",
                f"--of {each.of}" if each.of else "")  # fmt: skip
        if any(said):
            show.line(f"    {'; '.join(filter(None, said))}")
    show.console().print("\n[bold]Registers that come with the package[/bold]")
    for each in registers:
        stamp = ", illustrative" if each.illustrative and "illustrative" not in each.name.casefold() else ""
        show.line(f"  {each.id}: {each.name} (template {each.template}{stamp})")


def _show_table(columns: "tuple[str, ...]", rows: "Iterable[tuple[ViewCell, ...]]") -> None:
    """Show rows as a table; as a block for each row where the terminal is too narrow to read a table."""
    from rich.table import Table

    from tht_xl.partnership.view import cell_words, numeric_columns

    listed = list(rows)
    words = [tuple(map(cell_words, row)) for row in listed]
    if not _fits(columns, words):
        for row in words:
            show.line("")
            for heading, cell in zip(columns, row, strict=True):
                show.line(f"  {heading}: {cell}")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    numeric = numeric_columns(listed)
    for at, heading in enumerate(columns):
        table.add_column(show.escape(heading), overflow="fold", justify="right" if at in numeric else "left")
    for row in words:
        table.add_row(*map(show.escape, row))
    show.console().print(table)


def _fits(columns: "tuple[str, ...]", rows: "list[tuple[str, ...]]") -> bool:
    """Return whether each column has room for its longest word, and for texts that are not a word to a line."""
    needed = 0
    for at, heading in enumerate(columns):
        texts = [heading, *(row[at] for row in rows)]
        longest_word = max(len(word) for text in texts for word in (text.split() or [""]))
        longest_text = max(map(len, texts))
        # A text of 60 letters in a column of 15 takes four lines, which still reads as a table.
        needed += max(longest_word, min(longest_text // MAX_LINES, MIN_READABLE)) + 2
    return needed <= show.console().width
