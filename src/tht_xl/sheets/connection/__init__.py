"""The connection to Google: sign-in, HTTP with time limits and retries, and refusals in plain words.

Start in `client`.
"""
