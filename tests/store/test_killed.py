"""A process that is killed while it writes leaves the store before or after a transaction, never between."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tht_xl.store.health import problems
from tht_xl.store.open import create_store, open_store
from tht_xl.store.records.observations import read_observations

pytestmark = pytest.mark.slow

WRITES_UNTIL_KILLED = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from conftest import ROW
from tht_xl.store.records.observations import add_observations
from tht_xl.store.open import open_store
with open_store(Path(sys.argv[1]), writes=True) as store:
    version = store.read("SELECT count(*) FROM observation")[0][0]
    while True:
        with store.transaction():
            for _ in range(7):
                version += 1
                add_observations(store, [replace(ROW, version=version)])
            store.log("seven", str(version))
            store.take_sequence()
        print(version, flush=True)
"""


def test_what_was_said_to_be_kept_is_kept_whole(path: Path) -> None:
    create_store(path, "tht")
    kept = 0
    for attempt in range(6):
        arguments = [sys.executable, "-c", WRITES_UNTIL_KILLED, str(path), str(Path(__file__).parent)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.013 * attempt)
            writer.kill()
            said = writer.stdout.read().split()
        with open_store(path, writes=True) as store:
            assert problems(store) == []
            rows = len(read_observations(store))
            logged = store.read("SELECT count(*) FROM log")[0][0]
            assert rows % 7 == 0
            assert rows == logged * 7 == store.sequence * 7
            assert rows >= (int(said[-1]) if said else kept + 7)
            kept = rows
