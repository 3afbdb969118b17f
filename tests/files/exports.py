"""Exports of the tools people have, each as its tool writes it (in miniature), and how it loads."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import xlsxwriter


@dataclass(frozen=True)
class Export:
    """`files` are its files by name; `words` what `assay load` needs besides them; `gives` rows landed by table.

    `loads`: as it is, with an option, or not; then `why` says what to do.
    """

    tool: str
    export: str
    loads: Literal["as it is", "with an option", "not"]
    files: Mapping[str, str | bytes]
    words: tuple[str, ...] = ()
    gives: Mapping[str, int] = field(default_factory=dict)
    why: str = ""


BOM = "\ufeff"
_COSTS = """
[[table]]
to = "costs"
from = "ads.csv"
[table.columns]
cost_id = { text = "{Campaign} {Day}" }
incurred_on = "Day"
amount = "Cost"
currency = "Currency code"
"""


def _record(id: str, **properties: str) -> dict[str, Any]:
    """A record as HubSpot's API gives it."""
    times = {"createdAt": "2026-02-03T10:00:00Z", "updatedAt": "2026-04-20T12:00:00Z"}
    return {"id": id, "properties": {**properties, "hs_object_id": id}, **times, "archived": False}


def _zip(files: Mapping[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _sheet(*rows: Sequence[object]) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return packed.getvalue()


EXPORTS = (
    Export(
        "Salesforce",
        "formatted report (XLSX) in groups, with subtotals, sums and counts",
        "as it is",
        {
            "report1714.xlsx": _sheet(
                ["Opportunities by owner"],
                ["As of 2026-05-01"],
                [],
                [
                    "Opportunity Owner  ↑",
                    "Stage  ↑",
                    "Opportunity Name",
                    "Account Name",
                    "Amount",
                    "Close Date",
                    "Created Date",
                    "Opportunity ID",
                ],
                ["Jo", "Closed Won", "A 50", "Alpha", 12000, "2026-04-20", "2026-02-03", "0065g00000AAAaa"],
                ["", "", "B 5", "Beta", 3000, "2026-04-21", "2026-02-04", "0065g00000AAAab"],
                ["", "Subtotal", "Sum", "", 15000],
                ["", "", "Count", 2],
                ["Subtotal", "", "Sum", "", 15000],
                ["Total", "", "Count", 2],
                ["Confidential Information - Do Not Distribute"],
            )
        },
        ("--preset", "salesforce"),
        {"opportunities": 2, "users": 1, "accounts": 2},
    ),
    Export(
        "HubSpot",
        "a workbook with a row of groups above the header",
        "as it is",
        {
            "deals-q2.xlsx": _sheet(
                ["Deal information", "", "", "", "Company"],
                ["Record ID", "Deal Name", "Deal Stage", "Amount", "Associated Company IDs (Primary)", "Create Date"],
                [101, "Alpha", "Closed won (Sales Pipeline)", 1000, 9001, "2026-02-03 10:00"],
            )
        },
        ("--preset", "hubspot"),
        {"opportunities": 1},
    ),
    Export(
        "Salesforce",
        "report on deals in German, without Account ID, with a column for the currency (Windows-1252, semicolons)",
        "as it is",
        {
            "report1.csv": (
                '"Accountname";"Opportunity-Name";"Phase";"Betrag Währung";"Betrag";"Schlusstermin";"Erstellungsdatum";"Opportunity-ID"\n'
                '"Alpha GmbH";"A";"Geschlossen und gewonnen";"EUR";"12.000,50";"20.04.2026";"03.02.2026";"0065g00000AAAaa"\n'
                '"Müller AG";"B";"Geschlossen, verloren";"USD";"3.000,00";"21.04.2026";"04.02.2026";"0065g00000AAAab"\n'
                '"Gesamtsumme";"";"";"";"15.000,50";"";"";""\n\n"Vertrauliche Informationen - nicht verteilen"\n'
            ).encode("windows-1252")
        },
        ("--preset", "salesforce"),
        {"opportunities": 2, "accounts": 2},
    ),
    Export(
        "Salesforce",
        "Data Loader extract of a few chosen fields, whatever it is called",
        "as it is",
        {
            "extract.csv": '"ID","NAME","WEBSITE","INDUSTRY","OWNERID"\n"0015g00000ABCdEAAX","Alpha","https://alpha.com","Software","0055g0"\n',
            "extract (1).csv": '"ID","ACCOUNTID","STAGENAME","AMOUNT","CLOSEDATE","CREATEDDATE"\n'
            '"0065g00000AAAaaAAA","0015g00000ABCdEAAX","Closed Won","12000.0","2026-04-20","2026-02-03T10:00:00.000Z"\n',
        },
        ("--preset", "salesforce"),
        {"accounts": 1, "opportunities": 1},
    ),
    Export(
        "Zoom",
        "webinar attendees below the blocks about the webinar and its host",
        "as it is",
        {
            "attendee_821_2026_04_29.csv": f"{BOM}Attendee Report\nTopic,Webinar ID,Unique Viewers\nABM,821,2\nHost Details,\n"
            "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)\n"
            'Yes,Jo,jo@own.com,"04/28/2026 02:50:00 PM","04/28/2026 04:02:00 PM",72\nAttendee Details,\n'
            "Attended,User Name (Original Name),First Name,Last Name,Email,Join Time,Leave Time,Time in Session (minutes)\n"
            'Yes,Ann B,Ann,B,ann@alpha.com,"04/28/2026 03:01:00 PM","04/28/2026 03:41:00 PM",40\n'
            "No,Cy D,Cy,D,cy@gamma.com,--,--,--\n"
        },
        ("--preset", "zoom"),
        {"touches": 1},
    ),
    Export(
        "Microsoft Teams",
        "attendance report with its three sections (UTF-16, tabs)",
        "as it is",
        {
            "ABM - Attendance report.csv": "1. Summary\r\nMeeting title\tABM\r\nAttended participants\t2\r\n\r\n2. Participants\r\n"
            "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\r\n"
            "Jo\t4/28/26, 2:58:10 PM\t4/28/26, 4:02:11 PM\t1h 4m 1s\tjo@own.com\tOrganizer\r\n"
            "Ann\t4/28/26, 3:01:10 PM\t4/28/26, 3:41:11 PM\t40m 1s\tann@alpha.com\tAttendee\r\n\r\n3. In-Meeting Activities\r\n"
            "Name\tJoin Time\tLeave Time\tDuration\tEmail\r\nAnn\t4/28/26, 3:01:10 PM\t4/28/26, 3:41:11 PM\t40m 1s\tann@alpha.com\r\n".encode(
                "utf-16"
            )
        },
        ("--preset", "teams"),
        {"touches": 1},
    ),
    Export(
        "Zoho CRM",
        "ids that a spreadsheet has turned into `1.23E+17`",
        "not",
        {
            "Deals.csv": "Record Id,Deal Name,Amount,Stage,Closing Date,Account Name.id,Created Time\n"
            "1.23E+17,Alpha,1000,Closed Won,2026-04-20,1.24E+17,2026-02-03 10:00:00\n"
        },
        ("--preset", "zoho"),
        why="The digits are lost: export again, and do not save the file in a spreadsheet.",
    ),
    Export(
        "Any",
        "every value in single quotes, as some database clients write them",
        "as it is",
        {"accounts.csv": "'account_id','name'\n'1','O''Neil, Inc'\n"},
        gives={"accounts": 1},
    ),
    Export(
        "Any",
        "files called as the tables, with their columns (`assay tables --template`)",
        "as it is",
        {
            "accounts.csv": "account_id,name\n1,Alpha\n",
            "opportunities.csv": "opportunity_id,created_at\n1,2026-01-05\n",
        },
        gives={"accounts": 1, "opportunities": 1},
    ),
    Export(
        "Excel",
        "CSV of a European Excel: `sep=;`, semicolons, BOM, comma as decimal sign",
        "as it is",
        {
            "opportunities.csv": f"{BOM}sep=;\nopportunity_id;amount;created_at\n1;1.234,50;31.01.2026\n2;99,90;01.02.2026\n",
        },
        gives={"opportunities": 2},
    ),
    Export(
        "Pipedrive",
        "deals and organizations without their ids (columns not chosen): companies are known by name, and that is told",
        "as it is",
        {
            "organizations-1.csv": '"Organization - Name","Organization - Website"\n"Alpha GmbH","alpha.com"\n',
            "deals-1.csv": '"Deal - Title","Deal - Organization","Deal - Value","Deal - Currency","Deal - Status","Deal - Deal created",'
            '"Deal - Won time"\n"D1","Alpha GmbH","1200","EUR","Won","2026-02-03 10:00:00","2026-03-20 10:00:00"\n',
        },
        ("--preset", "pipedrive"),
        {"accounts": 1, "opportunities": 1},
    ),
    Export(
        "Dynamics 365",
        "opportunities alone, their customers by name, in German",
        "as it is",
        {
            "Verkaufschancen.csv": f'{BOM}"(Nicht ändern) Verkaufschance","Thema","Potenzieller Kunde","Gesch. Umsatz","Status",'
            '"Erstellt am"\n"d1","D1","Alpha GmbH","1.200,00 €","Offen","03.02.2026 10:00"\n',
        },
        ("--preset", "dynamics"),
        {"accounts": 1, "opportunities": 1},
    ),
    Export(
        "HubSpot",
        "companies and deals, *export view* (quoted, BOM, no closed flags)",
        "as it is",
        {
            "hubspot-crm-exports-all-companies-2026-05-02.csv": f'{BOM}"Record ID","Company name","Company Domain Name"\n'
            '"9001","Alpha","alpha.com"\n"9002","Beta","beta.com"\n',
            "hubspot-crm-exports-all-deals-2026-05-02.csv": f'{BOM}"Record ID","Deal Name","Deal Stage","Amount","Create Date",'
            '"Close Date","Associated Company IDs (Primary)"\n'
            '"1","Alpha 50","Closed Won","12000","2026-02-03 10:00","2026-04-20 12:00","9001"\n'
            '"2","Beta 10","Appointment Scheduled","5000","2026-03-03 10:00","2026-09-20 12:00","9002"\n',
        },
        words=("--preset", "hubspot"),
        gives={"accounts": 2, "opportunities": 2},
    ),
    Export(
        "HubSpot",
        'records of its API as they come, with their associations: `{"results": […]}` (JSON), or one a line (NDJSON)',
        "as it is",
        {
            "companies.json": json.dumps({"results": [_record("9001", name="Alpha"), _record("9002", name="Beta")]}),
            "deals.ndjson": json.dumps(
                {
                    **_record("1", dealname="Alpha 50", dealstage="closedwon", createdate="2026-02-03T10:00:00Z"),
                    "associations": {"companies": {"results": [{"id": "9001", "type": "deal_to_company"}]}},
                }
            ),
        },
        words=("--preset", "hubspot"),
        gives={"accounts": 2, "opportunities": 1},
    ),
    Export(
        "Any",
        "a ZIP file of tables (a weekly export, a download of several reports)",
        "as it is",
        {"export.zip": _zip({"accounts.csv": "account_id,name\n1,Alpha\n", "notes/read me.pdf": "…"})},
        gives={"accounts": 1},
    ),
    Export(
        "Google Ads",
        "cost by device, the parts added up",
        "with an option",
        {
            "ads.csv": "Day,Campaign,Cost,Currency code,Device\n2026-01-05,1,5,EUR,Mobile\n2026-01-05,1,7,EUR,Computers\n",
            "map.toml": _COSTS,
        },
        words=("--map", "map.toml", "--option", "repeated=add"),
        gives={"costs": 1},
    ),
    Export(
        "Salesforce",
        "Data Loader or weekly export: `Account.csv`, `Opportunity.csv` (quoted)",
        "as it is",
        {
            "Account.csv": '"Id","Name","Website","IsDeleted"\n"0015g00000ABCdEAAX","Alpha","alpha.com","false"\n',
            "Opportunity.csv": '"Id","AccountId","Name","StageName","Amount","CloseDate","CreatedDate","IsClosed","IsWon","IsDeleted"\n'
            '"0065g00000AAAaaAAA","0015g00000ABCdEAAX","Alpha 50","Closed Won","12000","2026-04-20",'
            '"2026-02-03T10:00:00.000Z","true","true","false"\n',
        },
        words=("--preset", "salesforce"),
        gives={"accounts": 1, "opportunities": 1},
    ),
    Export(
        "Any CRM",
        "the whole table every month: what is gone is retired",
        "with an option",
        {"opportunities.csv": "opportunity_id,created_at\n1,2026-01-05\n"},
        words=("--complete",),
        gives={"opportunities": 1},
    ),
    Export(
        "Bombora",
        "a weekly extract whose week stands in its name alone",
        "as it is",
        {"Company_Surge_2026-11-23.csv": "Company Name,Domain,Topic Name,Composite Score\nAlpha,alpha.com,CRM,72\n"},
        words=("--preset", "bombora"),
        gives={"intent_signals": 1},
    ),
    Export(
        "G2 Buyer Intent",
        "without a date in columns or name (6sense, Demandbase, Bombora alike)",
        "with an option",
        {"intent.csv": "Company Domain,Signal Type,Product,Activity Level\nalpha.com,Pricing,Assay,High\n"},
        words=("--preset", "g2", "--option", "day=2026-W48"),
        gives={"intent_signals": 1},
    ),
    Export(
        "Any",
        "amounts with a sign of several currencies (`kr`, `$`, `¥`) that may be none of the company's own",
        "with an option",
        {"opportunities.csv": 'opportunity_id,amount,created_at\n1,"1 200,50 kr",2026-01-05\n'},
        words=("--set", "currency.kr=NOK"),
        gives={"opportunities": 1},
    ),
    Export(
        "Meta Ads",
        "in Portuguese, by day, without the columns of the reporting period",
        "as it is",
        {
            "Relatorio.csv": '"Dia","Nome da campanha","Valor usado (BRL)"\n"2026-01-01","Marca","1234.5"\n"2026-01-02","Marca","65.5"\n'
        },
        words=("--preset", "meta_ads"),
        gives={"costs": 2, "campaigns": 1},
    ),
    Export(
        "Microsoft Teams",
        "in Japanese",
        "as it is",
        {
            "出席レポート.csv": (
                "1. 概要\n会議のタイトル\tABM\n開始時刻\t2026/01/13 10:00:00\n\n2. 参加者\n名前\t最初の参加\t最後の退出\t会議中の時間\tメール\t役割\n"
                "Ann\t2026/01/13 10:01:00\t2026/01/13 10:59:00\t1 時間 58 分\tann@alpha.com\t発表者\n"
                "Jo\t2026/01/13 10:01:00\t2026/01/13 10:59:00\t58 分\tjo@us.com\t開催者\n"
            ).encode("utf-16")
        },
        words=("--preset", "teams"),
        gives={"touches": 1},
    ),
    Export(
        "Any CRM",
        "deals without a creation day",
        "with an option",
        {"opportunities.csv": "opportunity_id,amount,closed_at,status\n1,5,2026-01-05,won\n"},
        words=("--option", "undated=keep"),
        gives={"opportunities": 1},
    ),
    Export(
        "Any log of activities",
        "with words of its own for what happened",
        "with an option",
        {"touches.csv": "touch_id,occurred_at,kind\n1,2026-01-05,web_visit\n2,2026-01-06,page_view\n"},
        words=("--set", "kind.web_visit=page_view"),
        gives={"touches": 2},
    ),
    Export(
        "Any",
        "days as 01/31/2026 in a file that does not tell by itself",
        "with an option",
        {"opportunities.csv": "opportunity_id,created_at\n1,01/02/2026\n"},
        words=("--option", "date_order=mdy"),
        gives={"opportunities": 1},
    ),
    Export(
        "Google Ads",
        "cost by device: one campaign several times a day",
        "with an option",
        {
            "map.toml": _COSTS,
            "ads.csv": "Campaign,Day,Device,Currency code,Cost\nSpring,2026-01-05,Mobile,EUR,5.10\n"
            "Spring,2026-01-05,Desktop,EUR,7.00\n",
        },
        words=("--map", "map.toml", "--option", "key=Device"),
        gives={"costs": 2},
    ),
    Export(
        "Excel",
        "CSV in the code page of its country: Polish, Czech, Greek, Turkish, Russian, Chinese …",
        "as it is",
        {"accounts.csv": "account_id;name\n1;Żabka Łódź\n2;Spółdzielnia Mleczarska\n".encode("windows-1250")},
        gives={"accounts": 2},
    ),
    Export(
        "Excel",
        "CSV in a code page that its few words do not tell",
        "with an option",
        {"accounts.csv": "account_id;name\n1;Győr\n".encode("windows-1250")},
        words=("--option", "encoding=windows-1250"),
        gives={"accounts": 1},
    ),
    Export(
        "Excel",
        "ids saved as numbers (`1.23457E+11`)",
        "not",
        {"accounts.csv": "account_id,name\n1.23457E+11,Alpha\n1.23457E+11,Beta\n"},
        why="The digits are lost: export again, and do not save the file in a spreadsheet.",
    ),
    Export(
        "Excel",
        "the old binary format (`.xls`)",
        "not",
        {"accounts.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
        why="Save it as .xlsx or CSV.",
    ),
    Export(
        "Any",
        "PDF, Word, pictures",
        "not",
        {"accounts.pdf": b"%PDF-1.7"},
        why="Export the table itself, as CSV, NDJSON, Parquet or XLSX.",
    ),
)
