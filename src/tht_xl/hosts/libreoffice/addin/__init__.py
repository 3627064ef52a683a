"""What runs inside LibreOffice: its interpreter's standard library only, Python 3.8 or later, nothing of tht_xl.

Start with `component`.
"""
