-- website_visits 0dd6f7a575ae0d02
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
_fab5fe: SELECT * FROM _f60088 AS t28 UNION SELECT * FROM _9aac06 AS t29
_89cd24: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _fab5fe
_10ad9c: SELECT account_id, at AS starts_on, ends_on FROM _89cd24
_d43e0b: SELECT * FROM _10ad9c WHERE NOT ends_on IS NULL
_1a1549: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _d43e0b AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_25d911: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _1a1549
_39706b: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _25d911 GROUP BY 1, 2, 3
_dbcaae: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _39706b
_4971f8: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _dbcaae
_cfbfef: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _4971f8
_affbce: SELECT * EXCLUDE (previous) FROM _cfbfef
_64deec: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _affbce
_b3e00c: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _64deec AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_590516: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b3e00c
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_1afc19: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _590516 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_7ec409: SELECT * EXCLUDE (as_of) FROM _1afc19
_d5bee2: SELECT a.session_key, a.account_id, a.started_on, a.high_value_on, a.channel, a.kind, a.team, a.campaign_id, a.touch_id, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _dc2937 AS a INNER JOIN _7ec409 AS b ON a.account_id = b.account_id AND a.started_on >= b.from_on AND a.started_on < b.until_on
_409846: SELECT * EXCLUDE (account_id_right) FROM _d5bee2
_12a77f: SELECT * EXCLUDE (from_on, until_on) FROM _409846
_5b462e: SELECT session_key, account_id, started_on, high_value_on, channel, kind, team, campaign_id, touch_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _12a77f
_8001d1: SELECT session_key, account_id, started_on, high_value_on, channel, kind, team, campaign_id, touch_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _5b462e
_17517c: SELECT period, account_id, touch_id, session_key, started_on, entered_on, tier, kind, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _8001d1
_625401: SELECT period, account_id, touch_id, session_key, started_on, entered_on, tier, kind, left_out, numerator, denominator, FALSE AS immature FROM _17517c
_181a78: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _625401 GROUP BY 1
