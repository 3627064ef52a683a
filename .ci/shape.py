"""Print the shape of the code: how much one has to open, hold in mind and look up to read it.

    python .ci/shape.py             # of src/tht_xl, and of the pages for readers
    python .ci/shape.py --where     # the places too: circles, participles, phrases, the longest functions

A figure that grows is a question, not a fault: nothing here fails a build. Lines of code leave out blank lines,
comments and docstrings. Imports count wherever they are written, inside functions too: a reader follows those as well.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from measures import Module, circles, packages_graph, read_modules
from phrases import ROOT, files_to_search, find_phrases, read_phrases

SHORT = 25
COLUMNS = (
    "package", "modules", "imports", "comments", "used once", "participles",
    "function median", "p95", "longest", "module median", "longest", f"under {SHORT}",
)  # fmt: skip


def main() -> None:
    """Print the tables for the folder of a package."""
    parser = argparse.ArgumentParser(description="Print the shape of the code.")
    parser.add_argument("source", nargs="?", type=Path, default=ROOT / "src" / "tht_xl", help="folder of the package")
    parser.add_argument("--where", action="store_true", help="print the places too")
    options = parser.parse_args()
    print("\n".join(report(options.source.resolve(), where=options.where)))  # noqa: T201


def report(source: Path, *, where: bool = False) -> Iterator[str]:
    """Lines of the whole report."""
    modules = read_modules(source)
    yield from table(modules)
    yield from ("", "Fullest folders, in modules")
    folders = Counter(each.path.parent.relative_to(source.parent).as_posix() for each in modules)
    yield from (f"{count:5}  {folder}" for folder, count in folders.most_common(10))
    yield from ("", "Import circles")
    for kind, graph in (
        ("packages", packages_graph(modules)),
        ("modules", {each.name: each.imports for each in modules}),
    ):
        found = circles(graph)
        yield f"{len(found):5}  between {kind}, {sum(map(len, found))} in them"
        yield from (f"       {', '.join(each)}" for each in found if where or kind == "packages")
    yield from phrase_lines(source, where=where)
    if where:
        yield from place_lines(modules)


def table(modules: Sequence[Module]) -> Iterator[str]:
    """One line per package and one in total, below what the columns mean."""
    yield "imports: of own modules, per module; comments: lines, per 100 lines of code;"
    yield "used once: private functions with one use, per 1,000 lines;"
    yield "lengths in lines: of functions only those of code, of modules all"
    yield ""
    yield "  ".join(f"{title:{'<' if i == 0 else '>'}{width(i)}}" for i, title in enumerate(COLUMNS))
    for package in sorted({each.package for each in modules if "." in each.name}):
        yield line(package, [each for each in modules if each.package == package])
    yield line("total", modules)


def line(name: str, modules: Sequence[Module]) -> str:
    """One line of the table."""
    lengths = sorted(length for each in modules for _, length in each.functions) or [0]
    whole = sorted(each.lines for each in modules)
    code, lines = sum(each.code_lines for each in modules), sum(whole)
    figures = (
        len(modules),
        f"{sum(len(each.imports) for each in modules) / len(modules):.1f}",
        f"{100 * sum(each.comments for each in modules) / max(code, 1):.1f}",
        f"{1000 * sum(len(each.used_once) for each in modules) / max(lines, 1):.1f}",
        sum(len(each.participles) for each in modules),
        round(median(lengths)),
        lengths[int(0.95 * (len(lengths) - 1))],
        lengths[-1],
        round(median(whole)),
        whole[-1],
        sum(length < SHORT for length in whole),
    )
    return "  ".join([f"{name:<{width(0)}}", *(f"{figure:>{width(i)}}" for i, figure in enumerate(figures, 1))])


def width(column: int) -> int:
    """Width of a column of the table."""
    return max(len(COLUMNS[column]), 24 if column == 0 else 5)


def phrase_lines(source: Path, *, where: bool) -> Iterator[str]:
    """How often each forbidden phrase is written; and where, if asked."""
    found = list(find_phrases(files_to_search(source), read_phrases()))
    counts = Counter(phrase for phrase, _, _ in found)
    yield from ("", "Forbidden phrases (.ci/phrases.txt), in the source and the pages for readers")
    yield f"{len(found):5}  in all"
    for phrase, count in counts.most_common():
        yield f"{count:5}  {phrase}"
        if where:
            yield from (f"       {path}:{number}" for each, path, number in found if each == phrase)


def place_lines(modules: Sequence[Module]) -> Iterator[str]:
    """The functions to look at: named by a participle, and the longest."""
    yield from ("", "Functions named by a participle")
    yield from (f"       {each.path}  {', '.join(each.participles)}" for each in modules if each.participles)
    yield from ("", "Longest functions")
    functions = sorted(((length, each.path, name) for each in modules for name, length in each.functions), reverse=True)
    yield from (f"{length:5}  {path}  {name}" for length, path, name in functions[:20])


if __name__ == "__main__":
    main()
