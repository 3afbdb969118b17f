"""What other systems call the contract's columns: for the first draft of a mapping, never for loading."""

from __future__ import annotations

from collections.abc import Iterator

from assay.contract.tables import Column, Table

_EVERYWHERE = {
    "account_id": "account company companyid accountnumber customerid clientid customerno kundennummer organizationid "
    "organisationid orgid associatedcompanyid companyrecordid idcompte idcliente empresaid",
    "person_id": "contactid contact leadid personid prospectid associatedcontactid whoid recipientid",
    "owner_id": "owner ownerid accountowner companyowner dealowner opportunityowner hubspotownerid salesrep ownername "
    "verkäufer responsable propriétaire",
    "user_id": "userid user agent rep agentid hostid salesrep ownerid",
    "campaign_id": "campaign campaignid campaignname utmcampaign campaigngroup kampagne campagne",
    "programme_id": "programme program programid",
    "opportunity_id": "dealid deal opportunity opportunityid affaireid",
    "visitor_id": "visitorid anonymousid distinctid clientid cookieid mixpanelid userpseudoid",
    "session_id": "sessionid session gasessionid visitid",
    "currency": "currencycode currencyisocode dealcurrency dealcurrencycode waehrung währung devise moneda transactioncurrency",
    "country": "countryregion land pays país billingcountry companycountry countrycode",
    "region": "state province stateregion territory bundesland",
    "city": "stadt ort ville ciudad billingcity town",
    "created_at": "createdate createddate datecreated createdon createdtime creationdate created angelegt erstelltam datedecréation "
    "fechadecreación added dateadded createdatetime opportunitycreated",
    "email": "emailaddress mail workemail businessemail useremail recipient recipientemail invitee inviteeemail attendeeemail",
    "domain": "companydomain companydomainname webdomain emaildomain accountdomain domainname",
    "phone": "phonenumber telephone mobile mobilephone telefon téléphone teléfono",
    "company": "companyname organization organisation accountname employer firma",
    "channel": "medium source utmmedium trafficsource channelgroup",
    "starts_on": "startdate start from beginn datedébut fechainicio startson",
    "ends_on": "enddate end to until ende datefin fechafin endson renewaldate",
    "amount": "dealamount opportunityamount opportunityvalue value dealvalue total revenue betrag montant importe umsatz cost spend amountspent totalspent "
    "totalcost budgetspent acv estimatedvalue estvalue",
    "name": "title label bezeichnung nom nombre",
    "stage": "dealstage stagename phase salesstage étape etapa status_stage pipelinestage",
    "pipeline": "dealpipeline salespipeline funnel",
    "status": "dealstatus statecode state outcome",
    "tier": "abmtier accounttier targettier priority segment",
    "score": "rating points note wert compositescore surgescore companysurgescore intentscore",
    "url": "pageurl page landingpage link fullurl currenturl pagepath",
    "ip": "ipaddress remoteaddr clientip",
}
_OF_TABLE = {
    (
        "accounts",
        "name",
    ): "companyname accountname company customer customername organization organisation firma société "
    "empresa legalname account organizationname",
    ("accounts", "account_id"): "recordid id accountid",
    ("accounts", "website"): "websiteurl web homepage url site siteweb companywebsite",
    ("accounts", "industry"): "branche sector secteur vertical primaryindustry",
    ("accounts", "employees"): "numberofemployees employeecount headcount companysize mitarbeiter effectif size",
    ("accounts", "annual_revenue"): "revenue annualrevenue turnover umsatz chiffredaffaires companyrevenue",
    ("accounts", "parent_account_id"): "parent parentid parentcompany parentaccount parentcompanyid",
    ("people", "first_name"): "firstname vorname prénom givenname nombre",
    ("people", "last_name"): "lastname surname nachname nom familyname apellidos",
    ("people", "job_title"): "jobtitle title position role fonction funktion cargo",
    ("people", "person_id"): "recordid id contactid leadid",
    ("users", "name"): "fullname username displayname",
    ("opportunities", "opportunity_id"): "recordid id dealid opportunityid itemid",
    ("opportunities", "name"): "dealname opportunityname opportunity deal",
    ("opportunities", "closed_at"): "closedate closeddate closingdate wondate closetime abschlussdatum datedeclôture "
    "fechadecierre actualclosedate expectedclosedate wontime",
    ("opportunities", "type"): "dealtype opportunitytype",
    ("opportunity_stages", "entered_at"): "entered dateentered createddate timestamp changedat changedate date",
    ("opportunity_stages", "stage"): "newvalue tostage value",
    ("list_memberships", "list"): "listname targetlist segmentname segment list",
    ("list_memberships", "valid_from"): "added addedon startdate since from dateadded joined",
    ("list_memberships", "valid_to"): "removed removedon enddate until to",
    ("campaigns", "budget"): "budgetedcost plannedbudget totalbudget",
    ("touches", "touch_id"): "id eventid activityid messageid engagementid uuid insertid recordid",
    (
        "touches",
        "occurred_at",
    ): "timestamp date time datetime activitydate eventtime eventdate createdat occurred when sentat "
    "startdate starttime jointime activitydatetime day",
    ("touches", "kind"): "event eventname eventtype activitytype type activity action interaction engagementtype",
    ("touches", "seconds"): "duration durationseconds timespent durationsecs timeonpage",
    ("touches", "quantity"): "count impressions clicks views number sessions",
    ("touches", "outcome"): "result disposition calloutcome calldisposition",
    ("touches", "direction"): "inout inboundoutbound",
    ("touches", "asset_id"): "asset content contentname document file",
    ("stages", "stage"): "stagename label name",
    ("stages", "position"): "order displayorder sortorder sort rank sequence",
    ("stages", "probability"): "winprobability defaultprobability",
    ("contracts", "annual_value"): "acv arr annualvalue annualcontractvalue mrr",
    ("survey_responses", "response_id"): "responseid id submissionid token",
    ("survey_responses", "answered_on"): "date submittedat recordeddate enddate responsedate answeredon timestamp",
    ("survey_responses", "question"): "questionname metric",
    ("intent_signals", "week"): "weekof date weekending asof datestamp",
    ("intent_signals", "topic"): "topicname keyword cluster",
    ("intent_signals", "provider"): "source vendor",
    ("costs", "cost_id"): "id invoice invoiceno lineid",
    ("costs", "incurred_on"): "date day startdate invoicedate postingdate month startdateinutc reportingstarts",
    ("costs", "kind"): "category costtype type",
    ("fx_rates", "rate"): "exchangerate conversionrate",
    ("ip_ranges", "cidr"): "network iprange range ip",
}


def spellings(table: Table, column: Column) -> Iterator[str]:
    """Keys of headers (`header_key`) under which a column is met, the likeliest first."""
    yield column.name.replace("_", "")
    yield from _OF_TABLE.get((table.name, column.name), "").split()
    if column.name == table.key[0] and column.name.endswith("_id"):
        yield "id"
    yield from _EVERYWHERE.get(column.name, "").split()
