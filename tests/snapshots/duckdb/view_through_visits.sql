-- view_through_visits 451649c2d4aafdaf
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_dbfaea: SELECT * EXCLUDE (parent_id) FROM sessions
_e120e1: SELECT a.session_key, a.account_id, a.started_on, a.high_value_on, a.channel, a.kind, a.team, a.campaign_id, a.touch_id, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _dbfaea AS a INNER JOIN days AS b ON a.started_on = b.day
_dc2937: SELECT * EXCLUDE (day) FROM _e120e1
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_1d2d12: SELECT * FROM _f60088 AS t40 UNION SELECT * FROM _9aac06 AS t41
_fda5e1: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _1d2d12
_e51dad: SELECT account_id, at AS starts_on, ends_on FROM _fda5e1
_9d6a6c: SELECT * FROM _e51dad WHERE NOT ends_on IS NULL
_ed5570: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _9d6a6c AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_20d40a: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _ed5570
_52ae13: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _20d40a GROUP BY 1, 2, 3
_6a6ac2: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _52ae13
_0048e7: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _6a6ac2
_4118aa: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _0048e7
_93f12b: SELECT * EXCLUDE (previous) FROM _4118aa
_8354d9: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _93f12b
_7e2e42: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _8354d9 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_144fd5: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _7e2e42
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_8ea99c: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _144fd5 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_8b59fe: SELECT * EXCLUDE (as_of) FROM _8ea99c
_f97c1c: SELECT a.session_key, a.account_id, a.started_on, a.high_value_on, a.channel, a.kind, a.team, a.campaign_id, a.touch_id, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _dc2937 AS a INNER JOIN _8b59fe AS b ON a.account_id = b.account_id AND a.started_on >= b.from_on AND a.started_on < b.until_on
_695ea9: SELECT * EXCLUDE (account_id_right) FROM _f97c1c
_88f539: SELECT * EXCLUDE (from_on, until_on) FROM _695ea9
_5d1652: SELECT * FROM _757d43 WHERE kind = 'ad_impression'
_66e9fb: SELECT account_id, occurred_on AS ad_on FROM _5d1652
_6931d6: SELECT DISTINCT * FROM _66e9fb
_349afd: SELECT * FROM _757d43 WHERE kind = 'ad_click'
_5e889b: SELECT account_id, occurred_on AS ad_on FROM _349afd
_3506ca: SELECT DISTINCT * FROM _5e889b
_83e508: SELECT a.session_key, a.account_id, a.started_on, a.high_value_on, a.channel, a.kind, a.team, a.campaign_id, a.touch_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order FROM _88f539 AS a SEMI JOIN _6931d6 AS b ON a.account_id = b.account_id AND b.ad_on <= a.started_on AND b.ad_on >= CAST(CAST(a.started_on AS TIMESTAMP) + INTERVAL '-7' DAY AS DATE) ANTI JOIN _3506ca AS c ON a.account_id = c.account_id AND c.ad_on <= a.started_on AND c.ad_on >= CAST(CAST(a.started_on AS TIMESTAMP) + INTERVAL '-7' DAY AS DATE)
_cad40a: SELECT session_key, account_id, started_on, high_value_on, channel, kind, team, campaign_id, touch_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _83e508
_e680c7: SELECT session_key, account_id, started_on, high_value_on, channel, kind, team, campaign_id, touch_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _cad40a
_8f18ad: SELECT period, account_id, touch_id, session_key, started_on, entered_on, tier, kind, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _e680c7
_a2deb0: SELECT period, account_id, touch_id, session_key, started_on, entered_on, tier, kind, left_out, numerator, denominator, FALSE AS immature FROM _8f18ad
_f21b46: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _a2deb0 GROUP BY 1
