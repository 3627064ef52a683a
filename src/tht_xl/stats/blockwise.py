"""Long columns worked through in blocks that stay in the processor's cache."""

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np

from tht_xl.stats.arrays import Column, Numbers

BLOCK = 8192
"""Elements of a block: a dozen columns of this length fit into a core's second-level cache. [elements]"""

_READ: Final = ("readonly",)
_WRITE: Final = ("writeonly",)

Kernel: TypeAlias = Callable[..., None]
"""Takes a block of each input, then of each result to be filled in, then rows of scratch space of that length."""


def in_blocks(kernel: Kernel, inputs: tuple[Column, ...], *, results: int, scratch: int) -> tuple[Numbers, ...]:
    """Return the results of a kernel over inputs that broadcast, computed block by block.

    Whole-column arithmetic writes every intermediate column to memory and reads it back, which takes longer than
    the arithmetic. A block's intermediates stay in the cache, and no more memory is taken than the results fill.

    Args:
        kernel: Fills its result blocks in place; its inputs come as floats.
        inputs: Arrays that broadcast.
        results: How many result columns the kernel fills.
        scratch: How many scratch rows it needs.

    Returns:
        The result columns in the broadcast shape.
    """
    shape = inputs[0].shape
    is_one_shape = all(each.shape == shape for each in inputs)
    if not is_one_shape:
        shape = np.broadcast_shapes(*(each.shape for each in inputs))
    filled = tuple(np.empty(shape) for _ in range(results))
    size = filled[0].size
    work = np.empty((scratch, min(size, BLOCK)))
    with np.errstate(all="ignore"):
        if is_one_shape and size <= BLOCK:
            flat = (np.asarray(each, float).reshape(-1) for each in inputs)
            kernel(*flat, *(each.reshape(-1) for each in filled), *work)
        else:
            _in_many_blocks(kernel, inputs, filled, work)
    return filled


def _in_many_blocks(kernel: Kernel, inputs: tuple[Column, ...], filled: tuple[Numbers, ...], work: Numbers) -> None:
    operands = np.nditer(
        [*inputs, *filled],
        flags=["external_loop", "buffered", "zerosize_ok"],
        op_flags=[*[_READ] * len(inputs), *[_WRITE] * len(filled)],
        op_dtypes=[np.dtype(float)] * (len(inputs) + len(filled)),
        casting="same_kind",
        order="C",
        buffersize=BLOCK,
    )
    with operands:
        for blocks in operands:
            if blocks[0].size:
                kernel(*blocks, *work[:, : blocks[0].size])
