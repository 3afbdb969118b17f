-- mqa_accounts b5ac277fe4f965bf
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
_8924cd: SELECT * FROM _afad11 AS t56 UNION SELECT * FROM _7d2229 AS t57
_d5b7c6: SELECT account_id, entered_on, at, entered_on AS since FROM _8924cd
_dc0b82: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _d5b7c6 AS a INNER JOIN _b807be AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_d25dc0: SELECT * EXCLUDE (account_id_right) FROM _dc0b82
_130c36: SELECT * FROM _d25dc0 WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < CAST($mqa_lookback_days AS BIGINT)
_e63417: SELECT account_id, entered_on, at, SUM(touches) AS touches, SUM(seconds) AS seconds FROM _130c36 GROUP BY 1, 2, 3
_2bae28: SELECT * FROM _e63417 WHERE ((CAST($mqa_touches AS BIGINT) IS NULL) OR (touches >= CAST($mqa_touches AS BIGINT))) AND ((CAST($mqa_seconds AS DOUBLE) IS NULL) OR (seconds >= CAST($mqa_seconds AS DOUBLE)))
_deff60: SELECT account_id, entered_on, at FROM _2bae28
_2ca679: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.person_id, b.day, b.known_on, b.seconds FROM _d5b7c6 AS a INNER JOIN _c5d2fe AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_6952f0: SELECT * EXCLUDE (account_id_right) FROM _2ca679
_2a328e: SELECT * FROM _6952f0 WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < CAST($mqa_lookback_days AS BIGINT)
_880877: SELECT * FROM _2a328e WHERE (known_on IS NULL) OR (known_on <= at)
_0b1a1d: SELECT account_id, entered_on, at, person_id, SUM(seconds) AS seconds FROM _880877 GROUP BY 1, 2, 3, 4
_17c803: SELECT * FROM _0b1a1d WHERE seconds > CAST($mqa_seconds_per_person AS DOUBLE)
_8bfb71: SELECT account_id, entered_on, at, COUNT(DISTINCT person_id) AS people FROM _17c803 GROUP BY 1, 2, 3
_d7cd43: SELECT * FROM _8bfb71 WHERE people >= CAST($mqa_people AS BIGINT)
_45eea6: SELECT account_id, entered_on, at FROM _d7cd43
_bf6d4e: SELECT a.account_id, a.entered_on, a.at FROM _deff60 AS a SEMI JOIN _45eea6 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on AND a.at = b.at
_5740cd: SELECT account_id, entered_on, MIN(at) AS first_on FROM _bf6d4e GROUP BY 1, 2
_2fee94: SELECT * FROM _5740cd WHERE NOT (CAST($mqa_selected AS BOOLEAN))
_ebc458: SELECT * FROM _8632a3 AS t53 UNION ALL SELECT * FROM _2fee94 AS t81
_8ad535: SELECT account_id, entered_on, first_on AS happened_on FROM _ebc458
_a8db11: SELECT account_id, entered_on AS since, happened_on FROM _8ad535
_61df36: SELECT a.account_id, a.since, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _a8db11 AS a INNER JOIN days AS b ON a.happened_on = b.day
_c8c4e3: SELECT * EXCLUDE (day) FROM _61df36
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_4cdb6e: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _034837 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_5b82c4: SELECT * EXCLUDE (as_of) FROM _4cdb6e
_6e18c2: SELECT a.account_id, a.since, a.happened_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _c8c4e3 AS a INNER JOIN _5b82c4 AS b ON a.account_id = b.account_id AND a.happened_on >= b.from_on AND a.happened_on < b.until_on
_dfb1f2: SELECT * EXCLUDE (account_id_right) FROM _6e18c2
_a3ca6b: SELECT * EXCLUDE (from_on, until_on) FROM _dfb1f2
_aabe8c: SELECT * FROM _a3ca6b WHERE since = entered_on
_012238: SELECT * EXCLUDE (since) FROM _aabe8c
_b3cddf: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _012238
_1a4f51: SELECT * FROM _b3cddf WHERE turn = 0
_a6d9fa: SELECT * EXCLUDE (turn) FROM _1a4f51
_963ec7: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _a6d9fa
_18cc4b: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _963ec7
_255042: SELECT period, account_id, happened_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _18cc4b
_2c84dd: SELECT period, account_id, happened_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _255042
_97e560: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _2c84dd GROUP BY 1
