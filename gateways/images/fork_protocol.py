"""What the program and the fork server say to each other, besides descriptors."""

from __future__ import annotations

import signal
import struct
from typing import Final

ORDER: Final = struct.Struct("!d")
"""How many seconds the file may take. Three descriptors come with it: the order, where the
answer goes, and where it is told how the child ended."""
DESCRIPTORS: Final = 3
END: Final = struct.Struct("!i")
"""How a child ended: its exit code, or the negative number of the signal."""
TOO_LONG: Final = -signal.SIGXCPU
"""Also the end of a child that was killed for taking too long."""
