-- intent_surge.share f95c7fc00070d495
_4da8ca: SELECT * EXCLUDE (parent_id) FROM signals
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_7729ab: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _034837 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_2bfa3d: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _7729ab
_0189f5: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _2bfa3d
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_6888a6: SELECT a.as_of FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_8aea06: SELECT DISTINCT * FROM _6888a6
_05e623: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, b.as_of FROM _4da8ca AS a INNER JOIN _8aea06 AS b ON a.week <= b.as_of
_fcdf47: SELECT * FROM _05e623 WHERE cluster = 'own'
_53f61a: SELECT * FROM _fcdf47 WHERE DATE_DIFF('DAY', week, as_of) < 90
_8b9e38: SELECT as_of, topic FROM _53f61a
_b8a3ce: SELECT DISTINCT * FROM _8b9e38
_60d1bf: SELECT as_of, MAX(week) AS newest FROM _05e623 GROUP BY 1
_ec254d: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, a.as_of, c.newest FROM _fcdf47 AS a INNER JOIN _b8a3ce AS b ON a.as_of = b.as_of AND a.topic = b.topic INNER JOIN _60d1bf AS c ON a.as_of = c.as_of
_673093: SELECT * FROM _ec254d WHERE DATE_DIFF('DAY', week, newest) = 0 AND NOT account_id IS NULL AND score >= CAST($surge_score AS DOUBLE)
_cbc524: SELECT as_of, account_id, COUNT(DISTINCT topic) AS hot FROM _673093 GROUP BY 1, 2
_e881eb: SELECT as_of, COUNT(DISTINCT topic) AS tracked FROM _53f61a GROUP BY 1
_bc5297: SELECT a.as_of, a.account_id, a.hot, b.tracked FROM _cbc524 AS a INNER JOIN _e881eb AS b ON a.as_of = b.as_of
_8bbf2d: SELECT * FROM _bc5297 WHERE hot >= (tracked * CAST($surge_topic_share AS DOUBLE))
_b249dd: SELECT a.period, a.account_id, a.as_of, c.hot, c.tracked FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _8bbf2d AS c ON a.as_of = c.as_of AND a.account_id = c.account_id
_435fe3: SELECT period, account_id FROM _b249dd
_8321ed: SELECT DISTINCT * FROM _435fe3
_efc03e: SELECT period, account_id, TRUE AS _found FROM _8321ed
_ef68e8: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._found FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _efc03e AS c ON a.period = c.period AND a.account_id = c.account_id
_6cf027: SELECT * EXCLUDE (account_id_right, period_right) FROM _ef68e8
_a10b8b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _found, COALESCE(_found, FALSE) AS surging FROM _6cf027
_15f8ce: SELECT * EXCLUDE (_found) FROM _a10b8b
_12e5c2: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, surging, CAST(NULL AS TEXT) AS left_out FROM _15f8ce
_f56202: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, surging, left_out, CASE WHEN COALESCE(surging, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _12e5c2
_95ea80: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _f56202
_d490b0: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _95ea80 GROUP BY 1
