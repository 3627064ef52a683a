"""The rehearsal as a server: HTTP on this computer only, the routes of the API, quotas, and fault injection.

Start in `server`. Decision: docs/decisions/rehearsal-server.md.
"""

from tht_xl.rehearsal.server.server import RehearsalServer

__all__ = ["RehearsalServer"]
