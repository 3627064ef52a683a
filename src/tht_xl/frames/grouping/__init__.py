"""What the analysts' functions share: columns taken from a frame and checked, rows grouped, results handed back.

Start in `columns` and `groups`; `result` makes the frame that is handed back.
"""
