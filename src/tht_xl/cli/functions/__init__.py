"""The commands about the worksheet functions: list and call them, and put them into spreadsheets.

Start with `worksheet`; `hosts` has what concerns Excel, LibreOffice and the server.
"""
