-- customer_intent_surge.share bef8d8807bfc04eb
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
_fa0d64: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _2b3039
_b04fa5: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _fa0d64 GROUP BY 1, 2, 3
_2a1377: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _b04fa5
_46c88a: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _2a1377
_f0a972: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _46c88a
_bef4b8: SELECT * EXCLUDE (previous) FROM _f0a972
_0b215d: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _bef4b8
_aa769c: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _0b215d AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_cad355: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _aa769c
_0468ae: SELECT a.account_id, b.period, b.starts_on, b.ends_on, b.as_of, d.account_id AS account_id_right, d.from_on, d.until_on, d.entered_on, d.tier, d.tier_order FROM _c60f74 AS a CROSS JOIN windows AS b SEMI JOIN _bebdf6 AS c ON a.account_id = c.account_id AND c.starts_on <= b.as_of AND c.ends_on > b.as_of AND c.known_from <= b.as_of AND c.known_to > b.as_of INNER JOIN _cad355 AS d ON a.account_id = d.account_id AND d.from_on <= b.as_of
_48aec6: SELECT * EXCLUDE (account_id_right) FROM _0468ae
_b1cc64: SELECT account_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _48aec6
_b16ff3: SELECT * FROM _b1cc64 WHERE turn = 0
_5e5508: SELECT * EXCLUDE (from_on, turn, until_on) FROM _b16ff3
_60d9f1: SELECT as_of FROM _5e5508
_8b1d99: SELECT DISTINCT * FROM _60d9f1
_0b63f7: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, b.as_of FROM _4da8ca AS a INNER JOIN _8b1d99 AS b ON a.week <= b.as_of
_b7e1c7: SELECT * FROM _0b63f7 WHERE cluster = 'competitor'
_d69cdb: SELECT * FROM _b7e1c7 WHERE DATE_DIFF('DAY', week, as_of) < 90
_686df9: SELECT period, account_id, as_of FROM _5e5508
_3a667f: SELECT as_of, topic FROM _d69cdb
_ddbbd8: SELECT DISTINCT * FROM _3a667f
_333138: SELECT as_of, MAX(week) AS newest FROM _0b63f7 GROUP BY 1
_1b6b3f: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, a.as_of, c.newest FROM _b7e1c7 AS a INNER JOIN _ddbbd8 AS b ON a.as_of = b.as_of AND a.topic = b.topic INNER JOIN _333138 AS c ON a.as_of = c.as_of
_47f015: SELECT * FROM _1b6b3f WHERE DATE_DIFF('DAY', week, newest) = 0 AND NOT account_id IS NULL AND score >= 60
_f7f327: SELECT as_of, account_id, COUNT(DISTINCT topic) AS hot FROM _47f015 GROUP BY 1, 2
_64e5e5: SELECT as_of, COUNT(DISTINCT topic) AS tracked FROM _d69cdb GROUP BY 1
_f57e21: SELECT a.as_of, a.account_id, a.hot, b.tracked FROM _f7f327 AS a INNER JOIN _64e5e5 AS b ON a.as_of = b.as_of
_e93a69: SELECT * FROM _f57e21 WHERE hot >= (tracked * 0.25)
_74ac86: SELECT a.period, a.account_id, a.as_of, b.hot, b.tracked FROM _686df9 AS a INNER JOIN _e93a69 AS b ON a.as_of = b.as_of AND a.account_id = b.account_id
_dc1a6b: SELECT period, account_id FROM _74ac86
_22af10: SELECT DISTINCT * FROM _dc1a6b
_0280c4: SELECT period, account_id, TRUE AS _found FROM _22af10
_72d3c6: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b._found FROM _5e5508 AS a LEFT OUTER JOIN _0280c4 AS b ON a.period = b.period AND a.account_id = b.account_id
_da84a9: SELECT * EXCLUDE (account_id_right, period_right) FROM _72d3c6
_47a4ef: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _found, COALESCE(_found, FALSE) AS surging FROM _da84a9
_2109b0: SELECT * EXCLUDE (_found) FROM _47a4ef
_78f2b9: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, surging, CAST(NULL AS TEXT) AS left_out FROM _2109b0
_08d8ae: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, surging, left_out, CASE WHEN COALESCE(surging, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _78f2b9
_d6692b: SELECT period, account_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _08d8ae
_5ae7db: SELECT period, account_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _d6692b
_51132f: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _5ae7db GROUP BY 1
