import re
import tomllib

import pytest

from assay.errors import UsageError
from assay.settings import Settings
from assay.store.workspace import Workspace, create_workspace, template

OPEN_TABLES = {"engagement.presets", "minutes", "weights.tier"}


def flat(settings, prefix=""):
    for name, value in settings.items():
        if isinstance(value, dict) and f"{prefix}{name}" not in OPEN_TABLES:
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", list(value) if isinstance(value, tuple) else value


def test_the_template_says_the_defaults_and_leaves_none_out():
    written = dict(flat(tomllib.loads(template())))
    defaults = dict(flat(Settings().model_dump()))
    shown_as_examples = {"engagement.presets", "minutes", "identity.mmdb", "identity.mmdb_mark", "identity.titles"}
    assert written == {name: value for name, value in defaults.items() if name not in shown_as_examples}
    assert Settings.model_validate(tomllib.loads(template())) == Settings()


def test_every_setting_of_the_template_is_explained():
    sections = re.split(r"(?m)^(?=\[)", template())
    explained_as_a_whole = ("[buying_committee]", "[weights.seniority]")
    lines = [line for part in sections if not part.startswith(explained_as_a_whole) for line in part.splitlines()]
    assert [line for line in lines if re.match(r"\w+ = ", line) and "#" not in line] == []


def test_its_examples_are_settings_too():
    text = re.sub(r"(?m)^# (\[.*\](?: +#.*)?|\w+ = .*)$", r"\1", template())
    settings = Settings.model_validate(tomllib.loads(text))
    assert settings.presets()["two_downloads"].lookback_days == 30
    assert settings.minutes["chat"].cap == 30
    assert settings.weights.tier == {"1": 1.5}


def test_a_new_workspace(tmp_path):
    workspace = create_workspace(tmp_path / "new" / "acme")
    assert workspace.settings == Settings()
    assert Workspace.find(tmp_path / "new" / "acme") == workspace
    assert workspace.manifest == tmp_path / "new" / "acme" / ".assay" / "manifest.sqlite"
    assert sorted(path.name for path in workspace.path.iterdir()) == [".assay", "assay.toml"]
    assert (workspace.data / ".gitignore").read_text() == "*\n"


def test_settings_of_a_new_workspace(tmp_path):
    workspace = create_workspace(
        tmp_path,
        name='Ärger & "Söhne" # 1\\2',
        currency="USD",
        own_domains=("acme.com", "acme.de"),
        margin=0.75,
        mqa={"selected": True, "minutes": 30.5},
        weights={"seniority": {"vp": 3}, "tier": {"1": 2, "Tier A": 1.5}},
        **{"engagement.preset": "mqa", "engagement.presets.two_calls.kinds": ["call"], "minutes.chat.cap": 10},
    )
    settings = workspace.settings
    assert settings.name == 'Ärger & "Söhne" # 1\\2'
    assert settings.own_domains == ("acme.com", "acme.de")
    assert (settings.currency, settings.margin, settings.mqa.selected, settings.mqa.minutes) == (
        "USD",
        0.75,
        True,
        30.5,
    )
    assert (settings.weights.seniority["vp"], settings.weights.seniority["c_level"]) == (3, 2)
    assert settings.weights.tier == {"1": 2, "Tier A": 1.5}
    assert settings.engagement.preset == "mqa"
    assert settings.engagement.presets["two_calls"].kinds == ("call",)
    assert settings.minutes["chat"].cap == 10
    assert settings.influence == Settings().influence
    assert "# shown on top of reports" in (tmp_path / "assay.toml").read_text("utf-8")


def test_an_existing_workspace_is_left_alone(tmp_path):
    (tmp_path / "assay.toml").write_text("name = 'mine'")
    with pytest.raises(UsageError, match=r"assay\.toml exists already"):
        create_workspace(tmp_path)
    assert (tmp_path / "assay.toml").read_text() == "name = 'mine'"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"currency": "euro"}, "currency = 'euro'"),
        ({"curency": "EUR"}, "Did you mean 'currency'"),
        ({"mqa": {"peple": 3}}, r"mqa\.peple"),
    ],
)
def test_a_wrong_setting_makes_no_workspace(tmp_path, setting, message):
    with pytest.raises(UsageError, match=message) as raised:
        create_workspace(tmp_path, **setting)
    assert list(tmp_path.iterdir()) == []
    assert "assay.toml.new" not in str(raised.value)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        create_workspace(tmp_path / "file")


def test_a_folder_without_settings_is_no_workspace(tmp_path):
    with pytest.raises(UsageError, match=r"(?s)No assay\.toml in .*assay init"):
        Workspace.find(tmp_path)
    with pytest.raises(UsageError, match=r"No assay\.toml"):
        Workspace.find(tmp_path / "nowhere")
