"""The worksheet functions for Excel on the web, on Mac and on Windows without Python: xlwings Server.

Start with `serving`. docs/server.md is its page.
"""

from tht_xl.hosts.server.manifest import write_manifest
from tht_xl.hosts.server.serving import serve

__all__ = ["serve", "write_manifest"]
