"""How this tht_xl was installed, and the command that installs the rest of it.

tht_xl need not be on a package index: most people install it from a folder, a wheel or a repository. pip writes down
where a package came from (PEP 610, `direct_url.json`), so the advice can name the same place again.
"""

import shlex
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

NAME = "tht_xl"


def install_command(extras: Sequence[str] = ()) -> str:
    """Return the command that adds these extras to this installation; without any, the one that installs it again.

    Examples:
        A checkout in the current folder, installed in its own virtual environment, gives
        `.venv/bin/python -m pip install ".[workbook]"`.
    """
    if sys.platform == "emscripten":  # xlwings Lite has no pip; it reads a list of packages
        return f"a line in the requirements tab, {_with(NAME, extras)}"
    return f"{_installer()} {_source(extras)}"


def _installer() -> str:
    """Return the pip of the Python that runs, whatever "pip" means in this shell."""
    python = Path(sys.executable or "python")
    if python.name.lower() == "pythonw.exe":  # it would show nothing of what pip says
        python = python.with_name("python.exe")
    try:
        relative = python.relative_to(Path.cwd())
        shown = str(relative) if len(relative.parts) > 1 else str(python)
    except (ValueError, OSError):
        shown = str(python)
    if find_spec("pip") is None:  # as in the environments that uv makes
        from shutil import which

        if which("uv") is not None:
            return f"uv pip install --python {_quote(shown)}"
    return f"{_quote(shown)} -m pip install"


def _source(extras: Sequence[str]) -> str:
    """Return what to hand to pip: where tht_xl came from, else the packages that the extras consist of."""
    origin = _origin()
    url = str(origin.get("url", ""))
    if url.startswith("file:"):
        from urllib.parse import urlsplit
        from urllib.request import url2pathname  # slow to import, and only needed where something is missing

        path = Path(url2pathname(urlsplit(url).path))
        if path.exists():
            editable = "-e " if origin.get("dir_info", {}).get("editable") else ""
            try:
                is_here = path.samefile(Path.cwd())
            except OSError:  # somebody has removed the folder that they are in
                is_here = False
            return editable + _in_quotes(_with("." if is_here else str(path), extras))
    elif "vcs_info" in origin:
        version = origin["vcs_info"].get("commit_id", "")
        inside = f"#subdirectory={origin['subdirectory']}" if "subdirectory" in origin else ""
        address = f"{origin['vcs_info'].get('vcs', 'git')}+{url}{'@' + version if version else ''}{inside}"
        return _in_quotes(f"{_with(NAME, extras)} @ {address}")
    elif url:
        return _in_quotes(f"{_with(NAME, extras)} @ {url}")
    # From an index, or from a folder that is gone. The packages by name are right in both cases, and nobody is told to
    # fetch by our name what a stranger may have published under it.
    return " ".join(_in_quotes(requirement) for requirement in _requirements(extras)) or _in_quotes(_with(NAME, extras))


def _origin() -> dict[str, dict[str, str]]:
    """Return what pip wrote about where tht_xl came from; empty where it came from an index."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        text = distribution(NAME).read_text("direct_url.json")
        found = json.loads(text) if text else {}
    except PackageNotFoundError:
        checkout = Path(__file__).parents[2]  # run from its sources, not installed at all
        return {"url": checkout.as_uri()} if (checkout / "pyproject.toml").is_file() else {}  # type: ignore[dict-item]
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _requirements(extras: Sequence[str]) -> list[str]:
    """Return the packages of the extras, as pip takes them; those of tht_xl itself where no extra is named."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        lines = requires(NAME) or []
    except PackageNotFoundError:
        return []
    found: list[str] = []
    for line in lines:
        requirement, _, condition = (part.strip() for part in line.partition(";"))
        extra = condition.partition("==")[2].strip(" '\"") if condition.startswith("extra") else condition
        if extra in (extras or ("",)):
            found.append(requirement)
    return found


def _with(target: str, extras: Sequence[str]) -> str:
    return f"{target}[{','.join(extras)}]" if extras else target


def _in_quotes(text: str) -> str:
    """Quotes that both a Unix shell and Windows take; brackets and ">" mean something to a shell."""
    return shlex.quote(text) if any(sign in text for sign in '"$`!') else f'"{text}"'


def _quote(path: str) -> str:
    return _in_quotes(path) if any(not (c.isalnum() or c in "/\\._-:+~") for c in path) else path
