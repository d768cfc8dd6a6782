"""Runs JupyterLab, and ends it when the lab that started it is gone.

The lab holds the other end of this program's standard input. When the lab ends, even by SIGKILL, that end is
closed, and JupyterLab gets the signal on which it shuts its kernels down.
"""

import os
import signal
import sys
import threading


def end_when_closed(descriptor: int) -> None:
    while os.read(descriptor, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    # Kernels and terminals inherit an empty standard input, not this copy.
    held_by_lab = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    threading.Thread(target=end_when_closed, args=(held_by_lab,), daemon=True).start()

    from jupyterlab.labapp import LabApp

    # Python would put compiled copies of them among the project's sources.
    sys.dont_write_bytecode = True
    import keep_output  # noqa: F401
    import whole_files  # noqa: F401

    sys.dont_write_bytecode = False
    LabApp.launch_instance(sys.argv[1:])


if __name__ == "__main__":
    main()
