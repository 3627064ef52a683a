"""The month's configuration: the YAML file that somebody writes, its parts, and the names in it.

Start in `config`, which reads the file; docs/month.md shows one.
"""
