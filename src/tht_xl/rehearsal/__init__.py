"""A local Sheets-compatible server, to try the month without an account."""
