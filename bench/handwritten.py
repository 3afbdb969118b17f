"""The same work as SQL by hand, on the files as they are: what it costs without Assay, and what Assay must answer.

It is written for this company alone: it knows that each address has one owner and that no reference goes in a ring.
"""

from __future__ import annotations

PERSON_SECONDS = """CASE coalesce(seniority, 'unknown') WHEN 'c_level' THEN 2 WHEN 'vp' THEN 1.5 WHEN 'director' THEN 1.25
  WHEN 'manager' THEN 1 ELSE 0.5 END"""


def baseline(files: str) -> str:
    """F: what every other figure is a multiple of."""
    return f"SELECT account_id, count(*), sum(seconds) FROM read_parquet({files}) GROUP BY 1"


def account_days(base: str, files: str) -> str:
    """Engaging touches and weighted seconds per account and day, with the account found as rule 12 says."""
    return f"""
WITH accounts AS (
  SELECT a.account_id, coalesce(a.merged_into_id, a.account_id) AS account, s.is_excluded
  FROM '{base}/accounts.parquet' a JOIN '{base}/accounts.parquet' s
  ON s.account_id = coalesce(a.merged_into_id, a.account_id)
), people AS (
  SELECT p.person_id, lower(p.email) AS email, s.person_id AS person, a.account, s.seniority,
    max(p.objected_at IS NOT NULL) OVER (PARTITION BY s.person_id) AS objected
  FROM '{base}/people.parquet' p JOIN '{base}/people.parquet' s ON s.person_id = coalesce(p.merged_into_id, p.person_id)
  LEFT JOIN accounts a ON a.account_id = s.account_id
), visitors AS (
  SELECT visitor_id, p.account AS visitors_account,
    CASE WHEN consent = 'refused' THEN NULL ELSE person END AS person,
    p.account AS account, p.seniority, p.objected
  FROM '{base}/visitors.parquet' v LEFT JOIN people p USING (person_id)
), hosts AS (
  SELECT domain, any_value(account) AS account FROM (
    SELECT domain, account FROM '{base}/accounts.parquet' JOIN accounts USING (account_id)
    UNION SELECT domain, account FROM '{base}/account_domains.parquet' JOIN accounts USING (account_id))
  GROUP BY 1 HAVING count(*) = 1
), ranges AS (
  SELECT replace(cidr, '.0/24', '') AS net, account FROM '{base}/ip_ranges.parquet' JOIN accounts USING (account_id)
), few AS (
  SELECT account, count(*) FILTER (WHERE NOT objected AND person_id = person) AS active FROM people GROUP BY 1
), found AS (
  SELECT t.occurred_at, t.kind, t.outcome, t.seconds, g.account AS given,
    coalesce(p.person, e.person, v.person) AS person,
    CASE WHEN p.person IS NOT NULL THEN p.account WHEN e.person IS NOT NULL THEN e.account ELSE
      CASE WHEN v.person IS NOT NULL THEN v.account END END AS persons_account,
    CASE WHEN p.person IS NOT NULL THEN p.seniority WHEN e.person IS NOT NULL THEN e.seniority ELSE
      CASE WHEN v.person IS NOT NULL THEN v.seniority END END AS seniority,
    CASE WHEN p.person IS NOT NULL THEN p.objected WHEN e.person IS NOT NULL THEN e.objected ELSE
      v.person IS NOT NULL AND v.objected END AS objected,
    v.visitors_account, h.account AS by_mail, d.account AS by_domain, r.account AS by_address
  FROM read_parquet({files}) t
  LEFT JOIN accounts g ON g.account_id = t.account_id
  LEFT JOIN people p ON p.person_id = t.person_id
  LEFT JOIN people e ON e.email = lower(t.email)
  LEFT JOIN visitors v ON v.visitor_id = t.visitor_id
  LEFT JOIN hosts h ON h.domain = split_part(lower(t.email), '@', 2)
  LEFT JOIN hosts d ON d.domain = t.domain
  LEFT JOIN ranges r ON r.net = regexp_replace(t.ip, '[.][0-9]+$', '')
), placed AS (
  SELECT *, coalesce(given, persons_account, visitors_account, by_mail, by_domain, by_address) AS account_id FROM found
)
SELECT account_id, CAST(occurred_at AS DATE) AS day, count(*) AS engaging,
  sum({PERSON_SECONDS} * CASE
    WHEN kind IN ('page_view', 'content_viewed', 'chat') AND seconds IS NOT NULL THEN least(seconds, 1800)
    WHEN kind = 'call' AND seconds IS NOT NULL THEN least(seconds, 3600)
    WHEN kind IN ('meeting_held', 'event_attended') AND seconds IS NOT NULL THEN least(seconds, 7200)
    WHEN kind IN ('page_view', 'ad_click', 'email_clicked', 'mail_in') THEN 60 WHEN kind IN ('form_submitted', 'campaign_response')
    THEN 120 WHEN kind = 'download' THEN 300 ELSE 0 END) AS weighted_seconds
FROM placed JOIN accounts own USING (account_id) LEFT JOIN few ON few.account = placed.account_id
WHERE NOT own.is_excluded AND NOT (coalesce(objected, false) AND coalesce(few.active, 0) < 3)
  AND (kind IN ('page_view', 'content_viewed', 'chat', 'meeting_held', 'event_attended', 'ad_click', 'email_clicked',
    'form_submitted', 'campaign_response', 'download', 'mail_in') OR (kind = 'call' AND outcome = 'connected'))
GROUP BY ALL"""


def engaged_months(first: str, last: str) -> str:
    """Accounts of the arm `abm`, not customers before they came on the list, that engaged in the 90 days up to each
    month's end."""
    return f"""
WITH months AS (
  SELECT last_day(m) AS as_of FROM range(DATE '{first}', DATE '{last}', INTERVAL 1 MONTH) r(m)
), targets AS (
  SELECT DISTINCT as_of, account_id FROM months JOIN memberships AS m
  ON arm = 'abm' AND starts_on <= as_of AND ends_on > as_of JOIN accounts USING (account_id)
  WHERE NOT is_excluded AND NOT EXISTS (FROM customer_spells AS c WHERE c.unit = 'account'
    AND c.account_id = m.account_id AND c.starts_on < m.starts_on AND c.ends_on >= m.starts_on)
)
SELECT as_of, count(DISTINCT account_id) FROM targets JOIN account_days USING (account_id)
WHERE day <= as_of AND day > as_of - 90 AND engaging > 0 GROUP BY 1 ORDER BY 1"""
