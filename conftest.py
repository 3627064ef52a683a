"""How many processes the tests are shared among, and how they are collected."""

import gc
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without looking for garbage: thousands of tests are made, and all of them stay.

    Looking them over again and again took a fifth of the time. Frozen, they are not looked over while the tests run
    either, and what the tests leave is looked for every 20,000 objects and not every 700.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000)
        gc.enable()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Every core for the whole suite; none beside this process for a file or folder that somebody names.

    A few tests end sooner without the start of other processes, and measurements want a process of their own.
    """
    return None if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0
