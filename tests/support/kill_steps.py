"""A program that kills itself just before its n-th durable step, for tests to run as another process."""

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
