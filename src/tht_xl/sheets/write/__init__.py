"""Write a plan to the shared sheet as one atomic batch, with what is needed to notice and repair a race.

Start in `commit`. Decision: docs/decisions/three-way-sync.md.
"""
