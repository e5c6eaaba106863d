"""Replaying: what would have happened if one had ordered by a rule, day by day, with sales lost when the shelf is empty.

`draw_lead_times` gives every order its own lead time, `replay` runs many series through one rule, `fill_frontier` and its
readings compare rules along whole frontiers of fill rate against stock instead of at one point. `returns` turns measured
reductions into money a year.
"""

from fluxion.kernels.replaying.frontier import Reading, at_equal_fill, at_equal_stock, efficient
from fluxion.kernels.replaying.returns import Assumptions, Return, yearly_return
from fluxion.kernels.replaying.simulation import Outcome, draw_lead_times, replay

__all__ = [
    "Assumptions",
    "Outcome",
    "Reading",
    "Return",
    "at_equal_fill",
    "at_equal_stock",
    "draw_lead_times",
    "efficient",
    "replay",
    "yearly_return",
]
