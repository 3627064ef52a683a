"""Put the worksheet functions into Excel, LibreOffice, a server's add-in and native formulas.

Each host is a thin adapter generated from the registry; none knows the others.
"""
