"""Read every module of a package and count what makes it quick or slow to read; `shape.py` prints it."""

import ast
import io
import tokenize
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# Words that are a verb as they stand are left out: cut, put, read, set, split, spread.
IRREGULAR = {
    "borne", "bound", "bought", "built", "caught", "chosen", "done", "drawn", "driven", "fallen", "fed", "felt",
    "found", "given", "gone", "grown", "held", "hidden", "kept", "known", "laid", "left", "lent", "lost", "made",
    "meant", "met", "paid", "said", "seen", "sent", "shown", "sold", "spent", "stood", "sworn", "taken", "taught",
    "thrown", "told", "torn", "understood", "withheld", "withdrawn", "won", "worn", "woven", "written",
}  # fmt: skip
NOT_PARTICIPLES = {"embed", "exceed", "feed", "need", "proceed", "red", "seed", "speed", "succeed"}
Graph = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Module:
    """One source file and what is counted of it. A function's length is its lines of code."""

    path: Path
    name: str
    package: str
    lines: int
    code_lines: int
    comments: int
    imports: frozenset[str]
    functions: tuple[tuple[str, int], ...]
    used_once: tuple[str, ...]

    @property
    def participles(self) -> list[str]:
        """Functions whose whole name is a past participle: what is done, by whom, to what?"""
        return [name for name, _ in self.functions if is_participle(name)]


def is_participle(name: str) -> bool:
    """Whether a function's name is one past participle and nothing else."""
    word = name.strip("_")
    return word in IRREGULAR or (word.isalpha() and word.endswith("ed") and word not in NOT_PARTICIPLES)


def read_modules(source: Path) -> list[Module]:
    """Every module of a package's folder, in order of path."""
    paths = sorted(source.rglob("*.py"))
    names = {path: ".".join((source.name, *path.relative_to(source).with_suffix("").parts)) for path in paths}
    names = {path: name.removesuffix(".__init__") for path, name in names.items()}
    return [_read(path, name, frozenset(names.values())) for path, name in names.items()]


def _read(path: Path, name: str, known: frozenset[str]) -> Module:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    kinds = {"comment": set[int](), "code": set[int]()}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            kinds["comment"].add(token.start[0])
        elif token.string.strip() and token.type != tokenize.ENDMARKER:
            kinds["code"].update(range(token.start[0], token.end[0] + 1))
    code = kinds["code"] - _docstring_lines(tree)
    parts = name.split(".")
    return Module(
        path=path,
        name=name,
        package=".".join(parts[:2]),
        lines=len(text.splitlines()),
        code_lines=len(code),
        comments=len(kinds["comment"]),
        imports=frozenset(_own_imports(tree, known)) - {name},
        functions=tuple(
            (each.name, len(code & set(range(each.lineno, (each.end_lineno or each.lineno) + 1)))) for each in functions
        ),
        used_once=tuple(_used_once(tree, functions)),
    )


def _docstring_lines(tree: ast.AST) -> set[int]:
    lines: set[int] = set()
    for node in ast.walk(tree):
        # A text that nothing uses: docstrings of modules, classes, functions and, after the name, of attributes.
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def _own_imports(tree: ast.AST, known: frozenset[str]) -> Iterator[str]:
    """Modules of the package that this one names: `from a import b` is a.b where that is a module, and a where not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            for each in node.names:
                inner = f"{node.module}.{each.name}"
                yield inner if inner in known else node.module


def _used_once(tree: ast.AST, functions: Iterable[ast.FunctionDef | ast.AsyncFunctionDef]) -> Iterator[str]:
    """Private functions whose one use is somewhere else in their module: a step away for the reader each."""
    uses = Counter(node.id if isinstance(node, ast.Name) else node.attr for node in ast.walk(tree) if _is_use(node))
    private = [each.name for each in functions if each.name.startswith("_") and not each.name.endswith("__")]
    yield from (name for name in private if uses[name] == 1)


def _is_use(node: ast.AST) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)


def circles(graph: Graph) -> list[list[str]]:
    """Sets of names that can each reach one another; a name alone is no circle."""
    reach = {name: _reachable(graph, name) for name in graph}
    found = {frozenset(other for other in reach[name] if name in reach.get(other, ())) for name in graph}
    return sorted(sorted(each) for each in found if len(each) > 1)


def _reachable(graph: Graph, start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        new = set(graph.get(waiting.pop(), ())) - seen
        seen |= new
        waiting += new
    return seen


def packages_graph(modules: Iterable[Module]) -> Graph:
    """Which package of the first level imports which; the root's own __init__ gathers them all and is left out."""
    modules = [each for each in modules if "." in each.name]
    graph: dict[str, set[str]] = {each.package: set() for each in modules}
    for each in modules:
        graph[each.package] |= {".".join(name.split(".")[:2]) for name in each.imports if "." in name} - {each.package}
    return graph
