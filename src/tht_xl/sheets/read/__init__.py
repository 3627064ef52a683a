"""Read the shared sheet once, and recognise the rows and columns in it.

Start in `snapshot`.
"""
