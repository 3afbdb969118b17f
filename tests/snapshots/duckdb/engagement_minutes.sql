-- engagement_minutes 59764ea51deb3f39
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_3c7163: SELECT * FROM _f60088 AS t23 UNION SELECT * FROM _9aac06 AS t24
_b7b2ae: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _3c7163
_0819ca: SELECT account_id, at AS starts_on, ends_on FROM _b7b2ae
_748283: SELECT * FROM _0819ca WHERE NOT ends_on IS NULL
_89b8b2: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _748283 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_443f89: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _89b8b2
_675c88: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _443f89 GROUP BY 1, 2, 3
_c0284f: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _675c88
_5fe339: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _c0284f
_a5d377: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _5fe339
_b0d756: SELECT * EXCLUDE (previous) FROM _a5d377
_885bc9: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _b0d756
_8a5d9b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _885bc9 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_b179e7: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _8a5d9b
_1e673a: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _b179e7 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_5b6a1e: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _1e673a
_165e54: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _5b6a1e
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_40c037: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.account_id AS account_id_right, c.day, c.touches, c.seconds FROM _165e54 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _20cd23 AS c ON a.account_id = c.account_id AND c.day <= a.as_of
_873788: SELECT * EXCLUDE (account_id_right) FROM _40c037
_0474fb: SELECT * FROM _873788 WHERE DATE_DIFF('DAY', day, as_of) >= 0 AND DATE_DIFF('DAY', day, as_of) < 90
_b7eca2: SELECT period, account_id, SUM(seconds) AS _seconds FROM _0474fb GROUP BY 1, 2
_833e1a: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._seconds FROM _165e54 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _b7eca2 AS c ON a.period = c.period AND a.account_id = c.account_id
_0944b4: SELECT * EXCLUDE (account_id_right, period_right) FROM _833e1a
_988862: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _seconds, (COALESCE(_seconds, 0) * 1.0) / 60 AS minutes FROM _0944b4
_f1cbad: SELECT * EXCLUDE (_seconds) FROM _988862
_e81277: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, minutes, CAST(NULL AS TEXT) AS left_out FROM _f1cbad
_8a2dbb: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, minutes, left_out, minutes AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _e81277
_012a73: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _8a2dbb
_b2af1d: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _012a73 GROUP BY 1
