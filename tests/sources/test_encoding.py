"""The encoding of a file, decided on all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.sources.encoding import BROKEN, CHUNK, decide_encoding, decoded, survey

FRENCH = "account_id,name\n1,Société Générale\n2,Crédit à la française\n"
RUSSIAN = "account_id,name\n1,ООО Ромашка\n2,Сбербанк России\n"


def decide(tmp_path: Path, content: bytes, wanted: str | None = None) -> tuple[str, str]:
    path = tmp_path / "accounts.csv"
    path.write_bytes(content)
    decision = decide_encoding(path.name, survey(path), wanted)
    with decoded(path, decision.value) as stream:
        return decision.value, stream.read()


@pytest.mark.parametrize(
    ("text", "written", "found"),
    [
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "utf-8-sig", "utf-8"),
        (FRENCH, "utf-16", "utf-16"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
        (FRENCH, "utf-32", "utf-32"),
        (FRENCH, "windows-1252", "windows-1252"),
        (RUSSIAN, "utf-8", "utf-8"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "windows-1251", "windows-1251"),
        ("a,b\n1,2\n", "ascii", "utf-8"),
    ],
)
def test_each_encoding_is_found_and_read(tmp_path: Path, text: str, written: str, found: str) -> None:
    assert decide(tmp_path, text.encode(written)) == (found, text)


def test_one_letter_at_the_end_of_a_large_file_decides(tmp_path: Path) -> None:
    content = b"a,b\n" + b"1,plain\n" * (CHUNK // 8) + "2,café au lait\n".encode("windows-1252")
    assert decide(tmp_path, content)[0] == "windows-1252"


def test_a_letter_across_two_chunks_is_valid_utf_8(tmp_path: Path) -> None:
    content = b"a" * (CHUNK - 1) + "é\n".encode()
    assert decide(tmp_path, content)[0] == "utf-8"


def test_what_may_be_either_is_an_error_that_names_the_option(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="both possible") as raised:
        decide(tmp_path, b"name,sign\n1,\x80\n")
    assert 'encoding = "windows-1251"' in (raised.value.hint or "")


def test_the_option_decides(tmp_path: Path) -> None:
    assert decide(tmp_path, b"name,sign\n1,\x80\n", "windows-1252") == ("cp1252", "name,sign\n1,€\n")


def test_an_unknown_option_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Unknown encoding 'utf-9'"):
        decide(tmp_path, b"a\n", "utf-9")


def test_mostly_utf_8_stays_utf_8_with_its_broken_bytes_marked(tmp_path: Path) -> None:
    content = FRENCH.encode() + b"3,caf\xe9\n"
    assert decide(tmp_path, content) == ("utf-8", FRENCH + f"3,caf{BROKEN}\n")
