"""Landing the sample company's files counts what the truth says it must."""

import pytest

from assay.demo.workspace import demo_settings
from assay.landing.load import load
from assay.store.workspace import create_workspace


@pytest.mark.slow
def test_landing_counts_as_the_truth_says(sample, tmp_path):
    workspace = create_workspace(tmp_path / "ws")
    (workspace.path / "assay.toml").write_text(demo_settings(), "utf-8")
    months = [sample.folder / "touches" / f"touches-2026-{part}.parquet" for part in ("08", "08-again", "09")]
    report = load(workspace, [*sorted(sample.folder.glob("*.csv")), *months], table=None)
    found = {name: {"rows": 0, "loaded": 0, "duplicate": 0, "quarantined": 0} for name in sample.truth.files}
    for entry in report.tables:
        counts = (entry.rows_in, entry.loaded, entry.duplicate, entry.quarantined)
        for word, count in zip(found[entry.table], counts, strict=True):
            found[entry.table][word] += count
    touches, said = found.pop("touches"), dict(sample.truth.files)
    assert {word: touches[word] for word in ("duplicate", "quarantined")} == {
        word: said["touches"][word] for word in ("duplicate", "quarantined")
    }
    said.pop("touches")
    assert found == said
