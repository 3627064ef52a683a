"""LibreOffice Calc: the add-in generated from the registry, and workbooks recalculated with it.

The add-in is Python inside LibreOffice's own interpreter, which has no numpy and may be old. So it only converses: the
functions run in the Python in which tht_xl is installed, a process beside LibreOffice.

Start with `office` (LibreOffice as a process) and `recalculation`; `addin` is what runs inside it. docs/libreoffice.md
is its page.
"""

from tht_xl.hosts.libreoffice.extension import write_extension as write_extension
from tht_xl.hosts.libreoffice.office import Office as Office
from tht_xl.hosts.libreoffice.recalculation import recalculate as recalculate
