"""What evaluated results say about the month: which indicators need attention, why, and how old each figure is.

Start in `exceptions`, the one place that decides; docs/decisions/exceptions.md explains its rules. The board page, the
terminal, the month's JSON and the shared sheet all ask it and never judge for themselves.
"""
