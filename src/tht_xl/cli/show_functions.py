"""What the terminal shows of worksheet functions and of the rules of the check: lists, one function, a result."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tht_xl.cli.show import borderless_table, console, escape, line

if TYPE_CHECKING:
    from tht_xl.functions.engine.function import WorksheetFunction
    from tht_xl.workbook.rule import Rule


def functions(shown: "Iterable[WorksheetFunction]") -> None:
    """All worksheet functions, a line each."""
    table = borderless_table()
    table.add_column("Function", no_wrap=True)
    table.add_column("What it gives")
    for function in shown:
        table.add_row(function.name, escape(function.help))
    console().print(table)


def everything(rules: "Iterable[Rule]", functions_too: "Iterable[WorksheetFunction]") -> None:
    """All finding codes and all worksheet functions, a line each."""
    table = borderless_table()
    table.add_column("Finding", no_wrap=True)
    table.add_column("")
    table.add_column("What is wrong")
    for rule in rules:
        table.add_row(rule.code, rule.severity.value, escape(rule.title))
    console().print(table)
    line("")
    functions(functions_too)
    line("\nExplain one with: tht-xl explain R203, or tht-xl explain THT_RAG")


def function(shown: "WorksheetFunction") -> None:
    """One worksheet function: arguments, help, examples."""
    console().print(f"[bold]{escape(shown.signature)}[/bold]")
    line(shown.help)
    for argument in shown.arguments:
        line(f"  {argument.name}: {argument.help}")
    for example in shown.examples:
        line(f"  {_as_formula(shown.name, example.cells)} → {_result(example.result)}")


def _as_formula(name: str, given: Iterable[object]) -> str:
    texts = (f'"{cell}"' if isinstance(cell, str) else _result(cell) for cell in given)
    return f"={name}({', '.join(texts)})"


def _result(given: object) -> str:
    """Return a cell in one line; a block as Excel writes one, rows separated by semicolons."""
    if isinstance(given, list):
        return "{" + "; ".join(", ".join(_result(cell) for cell in row) for row in given) + "}"
    return "" if given is None else str(given)


def cells(given: object) -> None:
    """Show what a cell, or a block of cells, would show, as text or as JSON."""
    if isinstance(given, list):
        for row in given:
            line("\t".join("" if cell is None else str(cell) for cell in row))
    else:
        line("" if given is None else str(given))
