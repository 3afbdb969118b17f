-- mqa_rate c3dd00f8dd031ed3
_0876a0: SELECT * EXCLUDE (parent_id) FROM person_days
_546c28: SELECT person_id, created_on AS known_on FROM people
_b7a3d7: SELECT a.account_id, a.person_id, a.day, a.engaging, a.weighted_seconds, b.person_id AS person_id_right, b.known_on FROM _0876a0 AS a LEFT OUTER JOIN _546c28 AS b ON a.person_id = b.person_id
_a21172: SELECT * EXCLUDE (person_id_right) FROM _b7a3d7
_c5d2fe: SELECT account_id, person_id, day, known_on, weighted_seconds AS seconds FROM _a21172
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_86ff17: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _4ed088 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_2029c1: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _86ff17 GROUP BY 1, 2, 3, 4, 5
_6758f7: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _2029c1
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_28964c: SELECT a.account_id, a.entered_on FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_1dcd52: SELECT DISTINCT * FROM _28964c
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_a8ac19: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _1dcd52 AS a INNER JOIN _20cd23 AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_dee970: SELECT * EXCLUDE (account_id_right) FROM _a8ac19
_65fbb5: SELECT account_id, entered_on, day AS at FROM _dee970
_614e38: SELECT * FROM _c5d2fe WHERE NOT known_on IS NULL
_9700e2: SELECT account_id, known_on AS day FROM _614e38
_e3defb: SELECT DISTINCT * FROM _9700e2
_41d742: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day FROM _1dcd52 AS a INNER JOIN _e3defb AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_d45d05: SELECT account_id, entered_on, day FROM _41d742
_d23292: SELECT account_id, entered_on, day AS at FROM _d45d05
_4d454d: SELECT * FROM _65fbb5 AS t46 UNION SELECT * FROM _d23292 AS t49
_8c8721: SELECT account_id, entered_on, at, entered_on AS since FROM _4d454d
_def0ff: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _8c8721 AS a INNER JOIN _20cd23 AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_0221fa: SELECT * EXCLUDE (account_id_right) FROM _def0ff
_b82e4a: SELECT * FROM _0221fa WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < 90
_a1dbbe: SELECT account_id, entered_on, at, SUM(touches) AS touches, SUM(seconds) AS seconds FROM _b82e4a GROUP BY 1, 2, 3
_49d74a: SELECT * FROM _a1dbbe WHERE TRUE AND seconds >= 3600.0
_8f33fc: SELECT account_id, entered_on, at FROM _49d74a
_7f5559: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.person_id, b.day, b.known_on, b.seconds FROM _8c8721 AS a INNER JOIN _c5d2fe AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_32d5bc: SELECT * EXCLUDE (account_id_right) FROM _7f5559
_5634bc: SELECT * FROM _32d5bc WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < 90
_262de4: SELECT * FROM _5634bc WHERE (known_on IS NULL) OR (known_on <= at)
_e8f1e7: SELECT account_id, entered_on, at, person_id, SUM(seconds) AS seconds FROM _262de4 GROUP BY 1, 2, 3, 4
_e5d84d: SELECT * FROM _e8f1e7 WHERE seconds > 600.0
_d38779: SELECT account_id, entered_on, at, COUNT(DISTINCT person_id) AS people FROM _e5d84d GROUP BY 1, 2, 3
_234b84: SELECT * FROM _d38779 WHERE people >= 2
_d4af2d: SELECT account_id, entered_on, at FROM _234b84
_f37fdb: SELECT a.account_id, a.entered_on, a.at FROM _8f33fc AS a SEMI JOIN _d4af2d AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on AND a.at = b.at
_d2ab89: SELECT account_id, entered_on, MIN(at) AS first_on FROM _f37fdb GROUP BY 1, 2
_b28c64: SELECT account_id, entered_on, first_on AS _first FROM _d2ab89
_5f7891: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.account_id AS account_id_right, c.entered_on AS entered_on_right, c._first FROM _6758f7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _b28c64 AS c ON a.account_id = c.account_id AND a.entered_on = c.entered_on
_ad553c: SELECT * EXCLUDE (account_id_right, entered_on_right) FROM _5f7891
_75296b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _first, CASE WHEN _first <= as_of THEN _first ELSE CAST(NULL AS DATE) END AS first_mqa_on FROM _ad553c
_81b445: SELECT * EXCLUDE (_first) FROM _75296b
_61a774: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_mqa_on, CAST(NULL AS TEXT) AS left_out FROM _81b445
_82b0a0: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_mqa_on, left_out, CASE WHEN COALESCE(NOT first_mqa_on IS NULL, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _61a774
_44e223: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _82b0a0
_55a2fe: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _44e223 GROUP BY 1
