-- view_through_visits 11edb820db1d35cf
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_dbfaea: SELECT * EXCLUDE (parent_id) FROM sessions
_e120e1: SELECT a.session_key, a.account_id, a.started_on, a.high_value_on, a.channel, a.kind, a.team, a.campaign_id, a.touch_id, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _dbfaea AS a INNER JOIN days AS b ON a.started_on = b.day
_dc2937: SELECT * EXCLUDE (day) FROM _e120e1
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_4cdb6e: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _034837 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_5b82c4: SELECT * EXCLUDE (as_of) FROM _4cdb6e
_fb956b: SELECT a.session_key, a.account_id, a.started_on, a.high_value_on, a.channel, a.kind, a.team, a.campaign_id, a.touch_id, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _dc2937 AS a INNER JOIN _5b82c4 AS b ON a.account_id = b.account_id AND a.started_on >= b.from_on AND a.started_on < b.until_on
_a96ae0: SELECT * EXCLUDE (account_id_right) FROM _fb956b
_5859b1: SELECT * EXCLUDE (from_on, until_on) FROM _a96ae0
_5d1652: SELECT * FROM _757d43 WHERE kind = 'ad_impression'
_66e9fb: SELECT account_id, occurred_on AS ad_on FROM _5d1652
_6931d6: SELECT DISTINCT * FROM _66e9fb
_349afd: SELECT * FROM _757d43 WHERE kind = 'ad_click'
_5e889b: SELECT account_id, occurred_on AS ad_on FROM _349afd
_3506ca: SELECT DISTINCT * FROM _5e889b
_baf331: SELECT a.session_key, a.account_id, a.started_on, a.high_value_on, a.channel, a.kind, a.team, a.campaign_id, a.touch_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order FROM _5859b1 AS a SEMI JOIN _6931d6 AS b ON a.account_id = b.account_id AND b.ad_on <= a.started_on AND b.ad_on >= CAST(CAST(a.started_on AS TIMESTAMP) + TO_DAYS(-(CAST($view_through_days AS BIGINT))) AS DATE) ANTI JOIN _3506ca AS c ON a.account_id = c.account_id AND c.ad_on <= a.started_on AND c.ad_on >= CAST(CAST(a.started_on AS TIMESTAMP) + TO_DAYS(-(CAST($view_through_days AS BIGINT))) AS DATE)
_e34d20: SELECT session_key, account_id, started_on, high_value_on, channel, kind, team, campaign_id, touch_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _baf331
_c08e45: SELECT session_key, account_id, started_on, high_value_on, channel, kind, team, campaign_id, touch_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _e34d20
_72cc0c: SELECT period, account_id, touch_id, session_key, campaign_id, started_on, entered_on, tier, kind, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _c08e45
_bc7d5b: SELECT period, account_id, touch_id, session_key, campaign_id, started_on, entered_on, tier, kind, left_out, numerator, denominator, FALSE AS immature FROM _72cc0c
_3fd535: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _bc7d5b GROUP BY 1
