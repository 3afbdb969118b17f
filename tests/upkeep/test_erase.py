"""A person who is erased is in no byte of the workspace any more, whatever happens on the way and whatever is loaded next."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from assay.cli.main import main
from assay.delivery.outbox import Key, begin, lines
from assay.errors import DataError, UsageError, WorkspaceError
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.landing.marks import Marks
from assay.landing.undo import undo
from assay.refresh import refresh
from assay.store.lock import erasing_path, writing
from assay.store.runs import open_run, published
from assay.store.workspace import Workspace, create_workspace
from assay.upkeep.backup import backup, restore
from assay.upkeep.beside import look_beside
from assay.upkeep.erase import erase, look, resume, who_is_back
from assay.upkeep.person import find_person
from assay.upkeep.verify import verify
from support.kill_steps import COUNTED

TODAY = date(2026, 4, 1)
NEEDLES = ("zelda", "zorn-person-1", "zornvisitor", "79990001122", "10.9.8.7", "zorn-session")
FILES = {
    "accounts": "account_id,name,x_contact,x_note\na1,Acme,zorn-person-1,asked by Zelda.Zorn@acme.example!\na2,Beta,,\n",
    "users": "user_id,name,email\nu1,Una,zelda.zorn@acme.example\n",
    "people": (
        "person_id,account_id,email,phone,first_name,last_name,x_own,merged_into_id\n"
        "zorn-person-1,a1,Zelda.Zorn@acme.example,+7 999 000 11 22,Zelda,Zorn,zelda likes tea,\n"
        "zorn-person-1b,a1,zelda@private.example,,Zelda,Zorn,,zorn-person-1\n"
        "p2,a1,bob@acme.example,,Bob,Berg,,\np3,a1,cid@acme.example,,Cid,Cole,,\np4,a1,dee@acme.example,,Dee,Dahl,,\n"
        "p5,a2,eve@acme.example,,Eve,Eck,,\n"
    ),
    "visitors": "visitor_id,person_id,account_id\nzornvisitor,zorn-person-1,a1\nv2,p2,a1\n",
    "programmes": "programme_id,name\ng1,For Zelda Zorn\n",
    "campaigns": "campaign_id,name\nc1,Dinner with zelda%40private.example\n",
    "list_memberships": "list,account_id,valid_from\nL,a1,2026-01-01\n",
    "opportunities": 'opportunity_id,account_id,name,created_at\no1,a1,"Zorn, Zelda: 7 seats",2026-02-01\n',
    "opportunity_people": "opportunity_id,person_id,role\no1,zorn-person-1,zelda's own\no1,p2,user\n",
    "touches": (
        "touch_id,occurred_at,kind,visitor_id,person_id,email,ip,session_id,url,outcome,x_said\n"
        "t1,2026-03-01,page_view,zornvisitor,,,10.9.8.7,zorn-session,/pricing?u=zelda.zorn%40acme.example,,\n"
        "t2,2026-03-02,call,,zorn-person-1,,,,,connected,Zelda said yes\n"
        "t-zelda@private.example-3,2026-03-03,chat,,,ZELDA@private.example,10.9.8.7,,,,\n"
        "t4,2026-03-04,call,,p2,,,,,,spoke of zelda.zorn@acme.example\n"
        "t5,2026-03-05,call,v2,,,,,,,\n"
        "t6,never zelda.zorn@acme.example,call,,zorn-person-1,,,,,,\n"
        "t7,2026-03-05,call,,zorn-person-1,,,,,,too,many zelda@private.example\n"
    ),
    "survey_responses": "response_id,answered_on,question,score,person_id\nr1,2026-03-01,nps,9,zorn-person-1\n",
    "account_links": "account_id,other_id,reason,decided_by\na1,a2,zelda.zorn@acme.example says so,Zelda Zorn\n",
    "account_names": "account_id,name\na1,Zelda Zorn & Co\n",
}


def write(folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text)
    return [folder / f"{name}.csv" for name in FILES]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "work", **{"figures.at_refresh": False})
    files = write(tmp_path / "files")
    load(made, files)
    (tmp_path / "people.csv").write_text(FILES["people"].replace("Berg", "Boe").replace("likes tea", "likes zelda"))
    load(made, [tmp_path / "people.csv"])
    return made


def inside(content: bytes) -> Iterator[str]:
    """A file's bytes as text, and those of what is packed in it: zip and what is made of it, gzip, streams of PDF."""
    yield content.decode("latin-1")
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield from inside(packed.read(name))
    if content.startswith(b"\x1f\x8b"):
        yield from inside(gzip.decompress(content))
    if content.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
            with suppress(zlib.error):
                yield from inside(zlib.decompress(stream))


def where_they_are(folder: Path, needles: tuple[str, ...] = NEEDLES) -> list[str]:
    """Files of a workspace in which a needle stands: as bytes, and for Parquet and databases in what they hold."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and one.name != "assay.toml"):
        held = path.name.lower() + "".join(inside(path.read_bytes())).lower()
        if path.suffix == ".parquet":
            held += str(pq.read_table(path).to_pylist()).lower()
        elif path.suffix == ".duckdb":
            with closing(duckdb.connect(str(path), read_only=True)) as run:
                for schema, name in run.execute(
                    "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT temporary"
                ).fetchall():
                    held += str(run.execute(f'FROM "{schema}"."{name}"').fetchall()).lower()
        found += [f"{path.name}: {needle}" for needle in needles if needle in held]
    return found


def rows(workspace: Workspace, query: str) -> list[tuple[object, ...]]:
    with closing(open_run(workspace)) as run:
        return run.cursor().execute(query).fetchall()


def ids(workspace: Workspace) -> list[str]:
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT person_id FROM ({current_sql(workspace, 'people')}) ORDER BY 1").fetchall()
    return [row[0] for row in found]


def test_no_byte_is_left_and_the_next_load_brings_nobody_back(workspace: Workspace, tmp_path: Path) -> None:
    refresh(workspace, today=TODAY)
    before = rows(workspace, "SELECT account_id, kind, count(*) FROM main.touches GROUP BY ALL ORDER BY ALL")
    sent = workspace.data / "incoming" / "20260101-000000-abcd"
    (sent / "files").mkdir(parents=True)
    (sent / "files" / "people.csv").write_text(FILES["people"])
    (sent / "state.json").write_text('{"look": {"sample": "Zelda Zorn, zorn-person-1"}}')
    assert len(where_they_are(workspace.data)) > 20
    done = erase(workspace, "Zelda@private.example", also=["Zelda"])
    assert (done.account, done.stays) == ("a1", True)
    assert set(done.ids) == {"zorn-person-1", "zorn-person-1b"}
    assert where_they_are(workspace.data) == []
    assert published(workspace) == (done.run,)
    assert rows(workspace, "SELECT account_id, kind, count(*) FROM main.touches GROUP BY ALL ORDER BY ALL") == before
    assert rows(workspace, "SELECT person_id FROM model.people ORDER BY 1") == [("p2",), ("p3",), ("p4",), ("p5",)]
    assert verify(workspace).problems == ()
    with pytest.raises(DataError, match="Nothing has landed"):
        find_person(workspace, "zorn-person-1")
    again = [tmp_path / "files" / f"{name}.csv" for name in ("people", "visitors", "opportunity_people", "touches")]
    for path in again:
        path.write_text(path.read_text() + "\n")
    said = load(workspace, again)
    assert {one.value for one in said.decisions if one.what == "erased people"} == {"1 row", "2 rows", "4 rows"}
    assert sum(one.loaded for one in said.tables if one.table == "touches") == 0  # nobody's rows are as they were
    assert ids(workspace) == ["p2", "p3", "p4", "p5"]
    backup(workspace, tmp_path / "copy")
    unknown = ("zorn-person-1", "zornvisitor", "79990001122", "10.9.8.7", "zorn-session", "zelda.zorn@", "zelda@")
    held = [one for one in where_they_are(tmp_path / "copy") if one.split(": ")[1] in unknown]
    assert held == []  # a name alone is told by no hash: words of free text are said with --also


def test_where_few_others_are_known_touches_go_too(tmp_path: Path) -> None:
    workspace = small(tmp_path)
    said = look(workspace, "p1")
    assert (said.account, said.stays, said.done) == ("a1", False, False)
    assert main(["-C", str(workspace.path), "erase", "p1", "--check"]) == 0
    assert find_person(workspace, "p1").rows
    assert main(["-C", str(workspace.path), "erase", "p1", "--yes"]) == 0
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT touch_id FROM ({current_sql(workspace, 'touches')})").fetchall() == [("t2",)]
    assert who_is_back(workspace) == ()


def small(tmp_path: Path) -> Workspace:
    workspace = create_workspace(tmp_path / "small")
    texts = {
        "accounts": "account_id,name\na1,Acme\n",
        "people": "person_id,account_id,email,last_name\np1,a1,ann@x.example,Ames\np2,a1,bob@x.example,Berg\n",
        "touches": "touch_id,occurred_at,kind,person_id\nt1,2026-03-01,call,p1\nt2,2026-03-01,call,p2\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text)
    load(workspace, [tmp_path / f"{name}.csv" for name in texts])
    return workspace


def workbook(path: Path, text: str) -> bytes:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write(0, 0, text)
    return path.read_bytes()


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


def test_packs_and_exports_beside_the_data_are_looked_into_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A name in a workbook stands in none of its bytes: what is packed is unpacked before it is searched."""
    workspace = small(tmp_path)
    packs = workspace.path / "packs"
    packs.mkdir()
    spoken = "Met ann@x.example in May"
    book = workbook(packs / "pack.xlsx", spoken)
    assert b"ann@x.example" not in book
    pq.write_table(pa.table({"note": [spoken]}), packs / "rows.parquet", compression="zstd")
    files = {
        "mails.csv.gz": gzip.compress(spoken.encode()),
        "twice.zip": zipped(inner=zipped(book=book)),
        "wide.csv": spoken.encode("utf-16"),
        "page.html": b"<p>ann@x.ex<b>ample</b> &amp; others</p>",
        "of ann@x.example (1).txt": b"nothing",
        "clean.xlsx": workbook(packs / "other.xlsx", "Met bob@x.example"),
        "pack.pdf": b"%PDF-1.7 ",
        "torn.xlsx": book[: len(book) // 2],
        "bomb.gz": gzip.compress(bytes(300 << 20), 1),
    }
    for name, content in files.items():
        (packs / name).write_bytes(content)
    said = look(workspace, "p1")
    clean = {"clean.xlsx", "other.xlsx"}
    assert set(said.closed_beside) == {"packs/pack.pdf", "packs/torn.xlsx", "packs/bomb.gz"}
    assert set(said.named_beside) == {f"packs/{path.name}" for path in packs.iterdir() if path.name not in clean} - set(
        said.closed_beside
    )
    assert main(["-C", str(workspace.path), "erase", "p1", "--yes"]) == 0
    told = capsys.readouterr().out
    assert "packs/pack.xlsx" in told
    assert "Not looked into" in told
    assert (packs / "pack.xlsx").read_bytes() == book, "it is somebody's own"
    assert where_they_are(workspace.data, ("ann@x.example",)) == []
    assert look_beside(workspace, Marks()).named == ()


def test_a_restored_backup_of_before_is_known_to_have_them(tmp_path: Path) -> None:
    workspace = small(tmp_path)
    backup(workspace, tmp_path / "copy")
    erase(workspace, "ann@x.example")
    restore(tmp_path / "copy", workspace.path, replace=True)
    assert who_is_back(workspace) == ("p1",)
    assert main(["-C", str(workspace.path), "erase", "--again", "--yes"]) == 0
    assert ids(workspace) == ["p2"]


def test_touches_stay_with_the_account_that_the_person_is_of_by_now(tmp_path: Path) -> None:
    """What was landed last was taken back."""
    workspace, people = create_workspace(tmp_path / "work"), tmp_path / "people.csv"
    for text in ("p1,a1\n", "p1,a2\n", "p1,a1\np2,a1\n"):
        people.write_text(f"person_id,account_id\n{text}")
        load(workspace, [people])
        if text == "p1,a2\n":
            undo(workspace, [2])
    assert look(workspace, "p1").account == "a1"


def test_rows_that_nothing_but_the_person_told_apart_go(tmp_path: Path) -> None:
    """A message to one address in two spellings, once each: cleaned, they are the same message."""
    workspace = small(tmp_path)
    for recipient in ("ann@x.example", "Ann@X.example", "bob@x.example"):
        begin(workspace, Key("weekly", recipient, "digest", "2026-W14"), 1, (), datetime(2026, 4, 1))
    erase(workspace, "p1")
    assert {line.key.recipient for line in lines(workspace)} == {"[erased]", "bob@x.example"}
    assert where_they_are(workspace.data, ("ann@x.example",)) == []


def test_people_who_share_an_address_are_not_taken_for_one(tmp_path: Path) -> None:
    workspace = small(tmp_path)
    (tmp_path / "people.csv").write_text("person_id,account_id,email,last_name\np2,a1,ann@x.example,Berg\n")
    load(workspace, [tmp_path / "people.csv"])
    with pytest.raises(UsageError, match="p1, p2 share an address"):
        erase(workspace, "p1")
    erase(workspace, "p1", shared=True)
    assert ids(workspace) == []


# The erasure kills itself just before its n-th step that puts anything on the disk for good, or removes it.
STEPWISE = f"""{COUNTED}
from assay.store.workspace import Workspace
from assay.upkeep.erase import erase
workspace = Workspace(Path(sys.argv[1]))
Path.unlink, shutil.rmtree = counted(Path.unlink), counted(shutil.rmtree)
for copy in Path(sys.argv[2]).glob("*"):
    if not (child := os.fork()):
        left = int(copy.name)
        erase(Workspace(copy), "p1")
        os._exit(0)
    os.waitpid(child, 0)
"""


@pytest.mark.parametrize(
    "stride", [pytest.param(17, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.exhaustive)]
)
def test_killed_before_each_of_its_steps_it_has_not_begun_or_can_be_finished(tmp_path: Path, stride: int) -> None:
    workspace, copies = small(tmp_path), tmp_path / "copies"
    for step in range(1, 90, stride):
        shutil.copytree(workspace.path, copies / str(step))
    subprocess.run([sys.executable, "-c", STEPWISE, str(workspace.path), str(copies)], check=True)
    interrupted = 0
    for copy in sorted(copies.iterdir()):
        one = Workspace(copy)
        if erasing_path(one).exists():
            interrupted += 1
            with pytest.raises(WorkspaceError, match="erasure of a person was interrupted"), writing(one, "load"):
                pass
            resume(one)
        elif ids(one) == ["p1", "p2"]:
            erase(one, "p1")
        assert ids(one) == ["p2"], copy.name
        assert verify(one).problems == (), copy.name
        with pytest.raises(DataError, match="Nothing has landed"):
            find_person(one, "p1")
        assert where_they_are(one.data, ("ann@x.example",)) == []
    assert interrupted > 1
