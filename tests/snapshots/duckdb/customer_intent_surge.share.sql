-- customer_intent_surge.share 45eaf978db940f47
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_4da8ca: SELECT * EXCLUDE (parent_id) FROM signals
_bd9995: SELECT account_id FROM _bebdf6
_c60f74: SELECT DISTINCT * FROM _bd9995
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
_b1c6e5: SELECT a.account_id, b.period, b.starts_on, b.ends_on, b.as_of, d.account_id AS account_id_right, d.from_on, d.until_on, d.entered_on, d.tier, d.tier_order FROM _c60f74 AS a CROSS JOIN windows AS b SEMI JOIN _bebdf6 AS c ON a.account_id = c.account_id AND c.starts_on <= b.as_of AND c.ends_on > b.as_of AND c.known_from <= b.as_of AND c.known_to > b.as_of INNER JOIN _58da96 AS d ON a.account_id = d.account_id AND d.from_on <= b.as_of
_cff7dd: SELECT * EXCLUDE (account_id_right) FROM _b1c6e5
_f112bc: SELECT account_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _cff7dd
_e0d2ae: SELECT * FROM _f112bc WHERE turn = 0
_40546a: SELECT * EXCLUDE (from_on, until_on, turn) FROM _e0d2ae
_d1a2ce: SELECT as_of FROM _40546a
_42ece1: SELECT DISTINCT * FROM _d1a2ce
_953490: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, b.as_of FROM _4da8ca AS a INNER JOIN _42ece1 AS b ON a.week <= b.as_of
_2f688a: SELECT * FROM _953490 WHERE cluster = 'competitor'
_0ea907: SELECT * FROM _2f688a WHERE DATE_DIFF('DAY', week, as_of) < 90
_67098e: SELECT period, account_id, as_of FROM _40546a
_554043: SELECT as_of, topic FROM _0ea907
_2f2694: SELECT DISTINCT * FROM _554043
_f43d31: SELECT as_of, MAX(week) AS newest FROM _953490 GROUP BY 1
_cc568b: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, a.as_of, c.newest FROM _2f688a AS a INNER JOIN _2f2694 AS b ON a.as_of = b.as_of AND a.topic = b.topic INNER JOIN _f43d31 AS c ON a.as_of = c.as_of
_93f2cd: SELECT * FROM _cc568b WHERE DATE_DIFF('DAY', week, newest) = 0 AND NOT account_id IS NULL AND score >= 60
_1f8be8: SELECT as_of, account_id, COUNT(DISTINCT topic) AS hot FROM _93f2cd GROUP BY 1, 2
_055de6: SELECT as_of, COUNT(DISTINCT topic) AS tracked FROM _0ea907 GROUP BY 1
_9656e4: SELECT a.as_of, a.account_id, a.hot, b.tracked FROM _1f8be8 AS a INNER JOIN _055de6 AS b ON a.as_of = b.as_of
_d79fe1: SELECT * FROM _9656e4 WHERE hot >= (tracked * 0.25)
_d620d0: SELECT a.period, a.account_id, a.as_of, b.hot, b.tracked FROM _67098e AS a INNER JOIN _d79fe1 AS b ON a.as_of = b.as_of AND a.account_id = b.account_id
_26fa5f: SELECT period, account_id FROM _d620d0
_29749f: SELECT DISTINCT * FROM _26fa5f
_d380c5: SELECT period, account_id, TRUE AS _found FROM _29749f
_dd2f5c: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b._found FROM _40546a AS a LEFT OUTER JOIN _d380c5 AS b ON a.period = b.period AND a.account_id = b.account_id
_12b1bd: SELECT * EXCLUDE (period_right, account_id_right) FROM _dd2f5c
_30a8f0: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _found, COALESCE(_found, FALSE) AS surging FROM _12b1bd
_95435a: SELECT * EXCLUDE (_found) FROM _30a8f0
_80bd53: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, surging, CAST(NULL AS TEXT) AS left_out FROM _95435a
_fd4b87: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, surging, left_out, CASE WHEN COALESCE(surging, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _80bd53
_ea0097: SELECT period, account_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _fd4b87
_ea59fe: SELECT period, account_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _ea0097
_80f7f4: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _ea59fe GROUP BY 1
