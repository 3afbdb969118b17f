"""Answers kept by what was asked: run, question, scope, language and rights. The least recently used go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

MOST = 1024


class Kept:
    """Two readers who ask for the same thing at once get it worked out once: the second one waits."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._working: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, work: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
            working = self._working.setdefault(key, Lock())
        with working:
            with self._lock:
                if key in self._found:
                    return self._found[key]
            try:
                answer = work()
            finally:
                with self._lock:
                    self._working.pop(key, None)
            self._keep(key, answer)
            return answer

    def known(self, key: Hashable) -> Any:
        """What is kept, without working it out; None where it is not."""
        with self._lock:
            return self._found.get(key)

    def _keep(self, key: Hashable, answer: Any) -> None:
        with self._lock:
            self._found[key] = answer
            while len(self._found) > self._most:
                self._found.popitem(last=False)

    def __len__(self) -> int:
        return len(self._found)
