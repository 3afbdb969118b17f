import duckdb
import pytest

from assay.engine.duckdb import Limits, open_for_reading, open_for_writing, open_in_memory
from assay.errors import WorkspaceError

SMALL = Limits("200MiB", 2)


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "numbers.duckdb"
    connection = open_for_writing(path, spill=tmp_path / "tmp" / "build", limits=SMALL)
    connection.execute("CREATE TABLE numbers AS SELECT range AS n, md5(range::VARCHAR) AS word FROM range(1000)")
    connection.close()
    return path


def reading(database):
    return open_for_reading(database, spill=database.parent / "tmp" / "it's", limits=SMALL)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY numbers TO '/tmp/numbers_stolen.csv'",
        "ATTACH '/tmp/other.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "DELETE FROM numbers",
        "CREATE TABLE other (n INTEGER)",
    ],
)
def test_a_reader_reads_its_file_and_nothing_else(database, sql):
    connection = reading(database)
    assert connection.execute("SELECT count(*) FROM numbers").fetchone() == (1000,)
    with pytest.raises(duckdb.Error):
        connection.execute(sql)


def test_readers_of_one_process_share_the_file(database):
    first, second = reading(database), reading(database)
    first.close()
    assert second.cursor().execute("SELECT max(n) FROM numbers").fetchone() == (999,)


def test_limits_hold(database):
    connection = reading(database)
    assert connection.execute("SELECT current_setting('memory_limit'), current_setting('threads')").fetchone() == (
        "200.0 MiB",
        2,
    )


def test_who_cannot_write_can_read(database):
    (database.parent / "file").write_text("")
    connection = open_for_reading(database, spill=database.parent / "file" / "read", limits=SMALL)
    assert connection.execute("SELECT max(n) FROM numbers").fetchone() == (999,)


def test_what_does_not_fit_into_memory_spills_into_the_given_folder(tmp_path):
    spill = tmp_path / "not yet" / "there"
    connection = open_for_writing(tmp_path / "big.duckdb", spill=spill, limits=SMALL)
    sql = "CREATE TABLE big AS SELECT range AS n, md5(range::VARCHAR) AS word FROM range(3000000) ORDER BY word"
    connection.execute(sql)
    assert spill.exists()
    connection.close()
    assert not spill.exists()


def test_no_extension_is_fetched():
    settings = "autoload_known_extensions", "autoinstall_known_extensions", "allow_community_extensions"
    connection = open_in_memory(SMALL)
    for setting in settings:
        assert connection.execute("SELECT current_setting(?)", [setting]).fetchone() == (False,)


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 20000])
def test_a_damaged_file_is_named(tmp_path, content):
    path = tmp_path / "1.duckdb"
    path.write_bytes(content)
    with pytest.raises(WorkspaceError, match=r"1\.duckdb") as raised:
        open_for_reading(path, spill=tmp_path / "tmp" / "read")
    assert "assay refresh --full" in str(raised.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(WorkspaceError, match=r"2\.duckdb"):
        open_for_reading(tmp_path / "2.duckdb", spill=tmp_path / "tmp")


def test_one_process_opens_a_file_twice_with_limits_of_its_own(tmp_path):
    """A server reads a run with less memory than the refresh that has just built it in the same process."""
    path = tmp_path / "1.duckdb"
    open_for_writing(path, spill=tmp_path / "build", limits=SMALL).close()
    first = open_for_reading(path, spill=tmp_path / "tmp", limits=SMALL)
    second = open_for_reading(path, spill=tmp_path / "tmp", limits=Limits(memory="300MiB", threads=1))
    assert first.execute("SELECT 1").fetchone() == second.execute("SELECT 1").fetchone() == (1,)
