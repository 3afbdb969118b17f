-- intent_surge e33524c0eff83aab
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_4da8ca: SELECT * EXCLUDE (parent_id) FROM signals
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_353bab: SELECT * FROM _f60088 AS t21 UNION SELECT * FROM _9aac06 AS t22
_d229fa: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _353bab
_26bd5b: SELECT account_id, at AS starts_on, ends_on FROM _d229fa
_17a0d2: SELECT * FROM _26bd5b WHERE NOT ends_on IS NULL
_78a904: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _17a0d2 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_c8878d: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _78a904
_e6a175: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _c8878d GROUP BY 1, 2, 3
_5e8c85: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _e6a175
_f0312e: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _5e8c85
_a96251: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _f0312e
_f2fd5f: SELECT * EXCLUDE (previous) FROM _a96251
_5eea80: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _f2fd5f
_cd4229: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _5eea80 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_d79d60: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _cd4229
_79e6ce: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _d79d60 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_e3727f: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _79e6ce
_bbe754: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _e3727f
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_d292c3: SELECT a.as_of FROM _bbe754 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_5789c2: SELECT DISTINCT * FROM _d292c3
_eb0d4c: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, b.as_of FROM _4da8ca AS a INNER JOIN _5789c2 AS b ON a.week <= b.as_of
_225b9d: SELECT * FROM _eb0d4c WHERE cluster = 'own'
_7bbf5b: SELECT * FROM _225b9d WHERE DATE_DIFF('DAY', week, as_of) < 90
_6362db: SELECT as_of, topic FROM _7bbf5b
_67c574: SELECT DISTINCT * FROM _6362db
_f13228: SELECT as_of, MAX(week) AS newest FROM _eb0d4c GROUP BY 1
_b12c5d: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, a.as_of, c.newest FROM _225b9d AS a INNER JOIN _67c574 AS b ON a.as_of = b.as_of AND a.topic = b.topic INNER JOIN _f13228 AS c ON a.as_of = c.as_of
_c86079: SELECT * FROM _b12c5d WHERE DATE_DIFF('DAY', week, newest) = 0 AND NOT account_id IS NULL AND score >= 60
_fb3117: SELECT as_of, account_id, COUNT(DISTINCT topic) AS hot FROM _c86079 GROUP BY 1, 2
_a68e6e: SELECT as_of, COUNT(DISTINCT topic) AS tracked FROM _7bbf5b GROUP BY 1
_54bee9: SELECT a.as_of, a.account_id, a.hot, b.tracked FROM _fb3117 AS a INNER JOIN _a68e6e AS b ON a.as_of = b.as_of
_b07c1b: SELECT * FROM _54bee9 WHERE hot >= (tracked * 0.25)
_8fcf5d: SELECT a.period, a.account_id, a.as_of, c.hot, c.tracked FROM _bbe754 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _b07c1b AS c ON a.as_of = c.as_of AND a.account_id = c.account_id
_b232db: SELECT period, account_id FROM _8fcf5d
_92bdca: SELECT DISTINCT * FROM _b232db
_28bf88: SELECT period, account_id, TRUE AS _found FROM _92bdca
_66e274: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._found FROM _bbe754 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _28bf88 AS c ON a.period = c.period AND a.account_id = c.account_id
_8b0519: SELECT * EXCLUDE (account_id_right, period_right) FROM _66e274
_955d8f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _found, COALESCE(_found, FALSE) AS surging FROM _8b0519
_884d0f: SELECT * EXCLUDE (_found) FROM _955d8f
_955690: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, surging, CAST(NULL AS TEXT) AS left_out FROM _884d0f
_9840bc: SELECT * FROM _955690 WHERE surging
_5517f0: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, surging, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _9840bc
_7b90db: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _5517f0
_f20bec: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7b90db GROUP BY 1
