"""The encoding of a file, decided on all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.sources.code_pages import WordSample
from assay.sources.encoding import BROKEN, CHUNK, decide_encoding, decoded, survey

FRENCH = "account_id,name\n1,Société Générale\n2,Crédit à la française\n"
RUSSIAN = "account_id,name\n1,ООО Ромашка\n2,Сбербанк России\n"


def decide(tmp_path: Path, content: bytes, wanted: str | None = None) -> tuple[str, str]:
    path = tmp_path / "accounts.csv"
    path.write_bytes(content)
    decision = decide_encoding(path, path.name, survey(path), wanted)[0]
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


NAMES = {
    "pl": "Żabka Łódź Sp. z o.o.;Zakłady Azotowe Puławy;Poczta Polska Wrocław",
    "cs": "Škoda Plzeň a.s.;Česká spořitelna;Třinecké železárny",
    "hu": "Győri Keksz Kft.;Székesfehérvár Alumínium;Hűtőipari Gépgyár",
    "hr": "Zagrebačka banka;Čakovec Građevinar;Šibenik Željezara",
    "el": "Εθνική Τράπεζα της Ελλάδος;Αθήνα;Όμιλος Αντωνίου",
    "tr": "Türkiye İş Bankası;Şişecam Kırklareli;Doğuş Otomotiv",
    "ru": "ООО Ромашка;Нижний Новгород;ЗАО Промышленная группа",
    "uk": "ТОВ Київстар;Запоріжжя Коксохім;Єврохім Україна",
    "zh": "北京华为技术有限公司;上海汽车集团股份有限公司;杭州",
    "zh_Hant": "台灣積體電路製造股份有限公司;高雄市;統一企業",
    "ja": "トヨタ自動車株式会社;東京都港区;三菱商事",
    "de": "Müller Bäckerei GmbH;Größe & Söhne;Köln Straßenbau",
    "fr": "Société Générale;Besançon Énergie;Hôtel Côte d'Azur",
    "lt": "Šiaulių bankas;Žemaitijos pienas;Panevėžys",
}
PAGES = {
    "pl": ("windows-1250", "iso-8859-2", "cp852"),
    "cs": ("windows-1250", "iso-8859-2"),
    "hu": ("windows-1250", "iso-8859-2"),
    "hr": ("windows-1250",),
    "el": ("windows-1253", "iso-8859-7"),
    "tr": ("windows-1254", "iso-8859-9"),
    "ru": ("windows-1251", "koi8-r", "cp866", "iso-8859-5"),
    "uk": ("windows-1251", "koi8-u", "iso-8859-5"),
    "zh": ("gb18030", "gbk", "utf-16"),
    "zh_Hant": ("big5", "utf-8"),
    "ja": ("cp932", "euc-jp"),
    "de": ("windows-1252", "iso-8859-15", "mac-roman", "cp850", "utf-16-le"),
    "fr": ("windows-1252", "iso-8859-15", "mac-roman", "cp850"),
    "lt": ("windows-1257",),
}
WRITTEN = [(language, page) for language, pages in PAGES.items() for page in pages]


def table_of(names: str) -> str:
    return "account_id,name\n" + "".join(f"{number},{name}\n" for number, name in enumerate(names.split(";")))


@pytest.mark.parametrize(("language", "page"), WRITTEN)
def test_names_of_a_language_read_as_they_were_written(tmp_path: Path, language: str, page: str) -> None:
    text = table_of(NAMES[language])
    assert decide(tmp_path, text.encode(page))[1] == text


@pytest.mark.parametrize(("language", "page"), WRITTEN)
def test_one_name_reads_as_it_was_written_or_is_asked_about(tmp_path: Path, language: str, page: str) -> None:
    text = table_of(NAMES[language].split(";")[0])
    try:
        read = decide(tmp_path, text.encode(page))[1]
    except UsageError as asked:
        read = text if "the encoding is not sure" in asked.message else asked.message
    assert read == text


def test_one_polish_name_among_many_german_ones_decides(tmp_path: Path) -> None:
    text = table_of(f"{NAMES['de']};" * 500 + "Łódź Żabka")
    assert decide(tmp_path, text.encode("windows-1250")) == ("windows-1250", text)


def test_the_order_of_the_rows_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.sources.code_pages._MANY", 20)
    rows = [f"{number} {name}" for number in range(30) for name in NAMES["pl"].split(";")]
    found = set()
    for order in (rows, rows[::-1], sorted(rows)):
        sample = WordSample()
        for row in order:
            sample.add(row.encode("windows-1250"))
        found.add(tuple(sample.words()))
    assert len(found) == 1


def test_a_name_that_may_be_read_in_two_ways_is_shown_in_both(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'Gyõr' \(windows-1252\) or 'Győr' \(windows-1250\)") as raised:
        decide(tmp_path, "account_id,name\n1,Győr\n".encode("windows-1250"))
    assert "--option encoding=" in (raised.value.hint or "")


def test_a_long_line_without_spaces_is_looked_at_in_linear_time(tmp_path: Path) -> None:
    content = b"a,b\n" + b"x" * CHUNK + " Żabka Łódź Spółdzielnia\n".encode("windows-1250")
    assert decide(tmp_path, content)[0] == "windows-1250"


@pytest.mark.parametrize(
    ("text", "page", "told"),
    [("Müller", "windows-1252", "MÃ¼ller"), ("It’s", "windows-1252", "Itâ€™s"), ("Сбербанк", "windows-1251", "РЎР±")],
)
def test_utf_8_that_was_read_wrongly_before_is_told(tmp_path: Path, text: str, page: str, told: str) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes(f"name\n{text}\n".encode().decode(page).encode())
    encoding, wrongly = decide_encoding(path, path.name, survey(path), None)
    assert (encoding.value, text in wrongly.reason, told in wrongly.reason) == ("utf-8", True, True)


@pytest.mark.parametrize("language", NAMES)
def test_names_in_plain_utf_8_are_not_taken_for_it(tmp_path: Path, language: str) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(table_of(NAMES[language]) + "3,«À propos» ÄÖÜ „Ä“ РОССИЯ СССР\n")
    assert len(decide_encoding(path, path.name, survey(path), None)) == 1


def test_the_option_decides(tmp_path: Path) -> None:
    assert decide(tmp_path, b"name,sign\n1,\x80\n", "windows-1252") == ("cp1252", "name,sign\n1,€\n")


def test_an_unknown_option_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Unknown encoding 'utf-9'"):
        decide(tmp_path, b"a\n", "utf-9")


def test_mostly_utf_8_stays_utf_8_with_its_broken_bytes_marked(tmp_path: Path) -> None:
    content = FRENCH.encode() + b"3,caf\xe9\n"
    assert decide(tmp_path, content) == ("utf-8", FRENCH + f"3,caf{BROKEN}\n")
