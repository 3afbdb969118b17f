"""Clients that others wrote, against our fakes over TLS: what they read is what the fakes have, so the fakes speak the vendors' language."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from connectors.hubspot_fake import LONG_AGO, TOKEN, HubspotFake
from connectors.servers import BUILT
from connectors.test_salesforce import Handler, Org

pytestmark = pytest.mark.services

BULK = """
import json, sys
from simple_salesforce import Salesforce
org = Salesforce(instance_url=sys.argv[1], session_id="token-number-2", version="64.0")
query = "SELECT Id, Name, AnnualRevenue, IsDeleted, SystemModstamp FROM Account ORDER BY SystemModstamp, Id"
fields = [one["name"] for one in org.Account.describe()["fields"]]
print(json.dumps({"fields": fields, "pages": list(org.bulk2.Account.query_all(query, max_records=2))}))
"""
OBJECTS = """
import json, sys
from hubspot import HubSpot
from hubspot.crm.companies import PublicObjectSearchRequest
from hubspot.crm.associations.v4 import BatchInputPublicFetchAssociationsBatchRequest
client = HubSpot(access_token=sys.argv[2], host=sys.argv[1], ssl_ca_cert=sys.argv[3])
rows = client.crm.companies.get_all(properties=["name"])
asked = PublicObjectSearchRequest(filter_groups=[{"filters": [{"propertyName": "hs_object_id", "operator": "GT", "value": "2"}]}],
                                  properties=["name"], sorts=[], limit=100)
print(json.dumps({
    "companies": {row.id: row.properties["name"] for row in rows},
    "above two": [row.id for row in client.crm.companies.search_api.do_search(asked).results],
    "owners": [one.id for one in client.crm.owners.owners_api.get_page().results],
    "associated": [[one._from.id, [to.to_object_id for to in one.to]] for one in client.crm.associations.v4.batch_api.get_page(
        "deals", "companies", BatchInputPublicFetchAssociationsBatchRequest(inputs=[{"id": "21"}])).results],
}))
"""


@pytest.fixture
def python() -> Path:
    found = BUILT / "clients" / "bin" / "python"
    if not found.is_file():
        pytest.skip("the independent clients are not installed")
    return found


@pytest.fixture
def authority(tmp_path):
    """A context that serves 127.0.0.1, and the file of the authority that vouches for it."""
    trustme = pytest.importorskip("trustme")
    made = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.issue_cert("127.0.0.1").configure_cert(context)
    made.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return context, tmp_path / "ca.pem"


def said(python: Path, script: str, *words: str, authority: Path) -> dict:
    environment = {**os.environ, "REQUESTS_CA_BUNDLE": str(authority), "PYTHONPATH": ""}
    done = subprocess.run(
        [str(python), "-c", script, *words], capture_output=True, text=True, timeout=120, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout))


def test_simple_salesforce_reads_by_bulk_2(python, authority):
    context, file = authority
    org = Org()
    for number in range(1, 6):
        org.put(f"00{number}", f'"Company, {number}"', "1.5", deleted="true" if number == 3 else "false")
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OrgHandler", (Handler,), {"org": org}))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        found = said(python, BULK, f"https://127.0.0.1:{server.server_port}", authority=file)
    finally:
        server.shutdown()
        server.server_close()
    lines = [line for page in found["pages"] for line in page.splitlines()[1:]]
    assert [line.partition(",")[0].strip('"') for line in lines] == [f"00{number}" for number in range(1, 6)]
    assert len(found["pages"]) == 3
    assert "SystemModstamp" in found["fields"]


def test_hubspot_s_own_client_reads_objects_searches_and_associations(python, authority):
    context, file = authority
    fake = HubspotFake()
    for number in range(1, 6):
        fake.put("companies", number, LONG_AGO, name=f"Company {number}")
    fake.put("deals", 21, LONG_AGO, dealname="First")
    fake.associate("deals", 21, "companies", 2)
    with fake.serving(context):
        found = said(python, OBJECTS, fake.base_url, TOKEN, str(file), authority=file)
    assert found["companies"] == {str(number): f"Company {number}" for number in range(1, 6)}
    assert found["above two"] == ["3", "4"]  # a page of this fake has two rows
    assert (found["owners"], found["associated"]) == (["77"], [["21", ["2"]]])
