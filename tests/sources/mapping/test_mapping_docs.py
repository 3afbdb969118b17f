"""docs/mapping.md and docs/presets.md say all there is, and what they show works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assay.sources.mapping import parse as mapping_parse
from assay.sources.mapping import read as mapping_read
from assay.sources.mapping.mapping import read_preset
from assay.sources.presets import PRESETS
from support.mapped import Load, written

DOCS = Path(__file__).parents[3] / "docs"
MAPPING = (DOCS / "mapping.md").read_text("utf-8")
PRESET_PAGE = (DOCS / "presets.md").read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", MAPPING, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_understood(example: str, tmp_path: Path) -> None:
    assert written(tmp_path, example).tables


def test_the_first_example_does_what_it_says(tmp_path: Path) -> None:
    load = Load(
        written(tmp_path, EXAMPLES[0]),
        {
            "customers.csv": "Kundennummer,Firma,Land\nK1,Müller & Söhne,D\n",
            "deals_2026.csv": "Nr,Firma,Umsatz,Phase,Angelegt,Erstkontakt,Geloescht,Sparte\n"
            '1,Muller und Sohne,"12,5",gewonnen,,31.01.2026,,Stahl\n2,MÜLLER&SÖHNE,"1,0",Neu,01.02.2026,,,\n3,X,1,Neu,1,1,ja,\n4,X,1,N,1,1,1,\n',
        },
    )
    assert [row["country"] for row in load.rows("accounts")] == ["Germany"]
    first, second = load.rows("opportunities")
    assert {first.pop("_flag", None), first.pop("_flag_of", None)} == {None}
    assert first == {
        "opportunity_id": "1",
        "type": "new_business",
        "account_id": "Muller und Sohne",
        "amount": "12,5",
        "_unit_amount": "1000",
        "currency": "EUR",
        "stage": "Closed Won",
        "created_at": "31.01.2026",
        "x_sparte": "Stahl",
    }
    assert second["account_id"] == "K1"


@pytest.mark.parametrize(
    "word",
    [
        *mapping_parse.OPTIONS,
        *mapping_parse.TABLE_KEYS,
        *mapping_parse.RULE_KEYS,
        *mapping_parse.WORDS,
        *(key for key in mapping_read.HEAD if key != "table"),
    ],
)
def test_every_word_is_documented(word: str) -> None:
    assert re.search(rf"`{word}\b|`[^`\n]*\b{word}\b[^`\n]*`", MAPPING), f"docs/mapping.md does not know {word}"


@pytest.mark.parametrize("preset", PRESETS)
def test_every_table_of_a_preset_is_documented(preset: str) -> None:
    (section,) = re.findall(
        rf"^## (?:{preset}|[^\n]*\(`{preset}`\))$(.*?)(?=^## |\Z)",
        PRESET_PAGE,
        re.DOTALL | re.MULTILINE | re.IGNORECASE,
    )
    documented = set(re.findall(r"^\| `([^`]+)` \| `(\w+)` \|", section, re.MULTILINE))
    assert documented == {(table.files[0], table.to) for table in read_preset(preset).tables}
