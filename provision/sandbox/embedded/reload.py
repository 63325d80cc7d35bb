"""The reload command of a rehearsal: `python -m provision.sandbox.embedded.reload PIDFILE`."""

import os
import signal
import sys
from pathlib import Path

if __name__ == "__main__":
    os.kill(int(Path(sys.argv[1]).read_text()), signal.SIGHUP)
