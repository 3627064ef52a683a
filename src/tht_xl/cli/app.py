"""The commands of `tht-xl`."""

import json
import shlex
from pathlib import Path
from typing import Annotated, Literal

import typer

import tht_xl
from tht_xl.cli import hosts, show
from tht_xl.cli.main import FINDINGS, FINE

Format = Literal["text", "json"]

app = typer.Typer(
    name="tht-xl",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Outcome indicators, targets and ratings inside the spreadsheets a partnership already uses.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
functions = typer.Typer(no_args_is_help=True, help="The worksheet functions.")
template = typer.Typer(no_args_is_help=True, help="Blank returns for partners.")
framework = typer.Typer(no_args_is_help=True, help="The outcomes frameworks and their definitions.")
app.add_typer(functions, name="functions")
app.add_typer(framework, name="framework")
app.add_typer(template, name="template")


def _example(*lines: str) -> str:
    return "[bold]Examples[/bold]\n\n" + "\n\n".join(lines)


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    """Outcome indicators, targets and ratings inside the spreadsheets a partnership already uses."""
    if version:
        show.line(f"tht_xl {tht_xl.__version__}")
        raise typer.Exit


@app.command(epilog=_example("tht-xl demo", "tht-xl demo --output november"))
def demo(
    output: Annotated[Path, typer.Option(help="Folder for the results; made if it is not there.")] = Path(
        "tht-xl-demo"
    ),
) -> int:
    """Run a whole month on the shipped workbooks; no account and no Excel needed."""
    from tht_xl.cli.month_summary import month as show_month
    from tht_xl.cli.month_summary import short
    from tht_xl.month.demo import run_demo
    from tht_xl.month.sync import STORE

    with show.progress() as notify:
        result = run_demo(output, notify=notify)
    show_month(result)
    show.line("\nOpen board.html in a browser. Type into the shared sheet as a colleague would with")
    show.line(f"  tht-xl rehearsal {shlex.quote(short(result.files['board.html'].with_name(STORE)))}")
    show.line("and run the demo again: what you typed stays, and a narrative is on the page.")
    return FINDINGS if result.needs_attention else FINE


@app.command(epilog=_example("tht-xl month november.yaml --rehearse", "tht-xl month november.yaml --apply"))
def month(
    config: Annotated[Path, typer.Argument(help="The month's configuration, a YAML file (docs/month.md).")],
    apply: Annotated[bool, typer.Option("--apply", help="Write to the sheet; without it the plan is shown.")] = False,
    rehearse: Annotated[
        bool,
        typer.Option("--rehearse", help="Use a local copy of the shared sheet, kept in the output folder."),
    ] = False,
    format: Annotated[Format, typer.Option("--format", help="Text for people, JSON for programs.")] = "text",  # noqa: A002
) -> int:
    """Check the returns, evaluate, plan the sync (or apply it) and write the board page."""
    from tht_xl.cli.month_summary import month as show_month
    from tht_xl.month.config import load_config
    from tht_xl.month.run import run_month

    settings = load_config(config)
    with show.progress(quiet=format == "json") as notify:
        result = run_month(settings, apply=apply, rehearse=rehearse, notify=notify)
    if format == "json":
        show.as_json(result.summary())
    else:
        show_month(result)
    return FINDINGS if result.needs_attention else FINE


@app.command(epilog=_example("tht-xl check child-weight.xlsx", "tht-xl check returns/*.xlsx --format json"))
def check(
    workbooks: Annotated[list[Path], typer.Argument(help="Partners' workbooks.")],
    framework: Annotated[str, typer.Option(help="Framework id, or folder.")] = "tht",
    format: Annotated[Format, typer.Option("--format", help="Text for people, JSON for programs.")] = "text",  # noqa: A002
) -> int:
    """Check workbooks; everything that is wrong, by cell, in one pass."""
    from tht_xl.framework.load import load_framework
    from tht_xl.workbook.check import check_return

    definitions = load_framework(framework)
    reports = []
    with show.progress(quiet=format == "json") as notify:
        for number, path in enumerate(workbooks, 1):
            reports.append(check_return(path, definitions).report)
            notify("Checking workbooks", number, len(workbooks))
    if format == "json":
        show.as_json([show.report_as_data(report) for report in reports])
    else:
        for report in reports:
            show.report(report)
    return FINDINGS if any(report.errors for report in reports) else FINE


@app.command(epilog=_example("tht-xl rehearsal tht-xl-demo/rehearsal.json"))
def rehearsal(
    store: Annotated[Path, typer.Argument(help="File the sheet is kept in; made if it is not there.")] = Path(
        "rehearsal.json"
    ),
    port: Annotated[int, typer.Option(help="Port on this computer; 0 takes a free one.", min=0, max=65535)] = 0,
) -> None:
    """Serve a local Sheets-compatible copy of the shared sheet, to look at and type into."""
    from tht_xl.cli.rehearsal import serve

    serve(store, port)


@app.command(epilog=_example("tht-xl explain R203", "tht-xl explain THT_RAG"))
def explain(name: Annotated[str, typer.Argument(help="A finding's code, or a worksheet function.")]) -> None:
    """Explain a finding code or a worksheet function."""
    if name.upper().startswith("THT_"):
        return show_function(name)
    from tht_xl.workbook.rules import explanation

    return show.line(explanation(name))


@functions.command("list", epilog=_example("tht-xl functions list"))
def list_functions() -> None:
    """List every worksheet function."""
    from tht_xl.functions.registry import REGISTRY

    show.functions(REGISTRY.values())


@functions.command("show", epilog=_example("tht-xl functions show THT_RAG"))
def show_function(name: Annotated[str, typer.Argument(help="Its name.")]) -> None:
    """Show a function's arguments, help and examples."""
    from tht_xl.functions.registry import find_function

    show.function(find_function(name))


@functions.command(
    "call",
    epilog=_example("tht-xl functions call THT_RAG 57 60 high", "tht-xl functions call THT_TREND '[[1],[2]]' ..."),
    context_settings={"ignore_unknown_options": True},
)
def call_function(
    name: Annotated[str, typer.Argument(help="Its name.")],
    cells: Annotated[list[str] | None, typer.Argument(help="Cells; a block is JSON rows: '[[1],[2]]'.")] = None,
) -> None:
    """Call a worksheet function as a cell would."""
    from tht_xl import functions as worksheet

    show.cells(worksheet.call(name, *map(_cell, cells or [])))


functions.command("addin", epilog=_example(
    "tht-xl functions addin --out tht.xlam",
    r"tht-xl functions addin --out tht.xlam --python %LOCALAPPDATA%\tht_xl\Scripts\pythonw.exe",
    "tht-xl functions addin --workbook book.xlsm --out tht.oxt",
))(hosts.addin)  # fmt: skip
functions.command("native", epilog=_example(
    "tht-xl functions native THT_RAG B2 C2 low",
    "tht-xl functions native THT_RATE_CI B2 C2 --column upper",
    "tht-xl functions native --out functions.xlsx",
), context_settings={"ignore_unknown_options": True})(hosts.native)  # fmt: skip
functions.command("vba", epilog=_example("tht-xl functions vba > tht_xl_functions.bas"))(hosts.vba)
app.command("serve", epilog=_example(
    "tht-xl serve --licence noncommercial",
    "tht-xl serve --host 0.0.0.0 --certificate server.pem --key server.key --licence noncommercial",
    "tht-xl serve --manifest manifest.xml --url https://functions.example.org",
))(hosts.serve)  # fmt: skip
app.command("doctor", epilog=_example("tht-xl doctor", "tht-xl doctor tht.xlam child-weight.xlsx"))(hosts.doctor)


@template.command("new", epilog=_example(
    "tht-xl template new child-weight.xlsx -i reception-obesity -i year-6-obesity -p 2024/25",
    "tht-xl template new child-weight.xlsx -i reception-obesity -p 2024/25 --native",
))  # fmt: skip
def new_template(
    out: Annotated[Path, typer.Argument(help="The .xlsx file to write.")],
    indicator: Annotated[list[str], typer.Option("--indicator", "-i", help="An indicator to ask for; repeat it.")],
    period: Annotated[list[str], typer.Option("--period", "-p", help="A period to ask for; repeat it.")],
    title: Annotated[str, typer.Option(help="Heading of the return.")] = "",
    native: Annotated[
        bool, typer.Option("--native", help="Ordinary formulas, for partners who may install nothing.")
    ] = False,
    framework: Annotated[str, typer.Option(help="Framework id, or folder.")] = "tht",
) -> None:
    """Write a blank return that asks a partner for some indicators and periods."""
    from tht_xl.framework.load import load_framework
    from tht_xl.workbook.writing.template import write_template

    rewrite = hosts.ordinary if native else None
    write_template(out, load_framework(framework), indicator, period, title=title, rewrite=rewrite)
    show.line(f"Wrote {out}; its sheet Read me tells the partner what to do")


@framework.command("show", epilog=_example("tht-xl framework show", "tht-xl framework show strategy-2009"))
def show_framework(name: Annotated[str, typer.Argument(help="Framework id, or folder.")] = "tht") -> None:
    """Show a framework's domains, statements and indicators."""
    from tht_xl.framework.load import load_framework

    show.framework(load_framework(name))


@framework.command("check", epilog=_example("tht-xl framework check my-framework/"))
def check_framework(name: Annotated[str, typer.Argument(help="Framework id, or folder.")]) -> int:
    """Check a framework's definitions; everything that is wrong, by file and line."""
    from tht_xl.errors import DefinitionError
    from tht_xl.framework.load import load_framework

    try:
        loaded = load_framework(name)
    except DefinitionError as error:
        if not error.problems:
            raise
        show.problems(error.problems)
        return FINDINGS
    show.line(f"{loaded.name}, {loaded.version}: {len(loaded.indicators)} indicators, nothing wrong")
    return FINE


def _cell(text: str) -> object:
    """A cell as typed on the command line: JSON rows for a block, else the text itself."""
    if text.lstrip().startswith("[["):
        try:
            return json.loads(text)
        except ValueError:
            raise typer.BadParameter(f"{text!r} is no block of rows; write rows as JSON: '[[1],[2]]'") from None
    return text
