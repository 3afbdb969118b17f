"""Files may come in any order, in any pieces and more than once: the current rows are the same."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from landing_place import Landing, Rows, counts

ID = st.text(alphabet="ab1 é-", min_size=1, max_size=4).map(lambda text: f"i{text}i")
ROW = st.tuples(st.text(alphabet='xyz" ,;é', max_size=6).map(lambda text: f"n{text}n"), st.integers(0, 10**6))
TABLE = st.dictionaries(ID, ROW, max_size=8)
COLUMNS = "account_id, name, employees"


def written(rows: list[tuple[str, tuple[str, int]]]) -> str:
    lines = [f'"{key}","{name.replace(chr(34), chr(34) * 2)}",{number}' for key, (name, number) in rows]
    return "\n".join(["account_id,name,employees", *lines, ""])


def landed(pieces: list[str], *, together: bool) -> Rows:
    with TemporaryDirectory() as folder:
        landing = Landing(Path(folder))
        paths = [landing.write(f"{number}/accounts.csv", piece) for number, piece in enumerate(pieces)]
        for group in [paths] if together else [[path] for path in paths]:
            counts(landing.load(*group))
        return landing.rows("accounts", COLUMNS)


@settings(max_examples=12, deadline=None)
@given(table=TABLE, seed=st.integers(0, 1000), cuts=st.integers(1, 3), together=st.booleans())
def test_order_pieces_and_repetition_do_not_matter(
    table: dict[str, tuple[str, int]], seed: int, cuts: int, together: bool
) -> None:
    rows = list(table.items())
    expected = sorted((key, name, number) for key, (name, number) in rows)
    chance = random.Random(seed)
    chance.shuffle(rows)
    pieces = [written(rows[start::cuts]) for start in range(cuts)]
    pieces += [chance.choice(pieces), written(chance.sample(rows, len(rows) // 2))]
    chance.shuffle(pieces)
    assert landed(pieces, together=together) == expected
