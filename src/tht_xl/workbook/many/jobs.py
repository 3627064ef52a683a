"""Check workbooks one after the other, or side by side where that is quicker or safer."""

import os
import threading
import zipfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tht_xl.model.finding import Report
from tht_xl.model.waiver import Waiver
from tht_xl.workbook.many.pool import StoppedError, WorkerProcess
from tht_xl.workbook.many.task import CheckedFile, HowToCheck, check_file
from tht_xl.workbook.rules import RULES

MAX_SECONDS = 300.0
"""The longest that one workbook may take; 50,000 rows take about five seconds."""
MAX_MEMORY = 4_000_000_000
"""What one workbook may take beside the program itself, where the system holds to it. [bytes]"""
SECONDS_A_FILE, SECONDS_A_BYTE = 0.015, 1.2e-7
"""What checking takes: so long for any workbook, and so long for each byte of its parts. [seconds]"""
WORTH_WORKERS = 6.0
"""Below this estimate the start of other processes takes longer than they save. [seconds]"""


def check_files(
    files: Sequence[Path],
    how: HowToCheck,
    *,
    waivers: Mapping[Path, tuple[Waiver, ...]] | None = None,
    jobs: int | None = None,
    seconds: float = MAX_SECONDS,
    max_memory: int = MAX_MEMORY,
    notify: Callable[[int], None] = lambda _: None,
) -> list[CheckedFile]:
    """Check workbooks; the answers are in the order of the files.

    In a process of its own, a workbook that takes too long, takes too much memory or ends the process has a finding
    (R125), and the others are checked as usual. The limit on memory holds on Linux alone.

    Args:
        files: The workbooks.
        how: What is the same for all of them.
        waivers: Of the workbooks that have any, by their resolved path.
        jobs: How many processes; by the size of the files unless given, and none of its own where they are small.
        seconds: The longest that one workbook may take in a process of its own.
        max_memory: How much memory it may take there. [bytes]
        notify: Told how many are done after each.

    Raises:
        ThtError: The template or the mapping cannot be used, for whichever workbook.
    """
    known = waivers or {}
    given = [known.get(path.resolve(), ()) for path in files]
    jobs = jobs_for(files) if jobs is None else min(jobs, len(files))
    if not jobs:
        done: list[CheckedFile] = []
        for path, own in zip(files, given, strict=True):
            done.append(check_file(path, how, own))
            notify(len(done))
        return done
    workers = [WorkerProcess(how, seconds=seconds, max_memory=max_memory) for _ in range(jobs)]
    idle, lock = list(workers), threading.Lock()

    def check_one(number: int) -> CheckedFile:
        with lock:
            worker = idle.pop()
        try:
            return worker.check(files[number], given[number])
        except StoppedError as reason:
            return CheckedFile(_stopped(files[number], str(reason)))
        finally:
            with lock:
                idle.append(worker)

    pool = ThreadPoolExecutor(jobs)
    try:
        asked = [pool.submit(check_one, number) for number in range(len(files))]
        for number, future in enumerate(as_completed(asked), 1):
            future.result()
            notify(number)
        return [future.result() for future in asked]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.end()


def jobs_for(files: Sequence[Path]) -> int:
    """Return how many processes are worth their start: 0 where this one does it sooner."""
    needed = sum(SECONDS_A_FILE + SECONDS_A_BYTE * _expanded(path) for path in files)
    return min(os.cpu_count() or 1, len(files)) if needed > WORTH_WORKERS else 0


def _expanded(path: Path) -> int:
    """Return how many bytes a file has once expanded, as far as it says."""
    try:
        with zipfile.ZipFile(path) as package:
            return sum(entry.file_size for entry in package.infolist())
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        return path.stat().st_size if path.is_file() else 0


def _stopped(path: Path, reason: str) -> Report:
    rule = RULES["R125"]
    return Report(str(path), tuple(rule.finding(fault, "") for fault in rule.check(reason)))
