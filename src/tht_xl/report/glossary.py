"""The words of the paper, explained once."""

GLOSSARY: tuple[tuple[str, str], ...] = (
    ("Agreed target", "A target the partnership has decided on. Only an agreed target that is due is rated."),
    ("Aspirational indicator", "One the partnership wants to have, for which nobody collects figures yet."),
    ("Better, worse, similar", "Better or worse: the comparator's value lies outside the interval of ours, on the good "
     "or the bad side. Similar: it lies inside, so the difference may be chance. Where neither direction is good the "
     "words are higher and lower."),
    ("Comparator", "The area that ours is compared with, for the same period."),
    ("Far off, but not tested", "So far from the comparator or from an earlier value that even 100 people or events "
     "would show it, and no interval was published to show whether it is chance."),
    ("Gap", "How far a value is from its target; beyond the target once it is met."),
    ("Green, amber, red", "Green: the target is met. Amber: short of the target, at or beyond the minimum expectation. "
     "Red: short of the minimum, or of the target where no minimum was set. An indicator may have a rule of its own."),
    ("Held back", "Left out of this paper because a check found an error. What to correct is in the month's own "
     "report."),
    ("History", "A series that has ended. It is shown for what it says about the past, never as the present."),
    ("Interval", "The 95% confidence interval: the range within which the underlying value plausibly lies, given how "
     "few people or events it rests on. The wider it is, the less a single figure says."),
    ("Marks", "Letters in square brackets beside a period or value. r: revised, the figure was another one in an "
     "earlier paper. p: provisional, it may still change. b: from this period on it is measured in a new way."),
    ("Minimum expectation", "The least the partnership expects; usually what was achieved the year before."),
    ("No newer return", "The return that reports a figure has not arrived this month. The last known figure and its "
     "status are shown, with their period."),
    ("Older than expected", "The figure for the next period should have been published by now, judged by how often the "
     "indicator appears."),
    ("Percentage point", "The plain difference of two percentages: from 20% to 25% is five percentage points."),
    ("Proposed target", "A target in a strategy or draft that the partnership has not agreed. It shows a gap, and is "
     "never coloured."),
    ("Recent trend", "Whether the latest five points rise or fall by more than chance would explain. It cannot be "
     "calculated where a point is missing, periods overlap or the way of measuring changed."),
    ("Withheld", "A figure that exists and may not be shown: [c] because a small number could identify a person, [u] "
     "because it rests on too few events to be reliable."),
)  # fmt: skip
