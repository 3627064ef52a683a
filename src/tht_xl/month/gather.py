"""Bring the returns and the published series together into one table of observations."""

from collections.abc import Sequence

import pandas as pd

from tht_xl.framework.observations import COLUMNS
from tht_xl.framework.published import published_observations
from tht_xl.model.definition import Framework
from tht_xl.month.config import MonthConfig
from tht_xl.month.progress import Notify
from tht_xl.workbook.check import Return, check_return
from tht_xl.workbook.together import check_together

WHERE_FROM = ("workbook", "sheet", "row", "cell")
"""Columns beside the observation columns that say which cell a value came from."""


def check_returns(config: MonthConfig, framework: Framework, notify: Notify) -> tuple[Return, ...]:
    """Check every partner's return, one after the other; a bad one does not stop the others."""
    returns = []
    for number, source in enumerate(config.returns):
        notify("Checking returns", number, len(config.returns))
        returns.append(check_return(source.workbook, framework))
    notify("Checking returns", len(returns), len(returns))
    return check_together(returns, config.month)


def gather(returns: Sequence[Return], framework: Framework, *, published: bool) -> pd.DataFrame:
    """Every observation of the month: the returns' first, then what the framework's published series have besides.

    Where a return and a published series give the same indicator, area and period, the return's figure counts.
    """
    frames = [r.observations for r in returns if len(r.observations)]
    if published:
        returned = {key for frame in frames for key in _keys(frame)}
        series = published_observations(framework)
        frames.append(series[[key not in returned for key in _keys(series)]])
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return pd.DataFrame(columns=pd.Index([*COLUMNS, *WHERE_FROM]))
    gathered = pd.concat(frames, ignore_index=True)
    for name in WHERE_FROM:
        known = gathered[name].astype(object) if name in gathered else pd.Series("", index=gathered.index)
        gathered[name] = known.where(known.notna(), "")
    return gathered


def _keys(observations: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Indicator, area and period of each row; ids and canonical labels, as returns and published series have them."""
    return list(observations[["indicator", "area", "period"]].itertuples(index=False, name=None))
