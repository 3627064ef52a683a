"""An import name that programs use for what lives in `tht_xl.evaluation.evaluate`."""

from tht_xl.evaluation.evaluate import evaluate, latest

__all__ = ["evaluate", "latest"]
