"""Replace several files of a folder together, or none of them.

Theory of operation. All files are first written whole into a hidden folder `.tht-xl-new` inside the folder they are
for, so that a rename never crosses file systems. What is there says how far things have come:

    no list                      staging was cut off            the folder is as it was: throw the staged files away
    list.json                    everything is staged           go on: rename what is still staged into place
    undo.json                    a rename failed                go back: put the kept old files in place again

`list.json` is written last and renamed into place, so it is there only when every file is on the disk; it is renamed
to `undo.json` in one step. Before a file is replaced its old version is kept beside the staged ones. So a crash at any
point is settled by whoever comes next: either all files are new, or all are as they were.

A file for fewer readers may belong to the set and lie in another folder ("../results-exempt/exempt.html" in the list).
It is staged in a hidden folder there, so that its words are never in the folder that is passed on, not for a moment.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from tht_xl.documents.file_lock import locked
from tht_xl.documents.files import write_whole

STAGE = ".tht-xl-new"
LOCK = "tht-xl"
LIST, UNDO = "list.json", "undo.json"
NEW, OLD = "new", "old"
PATIENCE = 30.0
"""How long to wait for another run that writes into the same folder. [seconds]"""

Settled = Literal["completed", "undone", ""]
"""What became of a set that an earlier run had begun; "" where there was none."""


class NotReplacedError(Exception):
    """The files could not be replaced; all of them are as they were.

    Args:
        name: The file at which it failed; "" where it was the folder.
        error: What the system said.
    """

    def __init__(self, name: str, error: OSError) -> None:
        super().__init__(name, error)
        self.name, self.error = name, error

    @property
    def reason(self) -> str:
        """What the system said, in words."""
        return "the disk is full" if self.is_disk_full else self.error.strerror or type(self.error).__name__

    @property
    def is_disk_full(self) -> bool:
        """Whether there is no room left on the disk, or in the space that the account may use."""
        return self.error.errno in (errno.ENOSPC, errno.EDQUOT)


def replace_together(
    folder: Path, contents: Mapping[str, str | bytes], private: Mapping[Path, str | bytes] = MappingProxyType({})
) -> dict[str, str]:
    """Write files into a folder in place of those that are there: all of them, or none.

    Args:
        folder: The folder; made if it is not there.
        contents: What each file is to hold, by name. Texts are written as UTF-8.
        private: Files of the same set that lie in other folders, which only their owner may read. A folder that is not
            there is made so too.

    Returns:
        The SHA-256 of each file, by name.

    Raises:
        NotReplacedError: A file cannot be staged or replaced (a full disk, a file open in another program). Every file
            is as it was.
    """
    folder = folder.resolve()
    apart = {_name_from(folder, path): text for path, text in private.items()}
    data = {name: text.encode() if isinstance(text, str) else text for name, text in ({**contents, **apart}).items()}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in data.items()}
    with _alone(folder) as stage:
        _settle(folder, stage)
        name = ""
        try:
            for name in apart:
                (folder / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                # What a set that was cut off before it had a list left there: nobody goes on with it.
                shutil.rmtree(_stage_of(folder, name), ignore_errors=True)
            for name in dict.fromkeys([LIST, *data]):
                (_stage_of(folder, name) / NEW).mkdir(parents=True, exist_ok=True)
                (_stage_of(folder, name) / OLD).mkdir(exist_ok=True)
            for name, content in data.items():
                write_whole(_staged(folder, name), content, is_private=name in apart)
            name = ""
            # Which of them are there already: undoing puts those back, and takes the others away.
            write_whole(stage / LIST, json.dumps({name: (folder / name).exists() for name in data}))
        except OSError as error:
            _discard(folder, data)
            raise NotReplacedError(name, error) from None
        except BaseException:
            _discard(folder, data)
            raise
        _put_in_place(folder, stage)
    return hashes


def settle_files(folder: Path) -> Settled:
    """Complete or undo what an earlier run that was cut off had begun in a folder.

    Raises:
        NotReplacedError: A file cannot be renamed; the set is undone as far as that is possible.
    """
    folder = folder.resolve()
    if not (folder / STAGE).is_dir():
        return ""
    with _alone(folder) as stage:
        return _settle(folder, stage)


@contextlib.contextmanager
def _alone(folder: Path) -> Generator[Path, None, None]:
    """Yield the staging folder of a folder without links, with exclusive use of it."""
    stack = contextlib.ExitStack()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stack.enter_context(locked(folder / LOCK, patience=PATIENCE))
    except TimeoutError:
        raise NotReplacedError("", OSError(errno.EBUSY, "another run is writing there")) from None
    except OSError as error:
        raise NotReplacedError("", error) from None
    with stack:
        yield folder / STAGE


def _settle(folder: Path, stage: Path) -> Settled:
    if (stage / UNDO).exists():
        _undo(folder, stage)
        return "undone"
    if (stage / LIST).exists():
        _put_in_place(folder, stage)
        return "completed"
    if stage.exists():
        _discard(folder)
        return "undone"
    return ""


def _name_from(folder: Path, path: Path) -> str:
    """Return how a file is named in the list of a folder, so that the list holds wherever both folders are moved."""
    return Path(os.path.relpath(path.resolve(), folder)).as_posix()


def _stage_of(folder: Path, name: str) -> Path:
    """Return the staging folder of a file: inside the folder it is for, which may be another one than the set's."""
    return (folder / name).parent / STAGE


def _staged(folder: Path, name: str) -> Path:
    return _stage_of(folder, name) / NEW / Path(name).name


def _kept(folder: Path, name: str) -> Path:
    return _stage_of(folder, name) / OLD / Path(name).name


def _put_in_place(folder: Path, stage: Path) -> None:
    """Rename every file that is still staged into place; undo it all where one cannot be."""
    name, names = "", list(json.loads((stage / LIST).read_text(encoding="utf-8")))
    try:
        for name in names:
            new = _staged(folder, name)
            if new.exists():  # else it was renamed before a crash
                _keep_old(folder / name, _kept(folder, name))
                new.replace(folder / name)
        for parent in {(folder / name).parent for name in names}:
            _sync_folder(parent)
    except OSError as error:
        (stage / LIST).replace(stage / UNDO)
        _undo(folder, stage)
        raise NotReplacedError(name, error) from None
    _discard(folder, names)


def _keep_old(path: Path, kept: Path) -> None:
    if kept.exists() or not path.exists():
        return
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder has its name")
    # Whole before it has the name that the undoing looks for: half an old file must never take the place of a new one.
    part = kept.with_name(f"{kept.name}.part")
    shutil.copy2(path, part)
    part.replace(kept)


def _undo(folder: Path, stage: Path) -> None:
    """Put back the old version of every file that was replaced; a file that was not there before is removed."""
    names = json.loads((stage / UNDO).read_text(encoding="utf-8"))
    for name, was_there in names.items():
        if _staged(folder, name).exists():
            continue  # never renamed, so what is in place is the old one
        try:
            if _kept(folder, name).exists():
                _kept(folder, name).replace(folder / name)
            elif not was_there:
                (folder / name).unlink(missing_ok=True)
        except OSError as error:
            # The old version stays staged, and the next run tries again.
            raise NotReplacedError(name, error) from None
    _discard(folder, names)


def _discard(folder: Path, names: Iterable[str] = ()) -> None:
    """Throw away what is staged for a folder, and for the other folders of these files."""
    # The list goes first: what is left of a folder without one is thrown away by whoever finds it.
    for name in (LIST, UNDO):
        with contextlib.suppress(OSError):
            (folder / STAGE / name).unlink(missing_ok=True)
    for stage in {folder / STAGE, *(_stage_of(folder, name) for name in names)}:
        shutil.rmtree(stage, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    """Have the renames on the disk before the staged files' list goes. Windows has no such call, and needs none."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
