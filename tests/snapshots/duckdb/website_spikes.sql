-- website_spikes 6ac321b9a313ae52
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_e6e6c6: SELECT * FROM _f60088 AS t25 UNION SELECT * FROM _9aac06 AS t26
_61152f: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _e6e6c6
_e13fa9: SELECT account_id, at AS starts_on, ends_on FROM _61152f
_6b9bcb: SELECT * FROM _e13fa9 WHERE NOT ends_on IS NULL
_2b3039: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _6b9bcb AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_fa0d64: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _2b3039
_b04fa5: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _fa0d64 GROUP BY 1, 2, 3
_2a1377: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _b04fa5
_46c88a: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _2a1377
_f0a972: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _46c88a
_bef4b8: SELECT * EXCLUDE (previous) FROM _f0a972
_0b215d: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _bef4b8
_aa769c: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _0b215d AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_cad355: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _aa769c
_3ac580: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _cad355 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_a4cfe0: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _3ac580
_a310ca: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _a4cfe0
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_1ad521: SELECT a.period, a.account_id, a.as_of FROM _a310ca AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_ae4e8f: SELECT period, account_id, as_of, CAST(FLOOR(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 5), CAST(CAST(as_of AS TIMESTAMP) + INTERVAL '1' DAY AS DATE)) / 7) AS BIGINT) - 1 AS last FROM _1ad521
_dbfaea: SELECT * EXCLUDE (parent_id) FROM sessions
_a9edf9: SELECT account_id, session_key, started_on FROM _dbfaea
_549e5e: SELECT DISTINCT * FROM _a9edf9
_01b43b: SELECT account_id, session_key, started_on, CAST(FLOOR(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 5), started_on) / 7) AS BIGINT) AS week FROM _549e5e
_031fb6: SELECT account_id, week, COUNT(*) AS visits FROM _01b43b GROUP BY 1, 2
_d48870: SELECT a.period, a.account_id, a.as_of, a.last, b.week, b.visits FROM _ae4e8f AS a INNER JOIN _031fb6 AS b ON a.account_id = b.account_id
_cda1e5: SELECT * FROM _d48870 WHERE week <= last AND week >= (last - 4)
_f009bb: SELECT period, account_id, SUM(CASE WHEN week = last THEN visits ELSE 0 END) AS now, SUM(CASE WHEN week < last THEN visits ELSE 0 END) AS before FROM _cda1e5 GROUP BY 1, 2
_71b296: SELECT * FROM _f009bb WHERE now >= 3 AND (now * 4) >= (before * 1.5)
_38529d: SELECT period, account_id FROM _71b296
_166f51: SELECT DISTINCT * FROM _38529d
_6ac929: SELECT period, account_id, TRUE AS _found FROM _166f51
_a068ad: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._found FROM _a310ca AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _6ac929 AS c ON a.period = c.period AND a.account_id = c.account_id
_7adb72: SELECT * EXCLUDE (account_id_right, period_right) FROM _a068ad
_a08722: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _found, COALESCE(_found, FALSE) AS spike FROM _7adb72
_137f13: SELECT * EXCLUDE (_found) FROM _a08722
_cb1af6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, spike, CAST(NULL AS TEXT) AS left_out FROM _137f13
_980245: SELECT * FROM _cb1af6 WHERE spike
_e62b3c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, spike, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _980245
_2b494a: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _e62b3c
_7882d9: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _2b494a GROUP BY 1
