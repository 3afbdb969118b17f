-- mqa_accounts 76939b5fddb1ad4d
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
_95f2f8: SELECT * FROM _65fbb5 AS t51 UNION SELECT * FROM _d23292 AS t53
_0eb721: SELECT account_id, entered_on, at, entered_on AS since FROM _95f2f8
_e03d54: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _0eb721 AS a INNER JOIN _20cd23 AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_b9996d: SELECT * EXCLUDE (account_id_right) FROM _e03d54
_c271c2: SELECT * FROM _b9996d WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < 90
_07e252: SELECT account_id, entered_on, at, SUM(touches) AS touches, SUM(seconds) AS seconds FROM _c271c2 GROUP BY 1, 2, 3
_a62893: SELECT * FROM _07e252 WHERE TRUE AND seconds >= 3600.0
_17b037: SELECT account_id, entered_on, at FROM _a62893
_67fa31: SELECT a.account_id, a.entered_on, a.at, a.since, b.account_id AS account_id_right, b.person_id, b.day, b.known_on, b.seconds FROM _0eb721 AS a INNER JOIN _c5d2fe AS b ON a.account_id = b.account_id AND b.day <= a.at AND b.day >= a.since
_03f52f: SELECT * EXCLUDE (account_id_right) FROM _67fa31
_7a75db: SELECT * FROM _03f52f WHERE DATE_DIFF('DAY', day, at) >= 0 AND DATE_DIFF('DAY', day, at) < 90
_5abbbd: SELECT * FROM _7a75db WHERE (known_on IS NULL) OR (known_on <= at)
_350381: SELECT account_id, entered_on, at, person_id, SUM(seconds) AS seconds FROM _5abbbd GROUP BY 1, 2, 3, 4
_6d7f67: SELECT * FROM _350381 WHERE seconds > 600.0
_5f4b0a: SELECT account_id, entered_on, at, COUNT(DISTINCT person_id) AS people FROM _6d7f67 GROUP BY 1, 2, 3
_bfaaf3: SELECT * FROM _5f4b0a WHERE people >= 2
_65b4e2: SELECT account_id, entered_on, at FROM _bfaaf3
_b6cf70: SELECT a.account_id, a.entered_on, a.at FROM _17b037 AS a SEMI JOIN _65b4e2 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on AND a.at = b.at
_1391f4: SELECT account_id, entered_on, MIN(at) AS first_on FROM _b6cf70 GROUP BY 1, 2
_c79476: SELECT account_id, entered_on, first_on AS happened_on FROM _1391f4
_0e9eab: SELECT account_id, entered_on AS since, happened_on FROM _c79476
_25e095: SELECT a.account_id, a.since, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _0e9eab AS a INNER JOIN days AS b ON a.happened_on = b.day
_e551a6: SELECT * EXCLUDE (day) FROM _25e095
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_64ed60: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _4ed088 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_83b4a3: SELECT * EXCLUDE (as_of) FROM _64ed60
_34af82: SELECT a.account_id, a.since, a.happened_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _e551a6 AS a INNER JOIN _83b4a3 AS b ON a.account_id = b.account_id AND a.happened_on >= b.from_on AND a.happened_on < b.until_on
_d60281: SELECT * EXCLUDE (account_id_right) FROM _34af82
_e9c0ab: SELECT * EXCLUDE (from_on, until_on) FROM _d60281
_7d5439: SELECT * FROM _e9c0ab WHERE since = entered_on
_a41063: SELECT * EXCLUDE (since) FROM _7d5439
_3769ca: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _a41063
_37a522: SELECT * FROM _3769ca WHERE turn = 0
_fa20a7: SELECT * EXCLUDE (turn) FROM _37a522
_19d409: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _fa20a7
_a6a9a2: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _19d409
_32974d: SELECT period, account_id, happened_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _a6a9a2
_244a65: SELECT period, account_id, happened_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _32974d
_3edcf5: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _244a65 GROUP BY 1
