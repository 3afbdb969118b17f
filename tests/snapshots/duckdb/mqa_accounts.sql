-- mqa_accounts 9d9f890806b42f25
_0876a0: SELECT * EXCLUDE (parent_id) FROM person_days
_546c28: SELECT person_id, created_on AS known_on FROM people
_b7a3d7: SELECT a.account_id, a.person_id, a.day, a.engaging, a.weighted_seconds, b.person_id AS person_id_right, b.known_on FROM _0876a0 AS a LEFT OUTER JOIN _546c28 AS b ON a.person_id = b.person_id
_a21172: SELECT * EXCLUDE (person_id_right) FROM _b7a3d7
_c5d2fe: SELECT account_id, person_id, day, known_on, weighted_seconds AS seconds FROM _a21172
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_7fa8ab: SELECT * FROM _f60088 AS t42 UNION SELECT * FROM _9aac06 AS t43
_25b254: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _7fa8ab
_89a0d2: SELECT account_id, at AS starts_on, ends_on FROM _25b254
_4336fe: SELECT * FROM _89a0d2 WHERE NOT ends_on IS NULL
_7752b5: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _4336fe AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_0ec1a7: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _7752b5
_e06035: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _0ec1a7 GROUP BY 1, 2, 3
_0e32c8: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _e06035
_071c5f: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _0e32c8
_39142f: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _071c5f
_f88c95: SELECT * EXCLUDE (previous) FROM _39142f
_152fe8: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _f88c95
_7a33d9: SELECT a.account_id, a.entered_on FROM _152fe8 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_9b809a: SELECT DISTINCT * FROM _7a33d9
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_f58db0: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _9b809a AS a INNER JOIN _20cd23 AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_d37d40: SELECT * EXCLUDE (account_id_right) FROM _f58db0
_466744: SELECT account_id, entered_on, day AS at FROM _d37d40
_614e38: SELECT * FROM _c5d2fe WHERE NOT known_on IS NULL
_9700e2: SELECT account_id, known_on AS day FROM _614e38
_e3defb: SELECT DISTINCT * FROM _9700e2
_6e7ac2: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day FROM _9b809a AS a INNER JOIN _e3defb AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_88e7ed: SELECT account_id, entered_on, day FROM _6e7ac2
_fa339b: SELECT account_id, entered_on, day AS at FROM _88e7ed
_00a91f: SELECT * FROM _466744 AS t72 UNION SELECT * FROM _fa339b AS t73
_55d0fb: SELECT account_id, entered_on, at, entered_on AS since FROM _00a91f
_c3044a: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _55d0fb AS a INNER JOIN _20cd23 AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_de5fd1: SELECT * EXCLUDE (account_id_right) FROM _c3044a
_2aacbc: SELECT * FROM _de5fd1 WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < 90
_8df947: SELECT account_id, entered_on, at, SUM(touches) AS touches, SUM(seconds) AS seconds FROM _2aacbc GROUP BY 1, 2, 3
_4fd22f: SELECT * FROM _8df947 WHERE TRUE AND seconds >= 3600.0
_dc561e: SELECT account_id, entered_on, at FROM _4fd22f
_1a5d6d: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.person_id, b.day, b.known_on, b.seconds FROM _55d0fb AS a INNER JOIN _c5d2fe AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_7d5742: SELECT * EXCLUDE (account_id_right) FROM _1a5d6d
_a51aa9: SELECT * FROM _7d5742 WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < 90
_d54945: SELECT * FROM _a51aa9 WHERE (known_on IS NULL) OR (known_on <= at)
_c22d43: SELECT account_id, entered_on, at, person_id, SUM(seconds) AS seconds FROM _d54945 GROUP BY 1, 2, 3, 4
_a1cc67: SELECT * FROM _c22d43 WHERE seconds > 600.0
_164130: SELECT account_id, entered_on, at, COUNT(DISTINCT person_id) AS people FROM _a1cc67 GROUP BY 1, 2, 3
_4eb378: SELECT * FROM _164130 WHERE people >= 2
_137658: SELECT account_id, entered_on, at FROM _4eb378
_94e52d: SELECT a.account_id, a.entered_on, a.at FROM _dc561e AS a SEMI JOIN _137658 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on AND a.at = b.at
_4be8be: SELECT account_id, entered_on, MIN(at) AS first_on FROM _94e52d GROUP BY 1, 2
_412593: SELECT account_id, entered_on, first_on AS happened_on FROM _4be8be
_0d9c92: SELECT account_id, entered_on AS since, happened_on FROM _412593
_d2f4b4: SELECT a.account_id, a.since, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _0d9c92 AS a INNER JOIN days AS b ON a.happened_on = b.day
_b4b57f: SELECT * EXCLUDE (day) FROM _d2f4b4
_2dde47: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _152fe8 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_a3d1aa: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _2dde47
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_084cd4: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _a3d1aa AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_42cf6e: SELECT * EXCLUDE (as_of) FROM _084cd4
_66f162: SELECT a.account_id, a.since, a.happened_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _b4b57f AS a INNER JOIN _42cf6e AS b ON a.account_id = b.account_id AND a.happened_on >= b.from_on AND a.happened_on < b.until_on
_543cd8: SELECT * EXCLUDE (account_id_right) FROM _66f162
_d37b91: SELECT * EXCLUDE (from_on, until_on) FROM _543cd8
_fe4454: SELECT * FROM _d37b91 WHERE since = entered_on
_abd6c6: SELECT * EXCLUDE (since) FROM _fe4454
_656d3b: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _abd6c6
_84dbbd: SELECT * FROM _656d3b WHERE turn = 0
_1bead6: SELECT * EXCLUDE (turn) FROM _84dbbd
_333dc7: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _1bead6
_891a98: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _333dc7
_8c9b67: SELECT period, account_id, happened_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _891a98
_9d8070: SELECT period, account_id, happened_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _8c9b67
_d1780d: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _9d8070 GROUP BY 1
