"""Files of a form as they come: written where they are kept, and nothing of them before the form's token is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from assay.errors import UsageError

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

LONGEST_FIELD = 10_000


@dataclass
class _Part:
    headers: dict[str, bytes] = field(default_factory=dict)
    name: str = ""
    file: BinaryIO | None = None
    text: bytearray = field(default_factory=bytearray)


@dataclass
class SentFiles:
    """Takes a multipart form apart. `admit(fields)` is asked before the first file and raises where it may not come;
    `place(name)` is where a file of that name is written. A file without a name (none was chosen) is passed over.
    """

    admit: Callable[[dict[str, str]], None]
    place: Callable[[str], Path]
    fields: dict[str, str] = field(default_factory=dict)
    written: list[Path] = field(default_factory=list)
    _part: _Part = field(default_factory=_Part)
    _header: list[bytearray] = field(default_factory=lambda: [bytearray(), bytearray()])

    async def read(self, request: Request) -> None:
        """UsageError for what is no form with files."""
        kind, options = parse_options_header(request.headers.get("content-type", ""))
        if kind != b"multipart/form-data" or b"boundary" not in options:
            self.admit(self.fields)
            raise UsageError("This is no form with files.", hint="Choose the files on the page.")
        parser = MultipartParser(options[b"boundary"], cast("MultipartCallbacks", self._callbacks()))
        try:
            async for piece in request.stream():
                parser.write(piece)
            parser.finalize()
        except FormParserError as error:
            raise UsageError(f"The form cannot be read: {error}") from None
        finally:
            if self._part.file:
                self._part.file.close()
        if not self.written:
            self.admit(self.fields)

    def _callbacks(self) -> dict[str, Callable[..., None]]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header[0].extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._header[1].extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._open,
            "on_part_data": self._write,
            "on_part_end": self._end,
        }

    def _begin(self) -> None:
        self._part = _Part()

    def _end_header(self) -> None:
        name, value = self._header
        self._part.headers[name.decode("latin-1").lower()] = bytes(value)
        self._header = [bytearray(), bytearray()]

    def _open(self) -> None:
        _, options = parse_options_header(self._part.headers.get("content-disposition", b""))
        self._part.name = options.get(b"name", b"").decode("utf-8", "replace")
        if file := options.get(b"filename", b"").decode("utf-8", "replace"):
            self.admit(self.fields)
            path = self.place(file)
            self._part.file = path.open("xb")
            self.written.append(path)

    def _write(self, data: bytes, start: int, end: int) -> None:
        if self._part.file:
            self._part.file.write(data[start:end])
            return
        self._part.text += data[start:end]
        if len(self._part.text) > LONGEST_FIELD:
            raise UsageError("A field of the form is too long.")

    def _end(self) -> None:
        if self._part.file:
            self._part.file.close()
            self._part.file = None
        else:
            self.fields[self._part.name] = self._part.text.decode("utf-8", "replace")
