"""From checked returns to what the page, the terminal and the sheet show.

Start in `gather`, which brings the observations together; `standing` is the result of it all. Decision:
docs/decisions/exceptions.md.
"""
