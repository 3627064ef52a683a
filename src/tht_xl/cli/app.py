"""The commands of `tht-xl`, and which module each is in.

The modules of commands are light: what a command computes with is imported when it runs, so that `--help` is quick and
a missing package stops only what needs it (tests/cli/test_start.py lists what each may load).
"""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from tht_xl.cli import definitions, show, store
from tht_xl.cli.functions import hosts, worksheet
from tht_xl.cli.month import closing, cycle, decisions, monthly, sync
from tht_xl.cli.month.group import MonthGroup
from tht_xl.cli.options import Command, Group, examples
from tht_xl.cli.workbooks import export, returns, templates, views

app = typer.Typer(
    name="tht-xl",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Outcome indicators, targets and ratings inside the spreadsheets a partnership already uses.",
    epilog=examples("tht-xl demo", "tht-xl check child-weight.xlsx", "tht-xl month november.yaml --rehearse"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
month = typer.Typer(
    cls=MonthGroup,
    no_args_is_help=True,
    help="The month: ask the partners, see who owes what, remind them, run it.",
    epilog=examples("tht-xl month new", "tht-xl month status", "tht-xl month november.yaml --rehearse"),
)
functions = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help="The worksheet functions.",
    epilog=examples("tht-xl functions list", "tht-xl functions call THT_RAG 57 60 high"),
)
template = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help="What people fill in: returns, plans, registers and logs.",
    epilog=examples("tht-xl template new --out blank.xlsx -i reception-obesity -p 2024/25"),
)
framework = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help="The outcomes frameworks and their definitions.",
    epilog=examples("tht-xl framework show", "tht-xl framework check my-framework/"),
)
store_group = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help="What the month keeps: look into it, back it up, hand it over.",
    epilog=examples("tht-xl store info", "tht-xl store backup november.yaml"),
)


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Outcome indicators, targets and ratings inside the spreadsheets a partnership already uses."""
    if version:
        show.version()
        raise typer.Exit


GROUPS = {"month": month, "functions": functions, "framework": framework, "template": template, "store": store_group}
"""The groups of commands, by the word that names each."""

Added = tuple[typer.Typer, str, Callable[..., int | None], tuple[str, ...]]
TAKES_DASHES: dict[str, Any] = {"ignore_unknown_options": True}
"""So that -5 is a cell and not an option."""

COMMANDS: tuple[Added, ...] = (
    (app, "demo", monthly.demo, ("tht-xl demo", "tht-xl demo --out november")),
    (month, "new", cycle.new, ("tht-xl month new", "tht-xl month new december.yaml")),
    (month, "status", cycle.status, ("tht-xl month status", "tht-xl month status --format json")),
    (month, "remind", cycle.remind, ("tht-xl month remind",)),
    (month, "chase", cycle.chase, ("tht-xl month chase",)),
    (month, "run", monthly.run, (
        "tht-xl month run --rehearse",
        "tht-xl month november.yaml --apply",
        "tht-xl month november.yaml --rehearse --out trial",
    )),
    (month, "close", closing.close, (
        "tht-xl month close --role 'public health lead'",
        "tht-xl month close november.yaml --role 'public health lead' --paper board-as-edited.docx",
    )),
    (month, "show", closing.show, ("tht-xl month show 2025-11", "tht-xl month show 2025-11 --verify --out november")),
    (month, "reopen", closing.reopen, (
        "tht-xl month reopen 2025-11 --role 'public health lead' --reason 'a count was corrected'",
    )),
    (month, "purge", closing.purge, (
        "tht-xl month purge",
        "tht-xl month purge 2019-11 --file board.html --apply --role 'records manager' --reason 'a name was in it'",
    )),
    (month, "log", closing.log, ("tht-xl month log", "tht-xl month log --format json")),
    (month, "approve", decisions.approve, (
        'tht-xl month approve "year-6-obesity|tower-hamlets|2022/23" --word agreed --role "public health lead"',
    )),
    (month, "accept", decisions.accept, (
        'tht-xl month accept R702 --reason late-data --role "public health analyst"',
    )),
    (app, "check", returns.check, (
        "tht-xl check child-weight.xlsx",
        "tht-xl check returns/",
        "tht-xl check returns/ --html findings.html --log qa-log.csv",
        "tht-xl check returns/*.xlsx --format json",
    )),
    (app, "view", views.view, (
        "tht-xl view",
        "tht-xl view register action-tracker-2019 --by Status",
        "tht-xl view register actions.xlsx --html actions.html",
    )),
    (app, "export", export.export, (
        "tht-xl export --out figures",
        "tht-xl export november.yaml --out figures",
        "tht-xl export results/results.csv --out figures --format json",
    )),
    (app, "sync", sync.sync, (
        "tht-xl sync --rehearse",
        "tht-xl sync november.yaml --init",
        "tht-xl sync november.yaml --apply --conflicts ask",
        "tht-xl sync november.yaml --apply --decisions decided.csv --format json",
    )),
    (app, "rehearsal", monthly.rehearsal, ("tht-xl rehearsal tht-xl-demo/rehearsal.json",
                                                       "tht-xl rehearsal --switch no_match_fails=yes")),
    (app, "explain", returns.explain, ("tht-xl explain", "tht-xl explain R203", "tht-xl explain THT_RAG")),
    (app, "serve", hosts.serve, (
        "tht-xl serve --licence noncommercial",
        "tht-xl serve --host 0.0.0.0 --certificate server.pem --key server.key --licence noncommercial",
        "tht-xl serve --manifest manifest.xml --url https://functions.example.org",
    )),
    (app, "doctor", hosts.doctor, ("tht-xl doctor", "tht-xl doctor tht.xlam child-weight.xlsx")),
    (functions, "list", worksheet.list_functions, ("tht-xl functions list",)),
    (functions, "show", worksheet.show_function, ("tht-xl functions show THT_RAG",)),
    (functions, "call", worksheet.call_function, (
        "tht-xl functions call THT_RAG 57 60 high",
        "tht-xl functions call THT_PROPORTION '[[15],[20]]' '[[148],[150]]'",
    )),
    (functions, "native", hosts.native, (
        "tht-xl functions native THT_RAG B2 C2 low",
        "tht-xl functions native THT_RATE_CI B2 C2 --column upper",
        "tht-xl functions native --out functions.xlsx",
    )),
    (functions, "addin", hosts.addin, (
        "tht-xl functions addin --out tht.xlam",
        r"tht-xl functions addin --out tht.xlam --python %LOCALAPPDATA%\tht_xl\Scripts\pythonw.exe",
        "tht-xl functions addin --out book.xlsm --out tht.oxt",
    )),
    (functions, "vba", hosts.vba, ("tht-xl functions vba --out tht_xl_functions.bas",)),
    (template, "list", templates.list_templates, ("tht-xl template list",)),
    (template, "show", templates.show_template, ("tht-xl template show action-tracker",)),
    (template, "map", templates.map_template, (
        "tht-xl template map risks.csv --template action-tracker --out risks.yaml",
    )),
    (template, "new", templates.new_template, (
        "tht-xl template new action-tracker --out actions.xlsx",
        "tht-xl template new --out child-weight.xlsx -i reception-obesity -i year-6-obesity -p 2024/25",
        "tht-xl template new --out child-weight.xlsx -i reception-obesity -p 2024/25 --native",
    )),
    (framework, "show", definitions.show_framework, ("tht-xl framework show", "tht-xl framework show strategy-2009")),
    (store_group, "info", store.info, ("tht-xl store info", "tht-xl store info november.yaml --format json")),
    (store_group, "check", store.check, ("tht-xl store check", "tht-xl store check tht-xl-store.backup.sqlite")),
    (store_group, "backup", store.backup, ("tht-xl store backup", "tht-xl store backup --out kept/november.sqlite")),
    (store_group, "export", store.export, ("tht-xl store export --role 'performance officer'",)),
    (store_group, "import", store.import_store, (
        "tht-xl store import tht-xl-store.export-20261130T140500.sqlite",
        "tht-xl store import tht-xl-store.backup-20261130T140500.sqlite --replace",
    )),
    (framework, "check", definitions.check_framework, (
        "tht-xl framework check my-framework/",
        "tht-xl framework check strategy-2009 --html smart.html",
        "tht-xl framework check strategy-2009 --format json",
    )),
    (framework, "export", definitions.export_framework, ("tht-xl framework export tht --out definitions.xlsx",)),
    (framework, "import", definitions.import_framework, (
        "tht-xl framework import definitions.xlsx --into my-framework",
        "tht-xl framework import definitions.xlsx --into my-framework --apply",
    )),
)  # fmt: skip
"""Where each command belongs, its name, what it does, and its examples."""
SETTINGS: dict[Callable[..., int | None], dict[str, Any]] = {
    worksheet.call_function: TAKES_DASHES,
    hosts.native: TAKES_DASHES,
}

for group, name, body, lines in COMMANDS:
    group.command(name, cls=Command, epilog=examples(*lines), context_settings=SETTINGS.get(body, {}))(body)
for group_name, added in GROUPS.items():
    app.add_typer(added, name=group_name)
