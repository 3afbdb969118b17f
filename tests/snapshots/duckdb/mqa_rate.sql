-- mqa_rate b584aaa7c249f462
_0876a0: SELECT * EXCLUDE (parent_id) FROM person_days
_546c28: SELECT person_id, created_on AS known_on FROM people
_b7a3d7: SELECT a.account_id, a.person_id, a.day, a.engaging, a.weighted_seconds, b.person_id AS person_id_right, b.known_on FROM _0876a0 AS a LEFT OUTER JOIN _546c28 AS b ON a.person_id = b.person_id
_a21172: SELECT * EXCLUDE (person_id_right) FROM _b7a3d7
_c5d2fe: SELECT account_id, person_id, day, known_on, weighted_seconds AS seconds FROM _a21172
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_865e09: SELECT a.account_id, a.entered_on FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_086030: SELECT DISTINCT * FROM _865e09
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_ecdc38: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _034837 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_204ea3: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _ecdc38 GROUP BY 1, 2, 3, 4, 5
_026c08: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _204ea3
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_c52db3: SELECT * FROM _086030 WHERE CAST($mqa_selected AS BOOLEAN)
_8632a3: SELECT account_id, entered_on, entered_on AS first_on FROM _c52db3
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_e83627: SELECT account_id, day, CASE WHEN CAST($mqa_slot AS BIGINT) = 1 THEN kinds_1 WHEN CAST($mqa_slot AS BIGINT) = 2 THEN kinds_2 WHEN CAST($mqa_slot AS BIGINT) = 3 THEN kinds_3 WHEN CAST($mqa_slot AS BIGINT) = 4 THEN kinds_4 WHEN CAST($mqa_slot AS BIGINT) = 5 THEN kinds_5 WHEN CAST($mqa_slot AS BIGINT) = 6 THEN kinds_6 WHEN CAST($mqa_slot AS BIGINT) = 7 THEN kinds_7 WHEN CAST($mqa_slot AS BIGINT) = 8 THEN kinds_8 ELSE engaging END AS touches, weighted_seconds AS seconds FROM _2e9009
_b807be: SELECT * FROM _e83627 WHERE (touches > 0) OR (seconds > 0)
_9fb356: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _086030 AS a INNER JOIN _b807be AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_4f9a87: SELECT * EXCLUDE (account_id_right) FROM _9fb356
_afad11: SELECT account_id, entered_on, day AS at FROM _4f9a87
_614e38: SELECT * FROM _c5d2fe WHERE NOT known_on IS NULL
_9700e2: SELECT account_id, known_on AS day FROM _614e38
_e3defb: SELECT DISTINCT * FROM _9700e2
_289fce: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day FROM _086030 AS a INNER JOIN _e3defb AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_ae72e2: SELECT account_id, entered_on, day FROM _289fce
_7d2229: SELECT account_id, entered_on, day AS at FROM _ae72e2
_f11e7e: SELECT * FROM _afad11 AS t51 UNION SELECT * FROM _7d2229 AS t53
_a1980a: SELECT account_id, entered_on, at, entered_on AS since FROM _f11e7e
_4b9731: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _a1980a AS a INNER JOIN _b807be AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_bdac09: SELECT * EXCLUDE (account_id_right) FROM _4b9731
_7fc484: SELECT * FROM _bdac09 WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < CAST($mqa_lookback_days AS BIGINT)
_2083d8: SELECT account_id, entered_on, at, SUM(touches) AS touches, SUM(seconds) AS seconds FROM _7fc484 GROUP BY 1, 2, 3
_8d9226: SELECT * FROM _2083d8 WHERE ((CAST($mqa_touches AS BIGINT) IS NULL) OR (touches >= CAST($mqa_touches AS BIGINT))) AND ((CAST($mqa_seconds AS DOUBLE) IS NULL) OR (seconds >= CAST($mqa_seconds AS DOUBLE)))
_1eb7d2: SELECT account_id, entered_on, at FROM _8d9226
_c70873: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.person_id, b.day, b.known_on, b.seconds FROM _a1980a AS a INNER JOIN _c5d2fe AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_1b8e8a: SELECT * EXCLUDE (account_id_right) FROM _c70873
_e46e12: SELECT * FROM _1b8e8a WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < CAST($mqa_lookback_days AS BIGINT)
_76970c: SELECT * FROM _e46e12 WHERE (known_on IS NULL) OR (known_on <= at)
_b75df6: SELECT account_id, entered_on, at, person_id, SUM(seconds) AS seconds FROM _76970c GROUP BY 1, 2, 3, 4
_746b28: SELECT * FROM _b75df6 WHERE seconds > CAST($mqa_seconds_per_person AS DOUBLE)
_3578cf: SELECT account_id, entered_on, at, COUNT(DISTINCT person_id) AS people FROM _746b28 GROUP BY 1, 2, 3
_a9268b: SELECT * FROM _3578cf WHERE people >= CAST($mqa_people AS BIGINT)
_3f9801: SELECT account_id, entered_on, at FROM _a9268b
_feda2a: SELECT a.account_id, a.entered_on, a.at FROM _1eb7d2 AS a SEMI JOIN _3f9801 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on AND a.at = b.at
_0c5988: SELECT account_id, entered_on, MIN(at) AS first_on FROM _feda2a GROUP BY 1, 2
_33016b: SELECT * FROM _0c5988 WHERE NOT (CAST($mqa_selected AS BOOLEAN))
_1442e5: SELECT * FROM _8632a3 AS t47 UNION ALL SELECT * FROM _33016b AS t79
_26b16c: SELECT account_id, entered_on, first_on AS _first FROM _1442e5
_0afb8c: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.account_id AS account_id_right, c.entered_on AS entered_on_right, c._first FROM _026c08 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _26b16c AS c ON a.account_id = c.account_id AND a.entered_on = c.entered_on
_3df8e0: SELECT * EXCLUDE (account_id_right, entered_on_right) FROM _0afb8c
_d91cdb: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _first, CASE WHEN _first <= as_of THEN _first ELSE CAST(NULL AS DATE) END AS first_mqa_on FROM _3df8e0
_d5a4bf: SELECT * EXCLUDE (_first) FROM _d91cdb
_55fcaf: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_mqa_on, CAST(NULL AS TEXT) AS left_out FROM _d5a4bf
_c007c7: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_mqa_on, left_out, CASE WHEN COALESCE(NOT first_mqa_on IS NULL, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _55fcaf
_d43c56: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _c007c7
_bd7265: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _d43c56 GROUP BY 1
