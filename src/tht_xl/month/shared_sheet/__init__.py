"""What a month writes to the shared sheet and takes over from it.

Start in `sync`; `rows` are our rows, `narratives` the words that people write beside them. Decision:
docs/decisions/three-way-sync.md.
"""
