"""Objects of a bucket of S3, Google Cloud Storage or Azure Blob Storage: which there are, and their content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

from assay.connectors.extras import driver
from assay.connectors.secrets import read_secret
from assay.errors import DataError
from assay.settings.secret import Secret
from assay.settings.sources.files import S3, Azure, Gcs
from assay.store.durable import move_durably

CHUNK = 8 << 20
CLIENT = {"connect_timeout": "15s", "timeout": "3600s"}
HERE = r"^http://(127\.0\.0\.1|localhost)(:\d+)?(/|$)"
RETRIES = {"max_retries": 4, "retry_timeout": timedelta(seconds=120)}
"""Within a request: failures that pass, and pauses that a store asks for."""


class Changed(Exception):
    """The object is not the one that was listed: it was written anew, or is gone."""


@dataclass(frozen=True)
class Object:
    """`name` is its path below the prefix; `mark` what the store gives each content of it: its entity tag."""

    name: str
    size: int
    mark: str


class ObjectStore:
    """One bucket. UsageError where the driver, or a secret, is missing."""

    def __init__(self, source: str, settings: S3 | Gcs | Azure, prefix: str, workspace: Path) -> None:
        self._obstore = driver("obstore", "buckets", f"Source {source!r} needs")
        self._source, self._prefix = source, prefix.strip("/")
        secrets = {
            name: read_secret(source, value, workspace)
            for name in type(settings).model_fields
            if isinstance(value := getattr(settings, name), Secret)
        }
        with self._telling():
            self._store = _opened(settings, secrets)

    def objects(self) -> Iterator[Object]:
        """All objects below the prefix, by name."""
        with self._telling():
            pages = self._obstore.list(self._store, prefix=self._prefix or None)
            objects = [one for page in pages for one in page]
        for one in sorted(objects, key=lambda one: str(one["path"])):
            yield Object(str(one["path"])[len(self._prefix) :].lstrip("/"), int(one["size"]), _mark(one))

    def fetch(self, one: Object, target: Path) -> None:
        """Writes the object to `target`, from where an interrupted fetch of the same content had come to.

        Raises Changed when it is no longer the one that was listed.
        """
        part = target.with_name(target.name + ".part")
        done = part.stat().st_size if part.is_file() else 0
        path = f"{self._prefix}/{one.name}" if self._prefix else one.name
        with part.open("ab") as file, self._telling(path):
            if done < one.size:
                answer = self._obstore.get(self._store, path, options={"range": {"offset": done}})
                if _mark(answer.meta) != one.mark or answer.meta["size"] != one.size:
                    raise Changed
                written(answer.stream(min_chunk_size=CHUNK), file, one.size)
        if part.stat().st_size != one.size:
            part.unlink()
            raise Changed
        move_durably(part, target)

    @contextmanager
    def _telling(self, path: str = "") -> Iterator[None]:
        """Errors in a line, without addresses, which may hold a signature."""
        errors = self._obstore.exceptions
        try:
            yield
        except errors.BaseError as error:
            if path and isinstance(error, errors.NotFoundError | errors.PreconditionError):
                raise Changed from None
            what = f"{path} of source {self._source!r}" if path else f"Source {self._source!r}"
            raise DataError(
                f"{what} could not be read: {told(str(error))}.",
                hint="Nothing has changed; pull again when it is mended.",
            ) from None


def written(chunks: Iterable[Any], file: BinaryIO, listed: int) -> None:
    """Ends soon after so many bytes in the file as were listed: what gives more is another object, perhaps without an end."""
    for chunk in chunks:
        file.write(memoryview(chunk))
        if file.tell() > listed:
            break


def _mark(meta: Mapping[str, Any]) -> str:
    """A listing and an object's own answer may tell different versions, and quote the tag or not."""
    return str(meta["e_tag"] or meta["version"] or meta["last_modified"].isoformat()).strip('"')


def told(message: str) -> str:
    """What a store said, of the long message that the library makes of it.

    >>> told("Generic S3 error: GET http://h/?sig=x - Server returned non-2xx status code: 403 Forbidden: <Code>A</Code><Message>No.</Message>")
    'status 403 Forbidden: A, No'
    >>> told("Generic S3 error: Error performing GET http://h:1/b in 3ms, after 1 retries - HTTP error: error sending request")
    'it does not answer (error sending request)'
    >>> told("Kernel error -> Generic S3 error \\x1b[31m↳\\x1b[0m after 2 retries - HTTP error \\x1b[31m↳\\x1b[0m error sending request")
    'it does not answer (error sending request)'
    """
    plain = re.sub(r"\s*\x1b\[[\d;]*m↳\x1b\[0m\s*", ": ", message)  # deltalake writes for a terminal
    said = " ".join(re.sub(r"\x1b\[[\d;]*m", "", plain).split("Debug source")[0].split())
    if status := re.search(r"status code: (\d+ [A-Za-z ]+)", said):
        inside = [
            match.group(1).strip(" .")
            for name in ("Code", "Message")
            if (match := re.search(rf"<{name}>(.*?)</{name}>", said))
        ]
        return f"status {status.group(1).strip()}" + (f": {', '.join(inside)[:300]}" if inside else "")
    if cause := re.search(r"HTTP error: (.*)$", said):
        return f"it does not answer ({cause.group(1)[:100]})"
    return re.sub(r"https?://\S+", "…", said)[:300].strip(" .")


def _opened(settings: S3 | Gcs | Azure, secrets: Mapping[str, str]) -> Any:
    from obstore import store

    if isinstance(settings, S3):
        return store.S3Store(
            settings.bucket,
            **_asked({"region": settings.region, **secrets}, settings.endpoint),
            **_without_tls(settings.endpoint),
        )
    if isinstance(settings, Gcs):
        key = {"service_account_key": secrets["service_account"]} if secrets else {}
        return store.GCSStore(settings.bucket, **_asked(key, None), **_without_tls(_own_address(key)))
    names = {"sas_token": "sas_key"}
    plain = {name: value for name in ("tenant_id", "client_id") if (value := getattr(settings, name))}
    given = {names.get(name, name): value for name, value in secrets.items()}
    config = {"account_name": settings.account, **plain, **given}
    return store.AzureStore(settings.container, **_asked(config, settings.endpoint), **_without_tls(settings.endpoint))


def _asked(config: Mapping[str, str], endpoint: str | None) -> dict[str, Any]:
    """Options of a store at an address of its own, or the vendor's."""
    if endpoint is None:
        return {"config": config, "retry_config": RETRIES}
    return {"config": {**config, "endpoint": endpoint.rstrip("/")}, "retry_config": RETRIES}


def _without_tls(address: str | None) -> dict[str, Any]:
    """Without TLS nothing is asked but on this machine."""
    plain = bool(address and re.match(HERE, address))
    return {"client_options": {**CLIENT, **({"allow_http": True} if plain else {})}}


def _own_address(key: Mapping[str, str]) -> str | None:
    """Where a service account's key says that its store is, as those of fakes do."""
    try:
        said = json.loads(key.get("service_account_key", "{}"))
    except ValueError:
        return None  # the library says what is wrong with it
    return said.get("gcs_base_url") if isinstance(said, dict) else None
