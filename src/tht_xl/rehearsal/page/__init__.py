"""The rehearsal's page for people: read a spreadsheet in a browser, and type into it.

Start in `page`; `person` does what a colleague would do by hand.
"""
