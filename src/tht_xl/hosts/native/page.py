"""The tables of docs/native.md, generated from the registry.

`python -m tht_xl.hosts.native.page` rewrites them; a test keeps the page in step.
"""

import re
import sys
from pathlib import Path
from typing import Final

from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.hosts.native.differences import DIFFERENCES

PAGE: Final = Path("docs/native.md")

_PART: Final = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def in_step(page: str) -> str:
    """Return the page with its generated parts rewritten."""
    parts = {"functions": functions_table(), "differences": differences_list()}
    return _PART.sub(lambda match: f"{match[1]}{parts[match[2]]}{match[3]}", page)


def functions_table() -> str:
    """Every function, with its native form or the reason why it has none, in Markdown."""
    rows = ["| function | native form |", "|---|---|"]
    for function in REGISTRY.values():
        columns = f"yes: {', '.join(function.columns)}" if len(function.columns) > 1 else "yes"
        said = columns if isinstance(function.native, ClosedForm) else f"no. {function.native}"
        rows.append(f"| `{function.name}` | {said} |")
    return "\n".join(rows) + "\n"


def differences_list() -> str:
    """Every difference between a native form and its function, in Markdown."""
    return "".join(f"- {each}\n" for each in DIFFERENCES)


if __name__ == "__main__":
    PAGE.write_text(in_step(PAGE.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"{PAGE} is in step\n")
