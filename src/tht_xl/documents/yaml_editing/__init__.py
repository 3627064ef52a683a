"""Change values inside a YAML text and leave the rest of it, comments included, as it is.

Start in `fields`, which edits a mapping key by key, and `items`, which puts the items of a list in another order.
`rendering` writes values; `marks` says where a node ends, and where comments are. Edits are pieces of text to replace;
`apply_edits` carries them out.
"""
