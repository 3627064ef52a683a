"""How many processes the tests are shared among."""

import pytest


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Every core for the whole suite; none beside this process for a file or folder that somebody names.

    A few tests end sooner without the start of other processes, and measurements want a process of their own.
    """
    return None if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0
