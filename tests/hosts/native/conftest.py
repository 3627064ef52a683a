"""Lets the tests of native formulas share how the case table is laid out and worked out."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
