"""Commands that put the worksheet functions into spreadsheets."""

from pathlib import Path
from typing import Annotated

import typer

from tht_xl.cli import show
from tht_xl.cli.exit_codes import FINDINGS, FINE
from tht_xl.cli.sheet_checks import sheets_examined
from tht_xl.cli.store_checks import stores_examined
from tht_xl.documents.files import check_new_file
from tht_xl.errors import DomainError


def addin(
    out: Annotated[
        list[Path] | None,
        typer.Option(
            help="File to write: .xlam, an add-in for Excel; .xlsm, a workbook with the functions inside; .oxt, an "
            "extension for LibreOffice; .bas, the VBA module alone. Repeat it for several.",
            metavar="FILE",
        ),
    ] = None,
    workbook: Annotated[Path | None, typer.Option(hidden=True)] = None,
    python: Annotated[
        str | None,
        typer.Option(
            metavar="PYTHON",
            help="The Python that is to compute on the officers' computers: for Excel the path of pythonw.exe. "
            "Without it Excel takes the one on the PATH, LibreOffice the one that writes the file.",
        ),
    ] = None,
) -> None:
    """Write a ready add-in or workbook for Excel on Windows, or an extension for LibreOffice, on any system."""
    given = [*(out or ()), *([workbook] if workbook else ())]
    if not given:
        raise typer.BadParameter("say what to write: --out tht.xlam, --out book.xlsm or --out tht.oxt")
    if workbook:
        check_new_file(workbook, ".xlsm")
    for path in given:
        show.line(f"Wrote {_write(path, python)}")


def _write(path: Path, python: str | None) -> Path:
    if path.suffix.lower() == ".oxt":
        from tht_xl.hosts.libreoffice.extension import write_extension

        check_new_file(path)
        return write_extension(path, python=Path(python) if python else None)
    from tht_xl.hosts.excel.addin import INTERPRETER, write_addin

    return write_addin(path, interpreter=python or INTERPRETER)


def native(
    name: Annotated[str, typer.Argument(help="The function's name; leave it out with --out.", metavar="NAME")] = "",
    arguments: Annotated[
        list[str] | None,
        typer.Argument(help='Cells such as B2, ranges, numbers and words; "" for one left out.', metavar="CELL"),
    ] = None,
    column: Annotated[str, typer.Option(help="The column of the result alone, such as lower.", metavar="NAME")] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            help="Workbook to write, whose names make THT_RAG and the others work in Excel 365.", metavar="FILE"
        ),
    ] = None,
) -> None:
    """Write a function in ordinary spreadsheet formulas, where no add-in may be installed."""
    from tht_xl.functions.engine.registry import find_function
    from tht_xl.hosts.native import formula, write_workbook

    if out:
        check_new_file(out, ".xlsx")
        write_workbook(out)
        show.line(f"Wrote {out}")
    if not name:
        if not out:
            raise typer.BadParameter("name a function and its cells, or a workbook to write with --out")
        return
    function = find_function(name)
    function.check_number_of_arguments(len(arguments or ()))
    # A shell takes the quotes off words.
    texts = [
        f'"{text}"' if text.casefold() in argument.options else text
        for text, argument in zip(arguments or (), function.arguments, strict=False)
    ]
    columns = [column] if column or len(function.columns) == 1 else list(function.columns)
    for each in columns:
        written = formula(function.name, *texts, column=each)
        show.line(written if len(columns) == 1 else f"{each}: {written}")


def vba(
    out: Annotated[
        Path | None, typer.Option(help="File to write, .bas; without it the module is printed.", metavar="FILE")
    ] = None,
) -> None:
    """Write or print the VBA module of the worksheet functions."""
    if out:
        check_new_file(out, ".bas")
        return show.line(f"Wrote {_write(out, None)}")
    from tht_xl.hosts.excel.vba import vba_module

    return show.line(vba_module().rstrip("\n"))


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; another than this computer's needs TLS.", metavar="ADDRESS")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = 8000,
    certificate: Annotated[Path | None, typer.Option(help="TLS certificate, PEM.", metavar="FILE")] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's key, PEM.", metavar="FILE")] = None,
    licence: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help='xlwings\' licence key; "noncommercial" where the PolyForm Noncommercial licence covers you. '
            "Without it XLWINGS_LICENSE_KEY is read.",
        ),
    ] = None,
    origin: Annotated[
        list[str] | None, typer.Option(help="Another https address whose pages may call it; repeat it.", metavar="URL")
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(help="Write the add-in's manifest for --url to this file, and do not serve.", metavar="FILE"),
    ] = None,
    url: Annotated[
        str, typer.Option(help="The server's address as Excel reaches it, for the manifest.", metavar="URL")
    ] = "",
) -> None:
    """Serve the worksheet functions to Excel on the web, on a Mac, or on Windows without Python.

    The token that the add-in sends is read from THT_XL_SERVER_TOKEN; without it one is made up and told once.
    """
    if manifest:
        from tht_xl.hosts.server.manifest import write_manifest

        return show.line(f"Wrote {write_manifest(manifest, url)}")
    from tht_xl.hosts.server.serving import serve as serve_functions

    return serve_functions(
        host, port, certificate=certificate, key=key, licence=licence, origins=tuple(origin or ()), notify=show.line
    )


def doctor(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Add-ins, workbooks, or a month's configuration to look into.", metavar="FILE"),
    ] = None,
) -> int:
    """Say what is installed or missing, what is wrong with an add-in, a workbook, a store or the shared sheet."""
    from tht_xl.hosts.doctor import examine
    from tht_xl.month.configuration.find import ENDINGS

    # A configuration is looked into for its store; without one, that of the current folder.
    configs = [path for path in files or () if path.suffix.lower() in ENDINGS]
    others = (path for path in files or () if path not in configs)
    # The shared sheet only of a configuration that is named: nobody is rung up unasked.
    checks = [*examine(*others), *stores_examined(configs), *sheets_examined(configs)]
    show.checks(checks)
    return FINDINGS if any(check.state == "fault" for check in checks) else FINE


def ordinary(formula: str) -> str:
    """Return a formula in ordinary spreadsheet functions.

    Raises:
        DomainError: Part of it has no such form.
    """
    from tht_xl.hosts.native import native_cell

    written = native_cell(formula)
    if written.left_alone:
        raise DomainError(written.left_alone[0], remedy="Issue the template without --native")
    return written.formula
