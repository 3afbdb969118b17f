-- mqa_rate 63e96d63a71c4fb1
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
_d1d96d: SELECT * FROM _f60088 AS t38 UNION SELECT * FROM _9aac06 AS t39
_aada76: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _d1d96d
_4ca057: SELECT account_id, at AS starts_on, ends_on FROM _aada76
_228759: SELECT * FROM _4ca057 WHERE NOT ends_on IS NULL
_0b1c29: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _228759 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_1a6f3c: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _0b1c29
_526ac2: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _1a6f3c GROUP BY 1, 2, 3
_504fe3: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _526ac2
_0b16dd: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _504fe3
_592e64: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _0b16dd
_24f3b2: SELECT * EXCLUDE (previous) FROM _592e64
_2cd26c: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _24f3b2
_91adbf: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _2cd26c AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_8e4163: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _91adbf
_961be7: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _8e4163 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_118810: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _961be7 GROUP BY 1, 2, 3, 4, 5
_90ef24: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _118810
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_62f86c: SELECT a.account_id, a.entered_on FROM _2cd26c AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_dfa8da: SELECT DISTINCT * FROM _62f86c
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_729e8f: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _dfa8da AS a INNER JOIN _20cd23 AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_1580a7: SELECT * EXCLUDE (account_id_right) FROM _729e8f
_27a28e: SELECT account_id, entered_on, day AS at FROM _1580a7
_614e38: SELECT * FROM _c5d2fe WHERE NOT known_on IS NULL
_9700e2: SELECT account_id, known_on AS day FROM _614e38
_e3defb: SELECT DISTINCT * FROM _9700e2
_1f6a68: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day FROM _dfa8da AS a INNER JOIN _e3defb AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_e8b721: SELECT account_id, entered_on, day FROM _1f6a68
_601f1e: SELECT account_id, entered_on, day AS at FROM _e8b721
_006887: SELECT * FROM _27a28e AS t67 UNION SELECT * FROM _601f1e AS t68
_2db4bc: SELECT account_id, entered_on, at, entered_on AS since FROM _006887
_1f0cb2: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _2db4bc AS a INNER JOIN _20cd23 AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_d3d4e3: SELECT * EXCLUDE (account_id_right) FROM _1f0cb2
_1dc60b: SELECT * FROM _d3d4e3 WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < 90
_e7b95f: SELECT account_id, entered_on, at, SUM(touches) AS touches, SUM(seconds) AS seconds FROM _1dc60b GROUP BY 1, 2, 3
_02dac4: SELECT * FROM _e7b95f WHERE TRUE AND seconds >= 3600.0
_0fdfea: SELECT account_id, entered_on, at FROM _02dac4
_3acce2: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.person_id, b.day, b.known_on, b.seconds FROM _2db4bc AS a INNER JOIN _c5d2fe AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_47eea1: SELECT * EXCLUDE (account_id_right) FROM _3acce2
_5342d1: SELECT * FROM _47eea1 WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < 90
_af9140: SELECT * FROM _5342d1 WHERE (known_on IS NULL) OR (known_on <= at)
_567e65: SELECT account_id, entered_on, at, person_id, SUM(seconds) AS seconds FROM _af9140 GROUP BY 1, 2, 3, 4
_7f11d4: SELECT * FROM _567e65 WHERE seconds > 600.0
_ca19c8: SELECT account_id, entered_on, at, COUNT(DISTINCT person_id) AS people FROM _7f11d4 GROUP BY 1, 2, 3
_4db04f: SELECT * FROM _ca19c8 WHERE people >= 2
_fda6f0: SELECT account_id, entered_on, at FROM _4db04f
_429da4: SELECT a.account_id, a.entered_on, a.at FROM _0fdfea AS a SEMI JOIN _fda6f0 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on AND a.at = b.at
_e2b9ff: SELECT account_id, entered_on, MIN(at) AS first_on FROM _429da4 GROUP BY 1, 2
_a9127e: SELECT account_id, entered_on, first_on AS _first FROM _e2b9ff
_fbc2da: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.account_id AS account_id_right, c.entered_on AS entered_on_right, c._first FROM _90ef24 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _a9127e AS c ON a.account_id = c.account_id AND a.entered_on = c.entered_on
_817ab2: SELECT * EXCLUDE (account_id_right, entered_on_right) FROM _fbc2da
_85cf24: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _first, CASE WHEN _first <= as_of THEN _first ELSE CAST(NULL AS DATE) END AS first_mqa_on FROM _817ab2
_89ac7f: SELECT * EXCLUDE (_first) FROM _85cf24
_a1f0cf: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_mqa_on, CAST(NULL AS TEXT) AS left_out FROM _89ac7f
_ed7941: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_mqa_on, left_out, CASE WHEN COALESCE(NOT first_mqa_on IS NULL, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _a1f0cf
_5ca7f4: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _ed7941
_d1b168: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _5ca7f4 GROUP BY 1
