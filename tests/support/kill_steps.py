"""A program that kills itself just before its n-th durable step, for tests to run as another process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

COUNTED = """
import os, shutil, signal, sys
from pathlib import Path
left = 0  # how many steps there are to go, the last of which is not taken
def counted(step):
    def run(*given, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*given, **named)
    return run
os.replace, os.rename, os.fsync = counted(os.replace), counted(os.rename), counted(os.fsync)
"""
"""What stands before the program itself, which sets `left`."""

_AGAIN = """
print("ready", flush=True)
for line in sys.stdin:
    if not (child := os.fork()):
        sys.stdin = open(os.devnull)
        step, action = line.rstrip("\\n").split(" ", 1)
        left = int(step)
        try:
            exec(action)
            os._exit(0)
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Killed:
    """Actions in processes that kill themselves: forked off one that has imported everything, and opened nothing."""

    def __init__(self, imports: str) -> None:
        command = [sys.executable, "-c", COUNTED + imports + _AGAIN]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"

    def finishes(self, step: int, action: str) -> bool:
        """Whether an action of one line came to its end: it is killed before its n-th durable step. A fault fails."""
        assert self.process.stdin
        assert self.process.stdout
        print(step, action, file=self.process.stdin, flush=True)
        ended = int(self.process.stdout.readline())
        assert ended in (0, -9), action
        return ended == 0


@contextmanager
def killing(imports: str) -> Iterator[Killed]:
    found = Killed(imports)
    try:
        yield found
    finally:
        assert found.process.stdin
        found.process.stdin.close()
        found.process.wait()
        assert found.process.stdout
        found.process.stdout.close()
