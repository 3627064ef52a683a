"""Plain files and addresses: YAML with line numbers, files written whole, one process at a time, A1 addresses.

Start in `yaml_document`, which definitions and the month's configuration are read with.
"""
