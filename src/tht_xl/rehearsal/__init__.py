"""A local Sheets-compatible server, to try the month without an account.

Start with `server.server`; `spreadsheet` is what it serves, `requests` what can be asked of it, `page` what a person
sees. Decision: docs/decisions/rehearsal-server.md.
"""
