"""The papers that are frozen with a month: those that somebody names, and what people brought to the output folder."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tht_xl.errors import ConfigError
from tht_xl.model.definition import Framework
from tht_xl.month.closing.results_table import RESULTS, results_frame
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.places import REHEARSED
from tht_xl.month.papers.compare import PaperComparison, compare_paper
from tht_xl.month.papers.known import known_figures
from tht_xl.month.papers.text import READERS, paper_blocks
from tht_xl.store.records.evaluated import Evaluated
from tht_xl.store.records.months import ArchivedFile

MAX_PAPER = 200_000_000
"""Nothing larger is kept as a paper. [bytes]"""


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """A paper that was frozen.

    Attributes:
        name: Its file.
        sha256: Of its content.
        comparison: Its numbers beside the results; None where its text cannot be read.
        unread: Why not; "" where it was.
    """

    name: str
    sha256: str
    comparison: PaperComparison | None
    unread: str = ""


def named_papers(papers: Iterable[Path]) -> Iterator[ArchivedFile]:
    """Yield the papers that somebody names, one that is named twice once."""
    for path in {path.resolve(): path for path in papers}.values():
        try:
            if path.stat().st_size > MAX_PAPER:
                raise ConfigError(f"{path.name} has more than {MAX_PAPER // 1_000_000} MB", where="--paper")
            content = path.read_bytes()
        except OSError as error:
            raise ConfigError(
                f"{path} cannot be read ({error.strerror})", where="--paper", remedy="Give the paper as it was edited"
            ) from None
        yield ArchivedFile.of("paper", path.name, content)


def papers_in_output(config: MonthConfig, evaluated: Evaluated, named: Iterable[Path]) -> Iterator[ArchivedFile]:
    """Yield the files of the output folder that the month did not write so: brought by people, or edited there.

    A return that somebody keeps there is not one of them: it holds counts, and what is frozen here is shown again.
    """
    folder = config.output
    apart = {path.resolve() for path in named} | {source.workbook.resolve() for source in config.returns}
    apart |= {config.rehearsed_sheet.resolve(), (folder / REHEARSED).resolve()}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.is_file() or path.name.startswith((".", "~$")):
            continue
        if path.resolve() in apart or path.stat().st_size > MAX_PAPER:
            continue
        try:
            content = path.read_bytes()
        except OSError as error:
            # Open in a program that lets nobody else read it: what would be frozen is not known.
            raise ConfigError(
                f"{path.name} cannot be read ({error.strerror})",
                where=str(folder),
                remedy="Close it in the other program, or move it away, and close the month again",
            ) from None
        if content != evaluated.files.get(path.name):
            yield ArchivedFile.of("paper", path.name, content)


def with_own_names(files: Iterable[ArchivedFile]) -> list[ArchivedFile]:
    """Return the papers, each with a name of its own: of two called paper.docx, the second becomes 2-paper.docx.

    Where upper and lower case are one, as on Windows, names that differ in nothing else would be one file.
    """
    taken: set[str] = set()
    return [replace(file, name=free_name(file.name, taken)) for file in files]


def free_name(name: str, taken: set[str]) -> str:
    """Return a name that none of those taken differs from in capital letters alone, and add it to them.

    Examples:
        >>> free_name("Paper.docx", {"paper.docx"})
        '2-Paper.docx'
    """
    tries = (name, *(f"{number}-{name}" for number in range(2, len(taken) + 2)))
    free = next(each for each in tries if each.casefold() not in taken)
    taken.add(free.casefold())
    return free


def compare_with_results(file: ArchivedFile, evaluated: Evaluated, framework: Framework) -> PaperSeen:
    """Return a paper with each of its numbers that is not the results'."""
    if Path(file.name).suffix.lower() not in READERS:
        return PaperSeen(file.name, file.sha256, None, "its numbers are not compared: not a text")
    written = {
        name: paper_blocks(name, content)
        for name, content in evaluated.files.items()
        if name != "month-report.html" and Path(name).suffix.lower() in (".html", ".docx")
    }
    try:
        blocks = paper_blocks(file.name, file.content)
    except ConfigError as error:
        return PaperSeen(file.name, file.sha256, None, str(error))
    known = known_figures(results_frame(evaluated.files[RESULTS], framework), framework)
    return PaperSeen(file.name, file.sha256, compare_paper(blocks, written, known))


def paper_as_data(paper: PaperSeen) -> dict[str, object]:
    """Return a paper with its differences, for a program and for the manifest."""
    found = paper.comparison
    return {
        "name": paper.name,
        "sha256": paper.sha256,
        "unread": paper.unread,
        "numbers": 0 if found is None else found.numbers,
        "unchecked": 0 if found is None else found.unchecked,
        "edited_copy_of": "" if found is None else found.beside,
        "differences": []
        if found is None
        else [{"was": d.was, "now": d.now, "about": d.about, "place": d.place} for d in found.differences],
    }
