"""The commands by which somebody decides: approve a figure or its narrative, accept an explanation of a finding."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tht_xl.cli import show
from tht_xl.cli.exit_codes import FINE
from tht_xl.cli.options import Format

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="The month's configuration; the one in this folder unless given.", metavar="CONFIG"),
]
RoleOption = Annotated[str, typer.Option("--role", help="Who decides: a role, not a name.", metavar="ROLE")]


def approve(
    key: Annotated[str, typer.Argument(help="The row, as in the shared sheet: indicator|area|period.", metavar="KEY")],
    word: Annotated[str, typer.Option("--word", help="provisional, checked or agreed.", metavar="WORD")],
    role: RoleOption,
    narrative: Annotated[bool, typer.Option("--narrative", help="Approve the text beside it, not the figure.")] = False,
    config: ConfigOption = None,
    format: Format = "text",  # noqa: A002
) -> int:
    """Record a word on a figure of the last run: provisional, checked or agreed."""
    from tht_xl.month.configuration.find import config_or_found
    from tht_xl.month.configuration.load import framework_of, load_config
    from tht_xl.month.governance.approvals import approve as record

    settings = load_config(config_or_found(config))
    kind = "narrative" if narrative else "figure"
    done = record(settings, framework_of(settings).id, key, word, role, kind=kind)
    if format == "json":
        show.as_json({"key": done.key, "kind": done.kind, "word": done.word, "role": done.role})
    else:
        show.line(f"{done.key}: {kind} {done.word} ({done.role}). It lapses when the {kind} changes.")
    return FINE


def accept(
    code: Annotated[str, typer.Argument(help="The finding's code, such as R702.", metavar="CODE")],
    reason: Annotated[str, typer.Option("--reason", help="One of the list in docs/governance.md.", metavar="ID")],
    role: RoleOption,
    key: Annotated[
        str, typer.Option("--key", help="The row, where the finding is in several: indicator|area|period.")
    ] = "",
    until: Annotated[str, typer.Option("--until", help="The last day; a year from now unless given.")] = "",
    words: Annotated[str, typer.Option("--words", help="What else is to be said.")] = "",
    config: ConfigOption = None,
    format: Format = "text",  # noqa: A002
) -> int:
    """Accept an explanation of a finding, so that nobody is asked again until its day."""
    from tht_xl.errors import ConfigError
    from tht_xl.month.configuration.find import config_or_found
    from tht_xl.month.configuration.load import framework_of, load_config
    from tht_xl.month.evaluating.gather import check_returns
    from tht_xl.month.governance.explanations import accept as record
    from tht_xl.month.memory.open import open_memory
    from tht_xl.month.progress import silent

    settings = load_config(config_or_found(config))
    framework = framework_of(settings)
    try:
        last = date.fromisoformat(until) if until else None
    except ValueError:
        raise ConfigError(f"{until!r} is not a day", where="--until", remedy="Write it as 2027-11-30") from None
    # Looked at as a plan would, and only then written.
    with open_memory(settings, framework.id, apply=False, rehearse=settings.sheet is None) as memory:
        returns = check_returns(settings, framework, silent, memory=memory.memory, store=memory.store)
    done = record(
        settings, framework.id, returns, code=code, key=key, reason=reason, role=role, until=last, words=words
    )
    if format == "json":
        show.as_json([{"code": e.code, "key": e.key, "column": e.column, "until": str(e.until)} for e in done])
    else:
        for each in done:
            show.line(f"{each.code} {each.key}, {each.column}: accepted until {each.until} ({each.role}).")
    return FINE
