"""Help is Typer's own, character by character, although parts of Rich are not loaded for it."""

import json
import os
import subprocess
import sys

import pytest

from tht_xl.cli.app import COMMANDS, GROUPS, app

pytestmark = pytest.mark.slow

DRAW = """
import contextlib, io, json, os, sys
how, asked = json.loads(sys.argv[1])
if how == "plain":
    import typer.rich_utils
from tht_xl.cli.main import code
drawn = {}
for command, width in asked:
    os.environ["COLUMNS"] = str(width)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        ended = code([*command.split(), "--help"])
    drawn[f"{command} {width}"] = [ended, out.getvalue()]
json.dump([drawn, "rich.markdown" in sys.modules], sys.stdout)
"""
PREFIXES = {id(app): ""} | {id(group): f"{name} " for name, group in GROUPS.items()}
NAMES = [*filter(None, PREFIXES.values()), *(f"{PREFIXES[id(group)]}{name}" for group, name, _, _ in COMMANDS)]
ASKED = [*(("", width) for width in range(10, 201, 10)), *((name, 80) for name in NAMES)]

STAND_IN = """
from tht_xl.cli.light_help import load_help
load_help()
import sys
import typer, typer.rich_utils as drawn
from rich.console import Console
assert "rich.markdown" not in sys.modules
assert not isinstance("text", drawn.Markdown)
text = drawn._make_rich_text(text="# Title", markup_mode="markdown")
import rich.markdown, rich.traceback
assert type(text) is rich.markdown.Markdown, type(text)
assert isinstance(text, drawn.Markdown)
assert drawn.Traceback.from_exception is not None
assert drawn.Traceback.real() is rich.traceback.Traceback
"""

UNLIKE_TYPER = """
import sys, types
from tht_xl.cli import light_help
light_help.SLOW = {"rich.markdown": "SomethingElse", "rich.traceback": "Traceback"}
light_help.load_help()
import typer.rich_utils, rich.markdown
assert typer.rich_utils.Markdown is rich.markdown.Markdown
"""


def draw(how: str, colour: dict[str, str]) -> tuple[dict[str, tuple[int, str]], bool]:
    done = subprocess.run(
        [sys.executable, "-c", DRAW, json.dumps([how, ASKED])],
        env={**os.environ, **colour},
        capture_output=True,
        text=True,
        check=True,
    )
    drawn, loaded = json.loads(done.stdout)
    return drawn, loaded


@pytest.mark.parametrize("colour", [{}, {"FORCE_COLOR": "1"}], ids=["plain", "coloured"])
def test_help_is_what_typer_draws_by_itself_at_every_width(colour: dict[str, str]) -> None:
    light, has_markdown = draw("light", colour)
    plain, _ = draw("plain", colour)
    assert not has_markdown
    assert len(light) == len(ASKED)
    assert light == plain
    assert all(ended == 0 and text.strip() for ended, text in light.values())
    assert any("\x1b[" in text for _, text in light.values()) == bool(colour)


@pytest.mark.parametrize("script", [STAND_IN, UNLIKE_TYPER], ids=["becomes the real class", "another Typer"])
def test_a_stand_in_gives_way_to_the_real_class(script: str) -> None:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
