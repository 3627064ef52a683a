"""Which package belongs to which extra, and what to say where one is missing.

The one list of what is optional. Code imports an optional package where it is used, inside `named_when_missing()`; the
command line does the same around every command, so that no missing package is ever an unexpected error.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec

from tht_xl.errors import MissingExtraError


@dataclass(frozen=True, slots=True)
class Package:
    """A package that tht_xl imports.

    Attributes:
        name: Its name for pip.
        extra: The extra it belongs to; empty for what every installation has.
        by: The package of that extra which brings it along; empty where the extra names it itself.
        optional: Whether every command does without it.
    """

    name: str
    extra: str = ""
    by: str = ""
    optional: bool = False


PACKAGES: dict[str, Package] = {
    "typer": Package("typer", "cli"),
    "rich": Package("rich", "cli"),
    "python_calamine": Package("python-calamine", "workbook"),
    "xlsxwriter": Package("XlsxWriter", "workbook"),
    "formualizer": Package("formualizer", "workbook", optional=True),
    "gspread": Package("gspread", "sheets"),
    "google.auth": Package("google-auth", "sheets"),
    "google.oauth2": Package("google-auth", "sheets"),
    "requests": Package("requests", "sheets"),
    "jinja2": Package("Jinja2", "report"),
    "markupsafe": Package("MarkupSafe", "report", by="Jinja2"),
    "pyarrow": Package("pyarrow", "export"),
    "gptables": Package("gptables", "export"),
    "pyopenvba": Package("pyOpenVBA", "addin"),
    "xlwings_server": Package("xlwings-server", "server"),
    "fastapi": Package("fastapi", "server", by="xlwings-server"),
    "uvicorn": Package("uvicorn", "server", by="xlwings-server"),
    "pyspark": Package("pyspark", "spark"),
    "numpy": Package("numpy"),
    "scipy": Package("scipy"),
    "pandas": Package("pandas"),
    "pydantic": Package("pydantic"),
    "pydantic_core": Package("pydantic-core", by="pydantic"),
    "yaml": Package("PyYAML"),
    "xlwings": Package("xlwings"),
    "openpyxl": Package("openpyxl"),
}
"""What is imported, by the name it is imported under."""


def is_installed(module: str) -> bool:
    """Return whether a module could be imported. It is not imported, but the packages around it are."""
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):  # a parent is missing; a module without a spec
        return False


def packages_of(extra: str) -> list[str]:
    """Return the modules of an extra that its own list names."""
    return [module for module, package in PACKAGES.items() if package.extra == extra and not package.by]


def require_extras(extras: Iterable[str]) -> None:
    """Refuse to start what would stop half way for lack of a package.

    Raises:
        MissingExtraError: At least one package is not installed. All extras that are missing are named.
    """
    modules = [module for extra in extras for module in packages_of(extra) if not PACKAGES[module].optional]
    absent = [PACKAGES[module] for module in modules if not is_installed(module)]
    if absent:
        names = dict.fromkeys(package.name for package in absent)
        missing = dict.fromkeys(package.extra for package in absent)
        raise MissingExtraError(",".join(missing), ", ".join(names))


def missing_extra(error: ImportError) -> MissingExtraError | None:
    """Return what to say about a failed import; None where it is not one of our packages."""
    parts = (error.name or "").split(".")
    # "google" alone is missing where neither of its packages is there.
    names = [".".join(parts[:length]) for length in range(len(parts), 0, -1)] + ([f"{parts[0]}.auth"] if parts else [])
    package = next((PACKAGES[name] for name in names if name in PACKAGES), None)
    if package is None:
        return None
    if isinstance(error, ModuleNotFoundError):
        return MissingExtraError(package.extra, package.name)
    return MissingExtraError(package.extra, package.name, because=f"{type(error).__name__}: {error}")


@contextmanager
def named_when_missing() -> Generator[None, None, None]:
    """Turn the failed import of an optional package into the error that says what to install.

    Raises:
        MissingExtraError: A package is missing, or is there and cannot be loaded.
    """
    try:
        yield
    except MissingExtraError:
        raise
    except ImportError as error:
        missing = missing_extra(error)
        if missing is None:
            raise
        raise missing from error
