"""Synchronise with the shared Google Sheet; the only part that knows gspread."""
