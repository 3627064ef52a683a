"""Put the worksheet functions into Excel, LibreOffice, a server's add-in and native formulas.

Start with `bound`, what a host needs of a function; each host is a room of its own, generated from the registry, and
none knows the others. Decisions: docs/decisions/hosts.md, docs/decisions/native-formulas.md.
"""
