"""A run that is killed at any step loses nothing, and the next run completes it.

The command line runs in a process of its own, against a rehearsal server in another, and is ended by SIGKILL. All cases
share one sheet and one store, so that each begins with what the ones before have left: every case returns new figures,
is killed, and is completed by the next run. In half of them somebody types into a cell in the second in which it is
written; in some, a runner without a store writes before the run is completed.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest
import requests
from returned import write_rows

from tht_xl.documents.file_set import STAGE
from tht_xl.framework.load import load_framework
from tht_xl.month.configuration.parts import WORKSHEET
from tht_xl.month.shared_sheet.rows import OPTIONAL, sheet_columns
from tht_xl.sheets.connection.client import connect
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.state import State
from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Column
from tht_xl.store.open import open_store
from tht_xl.store.records.observations import read_observations

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is forked from one process, which Windows cannot"),
]

SUPPORT = Path(__file__).parent / "support"
SERVE = """
from tht_xl.rehearsal.server import RehearsalServer
server = RehearsalServer()
print(server.url, server.create("Shared sheet"), flush=True)
server.serve_forever()
"""
CONFIG = """
month: Nov 2026
published: no
output: out
sheet:
  spreadsheet: {spreadsheet}
returns:
  - workbook: return.xlsx
    partner: london-borough-of-tower-hamlets
"""
PERIODS = [f"{year}/{(year + 1) % 100:02d}" for year in range(2006, 2023)]
POPULATION = 3000
COLUMNS = [Column(name, is_optional=name in OPTIONAL) for name in sheet_columns(load_framework("tht"))]
FILES = ("board.html", "findings.csv", "month-report.html", "plan.txt", "results.csv")

# A run comes to each of these once, or as often as there is a number.
QUIET = (
    "after remember", "before intent", "after intent", "before post", "after post", "before confirm", "after confirm",
    "before stage", "after stage 5", "after rename 3", "after files", "after end",
)  # fmt: skip
# Somebody types while the first write arrives; the second puts it back.
RACED = (
    "after post", "before intent 2", "after intent 2", "after post 2", "after confirm 2", "before stage",
    "after rename 2",
)  # fmt: skip
FOLLOWED = ("after intent", "after post")
RACED_AND_FOLLOWED = ("after post", "after post 2")


def key(period: str) -> str:
    return f"year-6-obesity|tower-hamlets|{period}"


@dataclass
class Scene:
    """The folder of a month, its sheet, and the process that runs the command line.

    Attributes:
        round: Cases so far; each returns five children more for every period.
        typed: What somebody typed over our figure, by key.
    """

    folder: Path
    url: str
    spreadsheet: str
    runner: subprocess.Popen[str]
    round: int = 0
    typed: dict[str, float] = field(default_factory=dict)

    def count(self, period: str) -> int:
        # In steps of 5, to which the indicator's counts are rounded.
        return 500 + 20 * PERIODS.index(period) + 5 * self.round

    def returns_new_figures(self) -> None:
        self.round += 1
        rows = [("year-6-obesity", "Tower Hamlets", p, self.count(p), POPULATION) for p in PERIODS]
        write_rows(self.folder / "return.xlsx", rows)

    def run(self, step: str = "", *, types: tuple[str, float] | None = None) -> int:
        """Run the month; it is killed at the step. Gives back how it ended."""
        words = step.split()
        order = {
            "arguments": ["month", str(self.folder / "month.yaml"), "--apply", "--format", "json"],
            "folder": str(self.folder / "out"),
            "step": " ".join(words[:2]),
            "times": int(words[2]) if len(words) > 2 else 1,
            "types": types and [self.spreadsheet, f"'{WORKSHEET}'!{self.place(types[0])}", str(types[1])],
        }
        assert self.runner.stdin
        assert self.runner.stdout
        self.runner.stdin.write(json.dumps(order) + "\n")
        self.runner.stdin.flush()
        return int(self.runner.stdout.readline())

    def values(self, worksheet: str) -> Grid:
        options = {"valueRenderOption": "FORMULA"}
        address = f"{self.url}/v4/spreadsheets/{self.spreadsheet}/values/{worksheet}"
        return Grid.from_values(requests.get(address, params=options, timeout=10).json())

    def place(self, wanted: str) -> str:
        keys = [self.values(WORKSHEET).at(row, 0) for row in range(self.values(WORKSHEET).used)]
        return f"D{keys.index(wanted) + 1}"

    def figures(self) -> dict[object, object]:
        data = self.values(WORKSHEET)
        return {data.at(row, 0): data.at(row, 3) for row in range(1, data.used)}

    def has_rows_of_every_period(self) -> None:
        """Make the first worksheet as an earlier version did: with a row for each period, which are all kept."""
        with closing(connect(base_url=self.url)) as http:
            sheet = SharedSheet(http, self.spreadsheet, WORKSHEET, COLUMNS)
            sheet.prepare()
            sheet.apply([{"Key": key(period), "Value": 1.0} for period in PERIODS])

    def another_runner_writes(self) -> list[str]:
        """Somebody without our store adds a row; what they are told."""
        with closing(connect(base_url=self.url)) as http:
            sheet = SharedSheet(http, self.spreadsheet, WORKSHEET, COLUMNS, Writer(takes_over=True))
            return sheet.apply([{"Key": f"theirs-{self.round}", "Value": float(self.round)}]).lines()

    def plan(self) -> list[str]:
        return (self.folder / "out" / "plan.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("killed")
    source = Path(sys.modules["tht_xl"].__file__ or "").parents[1]
    environment = os.environ | {"PYTHONPATH": f"{source}{os.pathsep}{SUPPORT}", "OPENBLAS_NUM_THREADS": "1"}
    server = subprocess.Popen([sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True, env=environment)
    assert server.stdout
    url, spreadsheet = server.stdout.readline().split()
    runner = subprocess.Popen(
        [sys.executable, str(SUPPORT / "killed_runs.py"), url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    (folder / "month.yaml").write_text(CONFIG.format(spreadsheet=spreadsheet))
    scene = Scene(folder, url, spreadsheet, runner)
    scene.has_rows_of_every_period()
    scene.returns_new_figures()
    assert scene.run() == 0
    yield scene
    for process in (runner, server):
        process.kill()
        process.communicate()


def require_whole(scene: Scene) -> None:
    """Sheet, store and files say the same, and what people typed is there."""
    figures = scene.figures()
    for period in PERIODS:
        expected = scene.typed.get(key(period), 100 * scene.count(period) / POPULATION)
        assert figures[key(period)] == pytest.approx(expected), period
    assert len([each for each in figures if str(each).startswith("year-6")]) == len(PERIODS)
    results = pd.read_csv(scene.folder / "out" / "results.csv")
    assert sorted(results["count"]) == sorted(map(scene.count, PERIODS))
    assert sorted(path.name for path in (scene.folder / "out").iterdir() if not path.name.startswith(".")) == [*FILES]
    assert not (scene.folder / "out" / STAGE).exists()
    state = State.from_grid(scene.values("_tht_state"))
    assert state
    with open_store(scene.folder / "tht-xl-store.sqlite") as store:
        writes = {row["name"]: row for row in store.read('SELECT * FROM "write" ORDER BY id')}
        assert not [name for name, row in writes.items() if row["state"] == "intended"]
        listed = {run for _, run in state.history}
        recent = [row for row in writes.values() if row["generation"] >= state.history[0][0]]
        assert {row["name"] for row in recent if row["state"] == "confirmed"} == listed & writes.keys()
        assert not [row for row in writes.values() if row["state"] == "confirmed" and row["reported_by"] is None]
        assert state.store
        assert state.store.id == store.id
        assert state.store.run in writes
        newest = {row.period: row.count for row in read_observations(store) if row.status == "current"}
        assert newest == {period: scene.count(period) for period in PERIODS}
        assert store.read("SELECT outcome FROM run ORDER BY rowid DESC LIMIT 1")[0][0] == "completed"


def complete(scene: Scene, *, is_followed: bool = False) -> list[str]:
    """Run again, perhaps after somebody else; every line that anybody was told."""
    lines = scene.another_runner_writes() if is_followed else []
    assert scene.run() in (0, 1)
    require_whole(scene)
    return [*lines, *scene.plan()]


@pytest.mark.parametrize(
    ("step", "is_followed"), [*((step, False) for step in QUIET), *((step, True) for step in FOLLOWED)]
)
def test_a_killed_run_is_completed_by_the_next(scene: Scene, step: str, *, is_followed: bool) -> None:
    scene.returns_new_figures()
    assert scene.run(step) == -signal.SIGKILL
    with open_store(scene.folder / "tht-xl-store.sqlite") as store:
        assert store.read("SELECT outcome FROM run ORDER BY rowid DESC LIMIT 1")[0][0] == (
            "completed" if step == "after end" else ""
        )
    lines = complete(scene, is_followed=is_followed)
    happened = QUIET.index("after post") <= QUIET.index(step) < QUIET.index("after end")
    assert any(line.startswith("i ") and "which was cut off" in line for line in lines) is happened


@pytest.mark.parametrize(
    ("step", "is_followed"),
    [*((step, False) for step in RACED), *((step, True) for step in RACED_AND_FOLLOWED)],
)
def test_what_somebody_typed_meanwhile_is_put_back_and_told(scene: Scene, step: str, *, is_followed: bool) -> None:
    scene.returns_new_figures()
    raced = key(PERIODS[len(scene.typed)])
    theirs = 70 + len(scene.typed) / 8
    assert scene.run(step, types=(raced, theirs)) == -signal.SIGKILL
    scene.typed[raced] = theirs
    lines = complete(scene, is_followed=is_followed)
    assert [line for line in lines if line.startswith(f"^ {raced} Value") and line.endswith("put back")], lines


def test_after_all_of_it_a_run_with_nothing_new_writes_nothing(scene: Scene) -> None:
    assert scene.run() in (0, 1)
    before = scene.values("_tht_state").at(0, 1)
    assert scene.run() in (0, 1)
    assert scene.values("_tht_state").at(0, 1) == before
    assert "nothing changed" in scene.plan()[0]
    require_whole(scene)
