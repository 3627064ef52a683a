"""Which file a run remembers in, and whether it writes there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tht_xl.errors import ConfigError
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.memory.file import keep_private, read_memory, write_memory, writing_alone
from tht_xl.month.memory.memory import Memory


@dataclass(slots=True)
class OpenMemory:
    """The memory as a run found it, and the one place where it is written.

    Attributes:
        memory: What it held.
        path: Its file; None where the configuration keeps no memory.
        writes: Whether this run remembers what it was given; a plan only looks.
        framework: Id of the framework.
        written: Whether the file was replaced.
    """

    memory: Memory
    path: Path | None
    writes: bool
    framework: str
    written: bool = False

    def remember(self, memory: Memory) -> None:
        """Replace the file, where this run writes and anything is new.

        Raises:
            ConfigError: It cannot be written; the file is as it was.
        """
        if self.path is not None and self.writes and memory is not self.memory:
            write_memory(self.path, memory, self.framework)
            self.written = True


@contextmanager
def open_memory(config: MonthConfig, framework: str, *, apply: bool, rehearse: bool) -> Iterator[OpenMemory]:
    """Yield the memory of a run; a run that writes has exclusive use of it until it ends.

    A run remembers when it writes to the shared sheet, or when there is no sheet at all and its files are all there is.
    Rehearsing a sheet that the configuration names is a trial: it remembers in a file of its own, which begins as the
    real one whenever that is the newer of the two.

    Args:
        config: The month's configuration.
        framework: Id of the framework that the month is run with.
        apply: Whether the sheet is written to.
        rehearse: Whether a local copy replaces it.

    Raises:
        ConfigError: The memory lies in the output folder, is damaged, is in use or cannot be written.
    """
    if config.memory is None:
        yield OpenMemory(Memory(), None, writes=False, framework=framework)
        return
    real = config.memory.resolve()
    if real.is_relative_to(config.output.resolve()):
        # It holds counts as they were returned, and the output folder is what people pass on.
        raise ConfigError(
            f"the memory {real.name} would lie in the output folder, which is passed on",
            where="memory",
            remedy="Name a file outside it with 'memory:', or another folder with 'output:'",
        )
    is_trial = rehearse and config.sheet is not None
    path = real.with_name(f"{real.stem}.rehearsal{real.suffix}") if is_trial else real
    if not (apply or (config.sheet is None and not rehearse)):
        yield OpenMemory(read_memory(_newer(path, real), framework), path, writes=False, framework=framework)
        return
    with writing_alone(path):
        keep_private(path)
        yield OpenMemory(read_memory(_newer(path, real), framework), path, writes=True, framework=framework)


def _newer(path: Path, real: Path) -> Path:
    try:
        return path if path.stat().st_mtime_ns >= real.stat().st_mtime_ns else real
    except OSError:
        return path if path.exists() else real
