"""Bring the returns and the published series together into one table of observations."""

from collections.abc import Sequence

import pandas as pd

from tht_xl.framework.observations import COLUMNS
from tht_xl.framework.published import published_observations
from tht_xl.model.definition import Framework
from tht_xl.month.config import MonthConfig
from tht_xl.month.progress import Notify
from tht_xl.workbook.check import Return, check_return

WHERE_FROM = ("workbook", "sheet", "row", "cell")
"""Columns beside the observation columns that say which cell a value came from."""


def check_returns(config: MonthConfig, framework: Framework, notify: Notify) -> tuple[Return, ...]:
    """Check every partner's return, one after the other; a bad one does not stop the others."""
    returns = []
    for number, source in enumerate(config.returns):
        notify("Checking returns", number, len(config.returns))
        returns.append(check_return(source.workbook, framework))
    notify("Checking returns", len(returns), len(returns))
    return tuple(returns)


def gather(returns: Sequence[Return], framework: Framework, *, published: bool) -> pd.DataFrame:
    """Every observation of the month: the returns' first, then the published series of other indicators.

    An indicator that a return reports on is the return's: the published series of it is left out.
    """
    frames = [r.observations for r in returns if len(r.observations)]
    if published:
        returned = {name for frame in frames for name in frame["indicator"]}
        series = published_observations(framework)
        frames.append(series[~series["indicator"].isin(returned)])
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return pd.DataFrame(columns=pd.Index([*COLUMNS, *WHERE_FROM]))
    gathered = pd.concat(frames, ignore_index=True)
    for name in WHERE_FROM:
        known = gathered[name].astype(object) if name in gathered else pd.Series("", index=gathered.index)
        gathered[name] = known.where(known.notna(), "")
    return gathered
