"""The trial of a rehearsal: a store of its own that begins as the real one."""

from collections.abc import Callable
from pathlib import Path

from tht_xl.store.open import open_store
from tht_xl.store.records.observations import add_observations, read_observations
from tht_xl.store.records.remembered import Remembered
from tht_xl.store.trial import look_at_trial, open_trial, trial_path

Row = Callable[..., Remembered]


def counts(path: Path) -> tuple[int, int]:
    """Rows in the trial that is being written, and in what a plan sees."""
    with open_trial(path, framework="tht") as trial:
        written = len(read_observations(trial))
    with look_at_trial(path, framework="tht") as seen:
        assert seen is not None
        assert (seen.path, seen.writes) == (trial_path(path), False)
        return written, len(read_observations(seen))


def test_a_trial_begins_anew_when_the_real_store_has_moved_on(path: Path, row: Row) -> None:
    with open_store(path, framework="tht", writes=True, create=True) as real:
        add_observations(real, [row()])
    with open_trial(path, framework="tht") as trial:
        own = trial.id
        add_observations(trial, [row(version=2), row(version=3)])
        trial.take_sequence()
    assert counts(path) == (3, 3)
    with open_store(path, framework="tht", writes=True) as real:
        assert (len(read_observations(real)), real.sequence) == (1, 0)
        assert real.id != own
        real.add("run", id="a", kind="month", started_at="2026-11-30T00:00:00Z", version="0.1.0")
    assert counts(path) == (3, 3)  # a plan that was looked at is no reason to begin anew
    with open_store(path, framework="tht", writes=True) as real:
        add_observations(real, [row(version=2)])
    with look_at_trial(path, framework="tht") as seen:
        assert seen is not None
        assert (len(read_observations(seen)), seen.id, seen.sequence) == (2, own, 1)
    assert counts(path) == (2, 2)
    with open_trial(path, framework="tht") as trial:
        assert (trial.id, trial.sequence) == (own, 1)  # the rehearsed sheet knows them


def test_without_a_real_store_it_begins_empty_and_stays(path: Path, row: Row) -> None:
    with look_at_trial(path, framework="tht") as seen:
        assert seen is None
    with open_trial(path, framework="tht") as trial:
        add_observations(trial, [row()])
    assert counts(path) == (1, 1)
    assert not path.exists()


def test_looking_changes_no_file(path: Path, row: Row) -> None:
    with open_store(path, framework="tht", writes=True, create=True) as real:
        add_observations(real, [row()])
    before = path.read_bytes()
    with look_at_trial(path, framework="tht") as seen:
        assert seen is not None
        assert len(read_observations(seen)) == 1
    assert path.read_bytes() == before
    assert not trial_path(path).exists()
