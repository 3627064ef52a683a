"""Check the import contracts of pyproject.toml where tht_xl itself is not installed, as in pre-commit."""

import sys
from pathlib import Path

from importlinter.cli import lint_imports_command

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
lint_imports_command()
