-- website_spikes 6535fa28037a8b54
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
_16ac45: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _2b3039
_7494d1: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _16ac45 GROUP BY 1, 2, 3
_a9c22f: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _7494d1
_247907: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _a9c22f
_3f461b: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _247907
_c16942: SELECT * EXCLUDE (previous) FROM _3f461b
_e12ad7: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _c16942
_8928f2: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _e12ad7 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_58da96: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _8928f2
_28cae1: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _58da96 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_bd6ab4: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _28cae1
_761537: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _bd6ab4
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_f6513f: SELECT a.period, a.account_id, a.as_of FROM _761537 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_09af70: SELECT period, account_id, as_of, CAST(FLOOR(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 5), CAST(CAST(as_of AS TIMESTAMP) + INTERVAL '1' DAY AS DATE)) / 7) AS BIGINT) - 1 AS last FROM _f6513f
_dbfaea: SELECT * EXCLUDE (parent_id) FROM sessions
_a9edf9: SELECT account_id, session_key, started_on FROM _dbfaea
_549e5e: SELECT DISTINCT * FROM _a9edf9
_01b43b: SELECT account_id, session_key, started_on, CAST(FLOOR(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 5), started_on) / 7) AS BIGINT) AS week FROM _549e5e
_031fb6: SELECT account_id, week, COUNT(*) AS visits FROM _01b43b GROUP BY 1, 2
_a70704: SELECT a.period, a.account_id, a.as_of, a.last, b.week, b.visits FROM _09af70 AS a INNER JOIN _031fb6 AS b ON a.account_id = b.account_id
_5f230b: SELECT * FROM _a70704 WHERE week <= last AND week >= (last - 4)
_c1c934: SELECT period, account_id, SUM(CASE WHEN week = last THEN visits ELSE 0 END) AS now, SUM(CASE WHEN week < last THEN visits ELSE 0 END) AS before FROM _5f230b GROUP BY 1, 2
_5da343: SELECT * FROM _c1c934 WHERE now >= 3 AND (now * 4) >= (before * 1.5)
_f6e3d2: SELECT period, account_id FROM _5da343
_fc649d: SELECT DISTINCT * FROM _f6e3d2
_3629a1: SELECT period, account_id, TRUE AS _found FROM _fc649d
_ca71ba: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._found FROM _761537 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _3629a1 AS c ON a.period = c.period AND a.account_id = c.account_id
_c691fa: SELECT * EXCLUDE (period_right, account_id_right) FROM _ca71ba
_d412c1: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _found, COALESCE(_found, FALSE) AS spike FROM _c691fa
_e59cb2: SELECT * EXCLUDE (_found) FROM _d412c1
_1520d9: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, spike, CAST(NULL AS TEXT) AS left_out FROM _e59cb2
_782976: SELECT * FROM _1520d9 WHERE spike
_53e891: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, spike, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _782976
_24d3b5: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _53e891
_04dccd: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _24d3b5 GROUP BY 1
