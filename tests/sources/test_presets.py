"""The presets on small exports of each object, in the spellings of the tools that land them."""

from __future__ import annotations

from typing import Any

import pytest

from assay.contract.tables import TABLES
from assay.sources.mapping.mapping import read_preset
from assay.sources.presets import PRESETS
from assay.sources.recognise import fits, near_fits
from support.mapped import Load


def salesforce(**files: str) -> Load:
    return Load(read_preset("salesforce"), {f"{name}.csv": text for name, text in files.items()})


def hubspot(**files: str) -> Load:
    return Load(read_preset("hubspot"), {f"{name}.csv": text for name, text in files.items()})


def one(load: Load, to: str) -> dict[str, Any]:
    (row,) = load.rows(to)
    return row


def column(load: Load, to: str, key: str, name: str) -> dict[str, Any]:
    return {row[key]: row.get(name) for row in load.rows(to)}


def test_salesforce_names_of_record_types() -> None:
    """An organisation that keeps partners and customers in one table tells them apart by these."""
    kinds = "Id,Name,SobjectType\n012A,Partner Account,Account\n012D,New Business,Opportunity\n"
    accounts = "Id,Name,RecordTypeId\n1,Alpha,012A\n2,Beta,012Z\n3,Gamma,\n"
    deals = "Id,AccountId,StageName,CreatedDate,RecordTypeId\n9,1,Open,2026-01-05T10:00:00Z,012D\n"
    load = salesforce(Account=accounts, Opportunity=deals, RecordType=kinds)
    assert column(load, "accounts", "account_id", "x_record_type") == {"1": "Partner Account", "2": None, "3": None}
    assert column(load, "opportunities", "opportunity_id", "x_record_type") == {"9": "New Business"}
    alone = salesforce(Account=accounts)
    assert column(alone, "accounts", "account_id", "x_record_type_id") == {"1": "012A", "2": "012Z", "3": None}


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_reads_and_maps_known_tables(name: str) -> None:
    assert {table.to for table in read_preset(name).tables} <= set(TABLES)


@pytest.mark.parametrize(
    "headers",
    [
        "Id,AccountId,Name,StageName,Amount,CreatedDate,CloseDate,IsClosed,IsWon,IsDeleted,Tier__c",
        "id,account_id,name,stage_name,amount,created_date,close_date,is_closed,is_won,is_deleted,tier_c",
        "ID,ACCOUNT_ID,NAME,STAGE_NAME,AMOUNT,CREATED_DATE,CLOSE_DATE,IS_CLOSED,IS_WON,IS_DELETED,TIER__C",
    ],
)
def test_salesforce_spellings_of_a_deal(headers: str) -> None:
    load = salesforce(
        Opportunity=f"{headers}\n006A,001A,Deal,Closed Won,10,2024-01-01T10:00:00Z,2024-02-03,TRUE,TRUE,FALSE,A\n"
    )
    row = one(load, "opportunities")
    assert row == {
        "opportunity_id": "006A",
        "account_id": "001A",
        "name": "Deal",
        "stage": "Closed Won",
        "amount": "10",
        "created_at": "2024-01-01T10:00:00Z",
        "closed_at": "2024-02-03",
        "status": "won",
        "is_deleted": "false",
        "x_tier_c": "A",
    }


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        ("Fivetran", "deal_id,property_dealname,deal_pipeline_stage_id,property_amount,property_createdate,owner_id"),
        ("dlt", "id,dealname,dealstage,amount,createdate,hubspot_owner_id"),
        (
            "Airbyte",
            "id,properties_dealname,properties_dealstage,properties_amount,properties_createdate,properties_hubspot_owner_id",
        ),
    ],
)
def test_hubspot_spellings_of_a_deal(kind: str, headers: str) -> None:
    row = one(hubspot(deals=f"{headers}\n7,Deal,won,10,2024-01-01T10:00:00Z,9\n"), "opportunities")
    wanted = {"opportunity_id": "7", "name": "Deal", "stage": "won", "amount": "10", "owner_id": "9"}
    assert wanted.items() <= row.items(), kind
    assert row["created_at"] == "2024-01-01T10:00:00Z"


def test_hubspots_own_export() -> None:
    deals = (
        "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Is Closed Won,Is Deal Closed?,Associated Company IDs\n"
        "7,Deal,Closed Won,10,2024-01-01 10:00,2024-02-01 09:00,true,true,12\n"
    )
    load = Load(read_preset("hubspot"), {"hubspot-crm-exports-all-deals-2024-05-01.csv": deals})
    row = one(load, "opportunities")
    assert (row["opportunity_id"], row["account_id"], row["status"]) == ("7", "12", "won")
    assert row["created_at"] == "2024-01-01 10:00", "a stamp without zone is in the workspace's"


class TestSalesforceAccounts:
    def test_deleted_ones_are_excluded_and_merged_ones_point_to_the_survivor(self) -> None:
        load = salesforce(
            Account="Id,Name,IsDeleted,MasterRecordId,Type\n1,A,FALSE,,Prospect\n2,B,TRUE,1,\n3,C,FALSE,,Competitor\n4,D,,,\n"
        )
        assert column(load, "accounts", "account_id", "is_excluded") == {
            "1": "false",
            "2": "true",
            "3": "true",
            "4": "false",
        }
        assert column(load, "accounts", "account_id", "merged_into_id") == {"1": None, "2": "1", "3": None, "4": None}

    def test_history_mode_says_when_each_version_began(self) -> None:
        load = salesforce(
            account="id,name,_fivetran_active,_fivetran_start,_fivetran_synced\n"
            "1,Old,false,2024-01-01 00:00:00,2024-06-01 00:00:00\n1,New,true,2024-02-01 00:00:00,2024-06-01 00:00:00\n"
        )
        assert [(row["name"], row["_modified_at"], row["is_excluded"]) for row in load.rows("accounts")] == [
            ("Old", "2024-01-01T00:00:00Z", "true"),
            ("New", "2024-02-01T00:00:00Z", "false"),
        ]

    def test_field_history_is_no_account(self) -> None:
        load = salesforce(AccountHistory="Id,AccountId,Field,OldValue,NewValue,CreatedDate\n1,2,Name,a,b,2024-01-01\n")
        assert load.tables("AccountHistory.csv") == ()


class TestSalesforcePeople:
    LEADS = (
        "Id,LastName,Company,IsConverted,ConvertedContactId,IsDeleted,SystemModstamp\n"
        "00Q1,Open,X,FALSE,,FALSE,2024-01-01T00:00:00Z\n"
        "00Q2,Turned,X,TRUE,0031,FALSE,2024-01-02T00:00:00Z\n"
        "00Q3,Lost,X,TRUE,,FALSE,2024-01-03T00:00:00Z\n"
        "00Q4,Gone,X,FALSE,,TRUE,2024-01-04T00:00:00Z\n"
    )

    def test_converted_leads_are_merged_into_their_contact(self) -> None:
        load = salesforce(Lead=self.LEADS)
        merged = column(load, "people", "person_id", "merged_into_id")
        assert merged == {"00Q1": None, "00Q2": "0031", "00Q3": None, "00Q4": None}

    def test_leads_converted_into_nobody_are_gone(self) -> None:
        deleted = column(salesforce(Lead=self.LEADS), "people", "person_id", "_deleted")
        assert deleted == {"00Q1": "false", "00Q2": "false", "00Q3": "true", "00Q4": "false"}

    def test_who_was_deleted_has_left(self) -> None:
        left = column(salesforce(Lead=self.LEADS), "people", "person_id", "left_at")
        assert left == {"00Q1": None, "00Q2": None, "00Q3": None, "00Q4": "2024-01-04T00:00:00Z"}

    def test_the_end_of_an_active_version_is_no_leaving(self) -> None:
        load = salesforce(
            contact="id,last_name,_fivetran_active,_fivetran_start,_fivetran_end\n"
            "1,A,true,2024-01-01 00:00:00,9999-12-31 23:59:59\n2,B,false,2024-01-01 00:00:00,2024-03-01 00:00:00\n"
        )
        assert column(load, "people", "person_id", "left_at") == {"1": None, "2": "2024-03-01T00:00:00Z"}


class TestSalesforceDeals:
    def test_types_known_and_unknown(self) -> None:
        load = salesforce(
            Opportunity="Id,StageName,CreatedDate,Type,LeadSource\n1,A,d,new business,Web\n2,A,d,Renewal,Trade Show\n"
            "3,A,d,Odd,Friend\n4,A,d,,\n"
        )
        kinds = {"1": "new_business", "2": "renewal", "3": None, "4": None}
        assert column(load, "opportunities", "opportunity_id", "type") == kinds
        assert column(load, "opportunities", "opportunity_id", "x_type")["3"] == "Odd"
        assert load.unmapped("opportunities") == [("approach", "Friend", 1), ("type", "Odd", 1)]

    def test_without_outcome_columns_the_stage_tells(self) -> None:
        load = salesforce(Opportunity="Id,StageName,CreatedDate\n1,A,d\n")
        assert "status" not in one(load, "opportunities")

    def test_a_close_date_is_a_day_in_any_zone(self) -> None:
        load = salesforce(
            opportunity="id,stage_name,created_date,close_date,_fivetran_synced\n"
            "1,A,2024-01-01 23:30:00,2024-02-03 00:00:00,2024-06-01 00:00:00\n"
        )
        row = one(load, "opportunities")
        assert (row["closed_at"], row["created_at"]) == ("2024-02-03", "2024-01-01T23:30:00Z")

    def test_deleted_ones_are_flagged(self) -> None:
        load = salesforce(
            opportunity="id,stage_name,created_date,is_deleted,_fivetran_active\n1,A,d,true,true\n2,A,d,false,false\n3,A,d,false,true\n"
        )
        assert column(load, "opportunities", "opportunity_id", "is_deleted") == {"1": "true", "2": "true", "3": "false"}


class TestSalesforceStages:
    DEALS = "Id,StageName,CreatedDate,IsClosed,IsWon,Probability\n1,Won,d,TRUE,TRUE,100\n2,New,d,FALSE,FALSE,10\n"
    MASTER = "ApiName,MasterLabel,SortOrder,IsClosed,IsWon,DefaultProbability\nNew,Neu,1,FALSE,FALSE,15\nWon,Won,2,TRUE,TRUE,100\n"
    HISTORY = (
        "Id,OpportunityId,StageName,CreatedDate,Probability,ForecastCategory\n"
        "1,1,Old,2024-01-01,30,Pipeline\n2,1,Dropped,2024-01-02,0,Omitted\n3,1,,2024-01-03,,\n"
    )

    def test_are_worked_out_from_the_deals(self) -> None:
        load = salesforce(Opportunity=self.DEALS)
        assert column(load, "stages", "stage", "status") == {"Won": "won", "New": "open"}
        assert column(load, "stages", "stage", "position") == {"Won": "100", "New": "10"}
        assert column(load, "stages", "stage", "_unit_probability") == {"Won": "0.01", "New": "0.01"}

    def test_yield_to_the_master_data_whenever_it_comes(self) -> None:
        load = salesforce(Opportunity=self.DEALS, OpportunityStage=self.MASTER, OpportunityHistory=self.HISTORY)
        assert column(load, "stages", "stage", "position") == {"New": "1", "Won": "2"}
        derived = salesforce(Opportunity=self.DEALS, OpportunityHistory=self.HISTORY)
        modified = column(derived, "stages", "stage", "_modified_at")
        assert modified == {"Won": "0002-01-01", "New": "0002-01-01", "Old": "0001-01-01", "Dropped": "0001-01-01"}

    def test_past_stages_are_known_too(self) -> None:
        load = salesforce(OpportunityHistory=self.HISTORY)
        assert column(load, "stages", "stage", "status") == {"Old": "open", "Dropped": "lost"}


class TestSalesforceHistory:
    def test_rows_of_the_history(self) -> None:
        load = salesforce(
            OpportunityHistory="Id,OpportunityId,StageName,Amount,CreatedDate,IsDeleted\n1,6,A,5,2024-01-01,FALSE\n2,6,,7,2024-01-02,FALSE\n"
        )
        row = {"opportunity_id": "6", "stage": "A", "entered_at": "2024-01-01", "amount": "5", "_deleted": "false"}
        assert load.rows("opportunity_stages") == [row]
        assert load.rows("opportunities") == [], "its rows are no deals"

    def test_field_history_of_the_stage_alone(self) -> None:
        load = salesforce(
            OpportunityFieldHistory="Id,OpportunityId,Field,OldValue,NewValue,CreatedDate\n"
            "1,6,StageName,A,B,2024-01-01\n2,6,Amount,1,2,2024-01-02\n"
        )
        assert [row["stage"] for row in load.rows("opportunity_stages")] == ["B"]

    def test_versions_in_history_mode(self) -> None:
        load = salesforce(
            opportunity="id,stage_name,amount,created_date,_fivetran_start,_fivetran_active\n"
            "6,A,1,2024-01-01 00:00:00,2024-01-01 00:00:00,false\n6,B,2,2024-01-01 00:00:00,2024-03-01 00:00:00,true\n"
        )
        stages = [(row["stage"], row["entered_at"]) for row in load.rows("opportunity_stages")]
        assert stages == [("A", "2024-01-01T00:00:00Z"), ("B", "2024-03-01T00:00:00Z")]


class TestSalesforceTouches:
    def tasks(self, rows: str) -> Load:
        headers = "Id,WhoId,WhatId,AccountId,TaskSubtype,Type,CallType,CallDisposition,Status,ActivityDate,CompletedDateTime,OwnerId"
        return salesforce(Task=f"{headers}\n{rows}")

    def test_kinds_of_tasks(self) -> None:
        done = "Completed,2024-01-01,,U\n"
        load = self.tasks(
            f"1,003,,001,Email,,,,{done}2,003,,001,Call,,,Connected,{done}3,003,,001,Task,Call,,,{done}"
            f"4,003,,001,Task,LinkedIn,,,{done}5,003,,001,Call,,Internal,,{done}6,003,,001,ListEmail,,,,{done}"
            f"7,003,,001,Task,Email Reply,,,{done}8,003,,001,Task,Meeting,,,{done}9,003,,001,Task,,Inbound,,{done}"
        )
        assert column(load, "touches", "touch_id", "kind") == {
            "1": "mail_out",
            "2": "call",
            "3": "call",
            "6": "email_sent",
            "7": "mail_in",
            "8": "meeting_held",
            "9": "call",
        }
        assert column(load, "touches", "touch_id", "outcome")["2"] == "connected"

    def test_a_task_still_open_is_no_touch(self) -> None:
        load = self.tasks("1,003,,001,Call,,,,Not Started,2024-01-01,,U\n2,003,,001,Call,,,,Completed,2024-01-01,,U\n")
        assert [row["touch_id"] for row in load.rows("touches")] == ["2"]

    def test_account_and_moment(self) -> None:
        load = self.tasks(
            "1,003,006X,001A,Call,,,,Completed,2024-01-01,2024-01-02T10:00:00Z,U\n2,003,001B,,Call,,,,Completed,2024-01-01,,U\n"
            "3,003,006X,,Call,,,,Completed,2024-01-01,,U\n"
        )
        assert column(load, "touches", "touch_id", "account_id") == {"1": "001A", "2": "001B", "3": None}
        assert column(load, "touches", "touch_id", "x_opportunity_id") == {"1": "006X", "2": None, "3": "006X"}
        moments = {"1": "2024-01-02T10:00:00Z", "2": "2024-01-01", "3": "2024-01-01"}
        assert column(load, "touches", "touch_id", "occurred_at") == moments

    def test_events_are_booked_and_held(self) -> None:
        load = salesforce(
            Event="Id,WhoId,AccountId,CreatedDate,StartDateTime,EndDateTime,DurationInMinutes,IsChild,IsRecurrence,No_Show__c\n"
            "1,003,001,2024-01-01T00:00:00Z,2024-01-09T10:00:00Z,2024-01-09T11:00:00Z,30,FALSE,FALSE,FALSE\n"
            "2,003,001,2024-01-01T00:00:00Z,2024-01-09T10:00:00Z,2024-01-09T11:00:00Z,,FALSE,FALSE,TRUE\n"
            "3,003,001,2024-01-01T00:00:00Z,2024-01-09T10:00:00Z,2024-01-09T11:00:00Z,30,TRUE,FALSE,FALSE\n"
            "4,,,2024-01-01T00:00:00Z,2024-01-09T10:00:00Z,2024-01-09T11:00:00Z,30,FALSE,FALSE,FALSE\n"
        )
        assert column(load, "touches", "touch_id", "kind") == {
            "1:booked": "meeting_booked",
            "2:booked": "meeting_booked",
            "1": "meeting_held",
            "2": "meeting_no_show",
        }
        assert column(load, "touches", "touch_id", "occurred_at")["1:booked"] == "2024-01-01T00:00:00Z"
        seconds = {row["touch_id"]: (row.get("seconds"), row.get("_unit_seconds")) for row in load.rows("touches")}
        assert (seconds["1"], seconds["2"]) == (("30", "60"), ("3600", "1"))

    def test_campaign_members_who_responded(self) -> None:
        load = salesforce(
            CampaignMember="Id,CampaignId,LeadId,ContactId,HasResponded,FirstRespondedDate,CreatedDate\n"
            "1,701,00Q,,TRUE,2024-02-02,2024-01-01T00:00:00Z\n2,701,,003,TRUE,,2024-01-01T00:00:00Z\n3,701,,003,FALSE,,2024-01-01T00:00:00Z\n"
        )
        assert column(load, "touches", "touch_id", "occurred_at") == {"1": "2024-02-02", "2": "2024-01-01T00:00:00Z"}
        assert column(load, "touches", "touch_id", "x_dated_by") == {"1": "response", "2": "creation"}
        assert column(load, "touches", "touch_id", "person_id") == {"1": "00Q", "2": "003"}
        assert {row["kind"] for row in load.rows("touches")} == {"campaign_response"}


class TestSalesforceMoney:
    def test_rates_are_of_the_corporate_currency(self) -> None:
        load = salesforce(
            DatedConversionRate="IsoCode,StartDate,ConversionRate\nUSD,2024-01-01,1.1\n",
            CurrencyType="IsoCode,IsCorporate\nEUR,TRUE\nUSD,FALSE\n",
        )
        row = {"date": "2024-01-01", "from_currency": "EUR", "to_currency": "USD", "rate": "1.1", "_deleted": "false"}
        assert load.rows("fx_rates") == [row]

    def test_without_the_corporate_currency_nothing_is_guessed(self) -> None:
        load = salesforce(DatedConversionRate="IsoCode,StartDate,ConversionRate\nUSD,2024-01-01,1.1\n")
        assert "from_currency" not in one(load, "fx_rates")

    def test_costs_of_campaigns(self) -> None:
        load = salesforce(
            Campaign="Id,Name,Type,StartDate,ActualCost,CurrencyIsoCode\n1,A,Webinar,2024-01-01,500,EUR\n2,B,Webinar,2024-01-01,0,EUR\n"
        )
        assert column(load, "costs", "cost_id", "amount") == {"campaign:1": "500"}
        assert set(column(load, "campaigns", "campaign_id", "name")) == {"1", "2"}


class TestHubspotDeals:
    DEALS = "deal_id,property_dealname,deal_pipeline_stage_id,property_createdate,is_deleted\n"

    def test_the_account_is_the_primary_company_else_the_only_one(self) -> None:
        load = hubspot(
            deal=self.DEALS + "".join(f"{number},D,s,2024-01-01 00:00:00,false\n" for number in range(1, 5)),
            deal_company="deal_id,company_id,type_id\n1,10,5\n1,11,6\n2,10,6\n3,10,6\n3,11,6\n",
        )
        accounts = column(load, "opportunities", "opportunity_id", "account_id")
        assert accounts == {"1": "10", "2": "10", "3": "10 | 11", "4": None}
        assert one(hubspot(deal=self.DEALS + "1,D,s,2024-01-01 00:00:00,\n"), "opportunities")["created_at"].endswith(
            "Z"
        )

    def test_dlts_links(self) -> None:
        load = hubspot(
            deals="id,dealname,createdate,_dlt_id\n1,D,2024-01-01T00:00:00Z,x\n",
            companies__deals="value,deals_id,_dlt_parent_id\n10,1,p\n",
            contacts__deals="value,deals_id,_dlt_parent_id\n20,1,p\n",
        )
        assert one(load, "opportunities")["account_id"] == "10"
        row = {"opportunity_id": "1", "person_id": "20", "_deleted": "false"}
        assert load.rows("opportunity_people") == [row]

    def test_merged_and_deleted_deals(self) -> None:
        load = hubspot(
            deal=self.DEALS + "1,D,s,d,false\n2,D,s,d,false\n3,D,s,d,true\n",
            merged_deal="deal_id,merged_deal_id\n1,2\n1,8\n",
        )
        rows = load.rows("opportunities")
        assert {row["opportunity_id"]: row["is_deleted"] for row in rows if "is_deleted" in row} == {
            "1": "false",
            "2": "true",
            "3": "true",
        }
        gone = [row["opportunity_id"] for row in rows if row.get("_deleted") == "true"]
        assert gone == ["2", "8"]

    def test_stages_of_fivetran_and_dlt(self) -> None:
        load = hubspot(
            deal_pipeline_stage="stage_id,pipeline_id,label,probability,is_closed,closed_won,display_order\n"
            "a,p,Open,0.2,FALSE,FALSE,0\nb,p,Won,1.0,TRUE,TRUE,1\nc,p,Lost,0.0,TRUE,FALSE,2\n",
            deal_pipeline="pipeline_id,label\np,Sales\n",
        )
        assert column(load, "stages", "stage", "status") == {"a": "open", "b": "won", "c": "lost"}
        assert set(column(load, "stages", "stage", "pipeline").values()) == {"Sales"}
        load = hubspot(
            pipelines_deals__stages="id,label,display_order,metadata__is_closed,metadata__probability,_dlt_parent_id\n"
            "a,Open,0,false,0.2,x\nb,Won,1,true,1.0,x\nc,Lost,2,true,0.0,x\n",
            pipelines_deals="id,label,_dlt_id\ndefault,Sales,x\n",
        )
        assert column(load, "stages", "stage", "status") == {"a": "open", "b": "won", "c": "lost"}
        assert set(column(load, "stages", "stage", "pipeline").values()) == {"Sales"}

    def test_the_past_from_any_of_its_sources(self) -> None:
        load = hubspot(
            deal_stage="deal_id,value,date_entered,_fivetran_start\n1,a,2024-01-01 00:00:00,x\n",
            deals_property_history="object_id,property_name,value,timestamp\n2,dealstage,a,2024-01-01T00:00:00Z\n2,amount,5,2024-01-01T00:00:00Z\n",
            stages_timing_deals="id,stage,hs_v2_date_enteredx\n3,a,2024-01-01T00:00:00Z\n4,a,\n",
        )
        assert sorted(row["opportunity_id"] for row in load.rows("opportunity_stages")) == ["1", "2", "3"]


class TestHubspotPeople:
    def test_merges_from_survivors_and_from_the_audit(self) -> None:
        load = hubspot(
            contact="id,property_email,property_hs_merged_object_ids,_fivetran_deleted\n1,a@x.com,7;8,FALSE\n2,b@x.com,,FALSE\n",
            contact_merge_audit="canonical_vid,contact_id,vid_to_merge\n2,2,9\n",
        )
        merged = {row["person_id"]: row["merged_into_id"] for row in load.rows("people") if "merged_into_id" in row}
        assert merged == {"7": "1", "8": "1", "9": "2"}

    def test_a_merge_outranks_the_merged_contacts_own_row(self) -> None:
        load = hubspot(
            contact="id,property_email,property_hs_merged_object_ids,_fivetran_synced\n1,a@x.com,2,2024-01-01 00:00:00\n2,b@x.com,,2024-01-02 00:00:00\n"
        )
        newest = max(
            (row for row in load.rows("people") if row["person_id"] == "2"), key=lambda row: row["_modified_at"]
        )
        assert newest["merged_into_id"] == "1"

    def test_the_company_of_a_contact(self) -> None:
        load = hubspot(
            contacts="id,email,associatedcompanyid\n1,a@x.com,10\n2,b@x.com,\n3,c@x.com,\n",
            companies__contacts="value,contacts_id\n11,2\n11,3\n12,3\n",
        )
        assert column(load, "people", "person_id", "account_id") == {"1": "10", "2": "11", "3": "11 | 12"}

    def test_roles_and_seniorities(self) -> None:
        load = hubspot(
            contact="id,property_email,property_hs_buying_role,property_hs_seniority\n1,a,BUDGET_HOLDER,vp\n2,b,DECISION_MAKER;CHAMPION,odd\n"
        )
        assert column(load, "people", "person_id", "buying_role") == {"1": "economic_buyer", "2": None}
        assert load.unmapped("people") == [("buying_role", "DECISION_MAKER;CHAMPION", 1), ("seniority", "odd", 1)]

    def test_owners_are_users(self) -> None:
        load = hubspot(
            owner="owner_id,email,first_name,last_name,archived\n1,a@x.com,Ann,Lee,false\n2,b@x.com,,,true\n"
        )
        assert column(load, "users", "user_id", "name") == {"1": "Ann Lee", "2": "b@x.com"}
        assert column(load, "users", "user_id", "is_active") == {"1": "true", "2": "false"}


class TestHubspotTouches:
    def test_calls(self) -> None:
        load = hubspot(
            engagement_call="engagement_id,property_hs_timestamp,property_hs_call_disposition,property_hs_call_duration,property_hs_call_status\n"
            "1,2024-01-01 10:00:00,f240bbac-87c9-4f6e-bf70-924b57d47db7,90000,COMPLETED\n2,2024-01-01 10:00:00,odd,,QUEUED\n",
            engagement_company="engagement_id,company_id\n1,10\n",
            engagement_contact="engagement_id,contact_id\n1,20\n1,21\n",
        )
        row = one(load, "touches")
        assert (row["kind"], row["outcome"], row["account_id"], row["person_id"]) == (
            "call",
            "connected",
            "10",
            "20 | 21",
        )
        assert (row["seconds"], row["_unit_seconds"], row["occurred_at"]) == ("90000", "0.001", "2024-01-01T10:00:00Z")

    def test_mails(self) -> None:
        load = hubspot(
            engagement_email="engagement_id,property_hs_timestamp,property_hs_email_direction,property_hs_email_status,property_hs_email_from_email\n"
            "1,d,EMAIL,SENT,us@us.com\n2,d,INCOMING_EMAIL,,a@x.com\n3,d,FORWARDED_EMAIL,,\n4,d,EMAIL,BOUNCED,\n5,d,,,\n",
            engagement="id,type\n5,INCOMING_EMAIL\n",
        )
        assert column(load, "touches", "touch_id", "kind") == {"1": "mail_out", "2": "mail_in", "5": "mail_in"}
        assert column(load, "touches", "touch_id", "email") == {"1": None, "2": "a@x.com", "5": None}

    def test_meetings(self) -> None:
        rows = ["COMPLETED", "NO_SHOW", "SCHEDULED", "CANCELED", ""]
        load = hubspot(
            engagement_meeting="engagement_id,property_hs_createdate,property_hs_meeting_start_time,property_hs_meeting_end_time,property_hs_meeting_outcome\n"
            + "".join(
                f"{n},2024-01-01 00:00:00,2024-01-09 10:00:00,2024-01-09 10:45:00,{row}\n" for n, row in enumerate(rows)
            )
        )
        kinds = column(load, "touches", "touch_id", "kind")
        assert {key: kind for key, kind in kinds.items() if ":" not in key} == {
            "0": "meeting_held",
            "1": "meeting_no_show",
            "4": "meeting_held",
        }
        assert sum(kind == "meeting_booked" for kind in kinds.values()) == 5
        assert column(load, "touches", "touch_id", "seconds")["0"] == "2700"

    def test_marketing_mails(self) -> None:
        kinds = ["SENT", "DELIVERED", "OPEN", "CLICK", "BOUNCE", "DROPPED"]
        load = hubspot(
            email_event="id,type,created,recipient,email_campaign_id,filtered_event\n"
            + "".join(f"{n},{kind},1577880000000,a@x.com,5,false\n" for n, kind in enumerate(kinds))
            + "9,OPEN,1577880000000,a@x.com,5,true\n",
            email_event_click="id,url\n3,https://x.com/a\n",
        )
        assert column(load, "touches", "touch_id", "kind") == {
            "1": "email_sent",
            "2": "email_opened",
            "3": "email_clicked",
            "4": "email_bounced",
        }
        assert column(load, "touches", "touch_id", "url")["3"] == "https://x.com/a"
        assert load.rows("touches")[0]["occurred_at"] == "2020-01-01T12:00:00.000000Z"

    def test_forms(self) -> None:
        load = hubspot(
            contact_form_submission="timestamp,form_id,contact_id,conversion_id,page_url\n2024-01-01,f,1,c,u\n2024-01-02,f,2,,u\n"
        )
        assert sorted(column(load, "touches", "touch_id", "person_id").items()) == [
            ("form:2:f:2024-01-02", "2"),
            ("form:c", "1"),
        ]

    def test_notes_and_tasks_are_no_touches(self) -> None:
        load = hubspot(
            engagement_note="engagement_id,property_hs_timestamp\n1,d\n",
            engagement_task="engagement_id,property_hs_timestamp\n1,d\n",
        )
        assert load.rows("touches") == []


def test_hubspot_contact_lists_are_of_no_arm_that_is_read_by_itself() -> None:
    load = hubspot(
        contact_list_member="contact_id,contact_list_id,added_at,_fivetran_deleted\n1,5,2024-01-01 09:00:00,false\n"
        "2,5,2024-01-01 10:00:00,false\n3,5,2024-01-01 10:00:00,false\n1,6,2024-01-01 10:00:00,true\n",
        contact_list="id,name\n5,Top 50\n",
        contact="id,property_email,property_associatedcompanyid\n1,a,10\n2,b,10\n3,c,\n",
    )
    row = {"list": "Top 50", "valid_from": "2024-01-01", "arm": "other", "account_id": "10"}
    assert load.rows("list_memberships") == [row]


HEADERS = [
    (
        "pipedrive",
        "Deal - ID,Deal - Titel,Deal - Wert,Deal - Währung,Deal - Organisation,Deal - Status,Deal - Deal erstellt am",
    ),
    (
        "pipedrive",
        "Сделка - ID,Сделка - Название,Сделка - Организация,Сделка - Сумма,Сделка - Статус,Сделка - Сделка создана",
    ),
    ("pipedrive", "Deal - Title,Deal - Organization,Deal - Value,Deal - Status,Deal - Deal created"),
    ("pipedrive", "Organización - Nombre,Organización - Sitio web,Organización - Propietario"),
    ("zoho", "ID d'enregistrement,Nom de l'affaire,Montant,Date de clôture,Étape,Nom du compte,Heure de création"),
    ("odoo", "ID externe,Opportunité,Client,Revenu espéré,Étape,Créé le,Clôture espérée,Actif"),
    ("odoo", "Externe ID,Chance,Kunde,Erwarteter Umsatz,Phase,Angelegt am"),
    ("dynamics", "(Nie modyfikować) Szansa sprzedaży,Temat,Potencjalny klient,Szac. przychód,Stan,Data utworzenia"),
    ("meta_ads", "Название кампании,День,Сумма затрат (RUB),Дата начала отчетности,Дата окончания отчетности"),
    ("hubspot", "ID rekordu,Nazwa transakcji,Etap transakcji,Pipeline,Kwota,Data utworzenia,Data zamknięcia"),
    ("hubspot", "レコードID,取引名,取引ステージ,パイプライン,金額,作成日,クローズ日"),
    ("google_ads", "Day,Campaign,Currency code,Cost"),
    ("ga4", "Datum,Seitenpfad und Bildschirmklasse,Aufrufe"),
    ("salesloft", "Id,First Name,Last Name,Email Address,Title,Account Name,Person Stage"),
]


@pytest.mark.parametrize(("preset", "header"), HEADERS)
def test_a_portal_in_another_language_is_recognised(preset: str, header: str) -> None:
    assert [fit.preset for fit in fits(header.split(","))] == [preset]


@pytest.mark.parametrize(
    ("header", "preset", "lacks"),
    [
        ("Month,Campaign,Campaign ID,Currency code,Cost", "google_ads", "Day"),
        ("Page path and screen class,Views,Active users", "ga4", "Date"),
        ("Company Name,Paid Impressions,Paid Clicks", "linkedin_ads", "Start Date (in UTC)"),
    ],
)
def test_a_file_that_lacks_one_column_is_told_which(header: str, preset: str, lacks: str) -> None:
    near = near_fits(header.split(","))[0]
    assert (near.preset, near.lacks[0][0]) == (preset, lacks)
    assert repr(lacks) in near.told()


def test_columns_of_no_tool_are_near_none() -> None:
    assert near_fits(["region", "headcount", "note"]) == ()
