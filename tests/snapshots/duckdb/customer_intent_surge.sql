-- customer_intent_surge d73526c28e4b763c
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_4da8ca: SELECT * EXCLUDE (parent_id) FROM signals
_bd9995: SELECT account_id FROM _bebdf6
_c60f74: SELECT DISTINCT * FROM _bd9995
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_8ddedc: SELECT a.account_id, b.period, b.starts_on, b.ends_on, b.as_of, d.account_id AS account_id_right, d.from_on, d.until_on, d.entered_on, d.tier, d.tier_order FROM _c60f74 AS a CROSS JOIN windows AS b SEMI JOIN _bebdf6 AS c ON a.account_id = c.account_id AND c.starts_on <= b.as_of AND c.ends_on > b.as_of AND c.known_from <= b.as_of AND c.known_to > b.as_of INNER JOIN _4ed088 AS d ON a.account_id = d.account_id AND d.from_on <= b.as_of
_c2e43f: SELECT * EXCLUDE (account_id_right) FROM _8ddedc
_8f48bc: SELECT account_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _c2e43f
_8b440c: SELECT * FROM _8f48bc WHERE turn = 0
_b16992: SELECT * EXCLUDE (from_on, turn, until_on) FROM _8b440c
_96cae0: SELECT as_of FROM _b16992
_18d353: SELECT DISTINCT * FROM _96cae0
_76e6ab: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, b.as_of FROM _4da8ca AS a INNER JOIN _18d353 AS b ON a.week <= b.as_of
_13e5d6: SELECT * FROM _76e6ab WHERE cluster = 'competitor'
_61b559: SELECT * FROM _13e5d6 WHERE DATE_DIFF('DAY', week, as_of) < 90
_a13669: SELECT period, account_id, as_of FROM _b16992
_6c6647: SELECT as_of, topic FROM _61b559
_a4828b: SELECT DISTINCT * FROM _6c6647
_e453d4: SELECT as_of, MAX(week) AS newest FROM _76e6ab GROUP BY 1
_bb2cc1: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, a.as_of, c.newest FROM _13e5d6 AS a INNER JOIN _a4828b AS b ON a.as_of = b.as_of AND a.topic = b.topic INNER JOIN _e453d4 AS c ON a.as_of = c.as_of
_4d4a0b: SELECT * FROM _bb2cc1 WHERE DATE_DIFF('DAY', week, newest) = 0 AND NOT account_id IS NULL AND score >= 60
_a8960c: SELECT as_of, account_id, COUNT(DISTINCT topic) AS hot FROM _4d4a0b GROUP BY 1, 2
_0e7f0b: SELECT as_of, COUNT(DISTINCT topic) AS tracked FROM _61b559 GROUP BY 1
_1c8f4d: SELECT a.as_of, a.account_id, a.hot, b.tracked FROM _a8960c AS a INNER JOIN _0e7f0b AS b ON a.as_of = b.as_of
_e19f2d: SELECT * FROM _1c8f4d WHERE hot >= (tracked * 0.25)
_2c1ebe: SELECT a.period, a.account_id, a.as_of, b.hot, b.tracked FROM _a13669 AS a INNER JOIN _e19f2d AS b ON a.as_of = b.as_of AND a.account_id = b.account_id
_b671ca: SELECT period, account_id FROM _2c1ebe
_6274df: SELECT DISTINCT * FROM _b671ca
_b594e5: SELECT period, account_id, TRUE AS _found FROM _6274df
_17f51b: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b._found FROM _b16992 AS a LEFT OUTER JOIN _b594e5 AS b ON a.period = b.period AND a.account_id = b.account_id
_f8fb16: SELECT * EXCLUDE (account_id_right, period_right) FROM _17f51b
_db0860: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _found, COALESCE(_found, FALSE) AS surging FROM _f8fb16
_1d99d2: SELECT * EXCLUDE (_found) FROM _db0860
_ce45aa: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, surging, CAST(NULL AS TEXT) AS left_out FROM _1d99d2
_1ec3b1: SELECT * FROM _ce45aa WHERE surging
_8aaf0f: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, surging, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _1ec3b1
_5722bb: SELECT period, account_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _8aaf0f
_2c88ae: SELECT period, account_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _5722bb
_d97ef6: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _2c88ae GROUP BY 1
