"""What may stand in [mail] and [[deliver]], and that a secret may not."""

import pytest
from pydantic import ValidationError

from assay.errors import UsageError
from assay.settings import Settings, read_settings

MAIL = {"host": "h", "sender": "Assay <a@b.example>"}


def settings(*deliveries, mail=MAIL):
    return Settings.model_validate({"deliver": deliveries, **({"mail": mail} if mail else {})})


def test_an_address_alone_is_a_recipient():
    (delivery,) = settings({"name": "d", "to": "x@y.example"}).deliver
    assert [(one.address, one.reads_as) for one in delivery.to] == [("x@y.example", "viewer")]


@pytest.mark.parametrize(
    ("delivery", "said"),
    [
        ({"to": ["nobody"]}, "is no mail address"),
        ({"to": ["x@y.example\r\nBcc: z@y.example"]}, "is no mail address|cannot be printed"),
        ({"to": [{"address": "x@y.example", "role": "rep"}]}, "owner says whose"),
        ({"to": [{"address": "x@y.example", "owner": "u", "role": "analyst"}]}, "reads as a rep"),
        ({"to": ["x@y.example", "X@Y.example"]}, "told twice"),
        ({"to": []}, "to says who is told"),
        ({"by": "slack", "to": ["x@y.example"]}, "needs the url"),
        ({"by": "slack", "to": [{"url": "https://hooks.slack.com/services/s3cret"}]}, "secrets do not stand"),
        ({"by": "teams", "owners": True}, "told by mail"),
        ({"to": ["x@y.example"], "scope": {"lists": "L"}}, "unknown word 'lists'"),
    ],
)
def test_what_cannot_be_is_told(delivery, said):
    with pytest.raises(ValidationError, match=said):
        settings({"name": "d", **delivery})


def test_mail_needs_a_server():
    with pytest.raises(ValidationError, match=r"\[mail\] says by which server"):
        settings({"name": "d", "to": ["x@y.example"]}, mail=None)


def test_a_secret_written_by_mistake_is_not_said_back(tmp_path):
    for text in (
        '[mail]\nhost = "h"\nsender = "a@b.example"\npassword = "hunter2"\n',
        '[[deliver]]\nname = "d"\nby = "slack"\nto = [{ url = "hunter2" }]\n',
    ):
        (tmp_path / "assay.toml").write_text(text)
        with pytest.raises(UsageError) as told:
            read_settings(tmp_path / "assay.toml")
        assert "hunter2" not in told.value.message


def test_a_schedule_names_what_is_there():
    with pytest.raises(ValidationError, match="no deliver is called 'x'"):
        Settings.model_validate({"schedule": [{"name": "s", "cron": "@daily", "deliver": ["x"]}]})
