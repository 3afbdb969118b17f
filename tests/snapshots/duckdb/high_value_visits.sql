-- high_value_visits 008f399dcb75e3f4
_dbfaea: SELECT * EXCLUDE (parent_id) FROM sessions
_e120e1: SELECT a.session_key, a.account_id, a.started_on, a.high_value_on, a.channel, a.kind, a.team, a.campaign_id, a.touch_id, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _dbfaea AS a INNER JOIN days AS b ON a.started_on = b.day
_dc2937: SELECT * EXCLUDE (day) FROM _e120e1
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_64ed60: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _4ed088 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_83b4a3: SELECT * EXCLUDE (as_of) FROM _64ed60
_30cb73: SELECT a.session_key, a.account_id, a.started_on, a.high_value_on, a.channel, a.kind, a.team, a.campaign_id, a.touch_id, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _dc2937 AS a INNER JOIN _83b4a3 AS b ON a.account_id = b.account_id AND a.started_on >= b.from_on AND a.started_on < b.until_on
_40c568: SELECT * EXCLUDE (account_id_right) FROM _30cb73
_f21ef7: SELECT * EXCLUDE (from_on, until_on) FROM _40c568
_123f6f: SELECT * FROM _f21ef7 WHERE high_value_on <= as_of
_b0a5a4: SELECT session_key, account_id, started_on, high_value_on, channel, kind, team, campaign_id, touch_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _123f6f
_ae14b5: SELECT session_key, account_id, started_on, high_value_on, channel, kind, team, campaign_id, touch_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _b0a5a4
_ad6029: SELECT period, account_id, touch_id, session_key, started_on, entered_on, tier, kind, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _ae14b5
_5a4aac: SELECT period, account_id, touch_id, session_key, started_on, entered_on, tier, kind, left_out, numerator, denominator, FALSE AS immature FROM _ad6029
_2fa06b: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _5a4aac GROUP BY 1
