"""Write a framework into the YAML files of its folder, changing as little of them as possible.

Start in `plan`, which says what would be written; `changes` says what differs between two frameworks, `files` finds the
file of each thing, `content` is a framework as plain values. Decision: docs/decisions/framework-workbook.md.
"""
