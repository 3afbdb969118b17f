-- engaged_to_opportunity 0ab1391a92f3c181
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_8c2e60: SELECT * FROM _f60088 AS t36 UNION SELECT * FROM _9aac06 AS t37
_395002: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _8c2e60
_c64514: SELECT account_id, at AS starts_on, ends_on FROM _395002
_66a155: SELECT * FROM _c64514 WHERE NOT ends_on IS NULL
_23491d: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _66a155 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_edcf5f: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _23491d
_f7c79f: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _edcf5f GROUP BY 1, 2, 3
_397280: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _f7c79f
_d0212e: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _397280
_8e4371: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _d0212e
_7f5b29: SELECT * EXCLUDE (previous) FROM _8e4371
_cf4c9c: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _7f5b29
_41e808: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _cf4c9c AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_bee2b8: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _41e808
_6528cd: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _bee2b8 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_1371d2: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _6528cd GROUP BY 1, 2, 3, 4, 5
_e009a7: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _1371d2
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_14a1b8: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.period, b.starts_on, b.ends_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN windows AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_865ca0: SELECT * EXCLUDE (opportunity_id_right) FROM _14a1b8
_0532fb: SELECT * EXCLUDE (state_from, state_until) FROM _865ca0
_ff90e9: SELECT * FROM _0532fb WHERE COALESCE(closed_on >= created_on, TRUE)
_0c78b5: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _ff90e9
_02f137: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _0c78b5
_76fea5: SELECT * FROM _02f137 WHERE legitimate
_5176e2: SELECT account_id, from_on, until_on FROM _bee2b8
_9a8d57: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on FROM _76fea5 AS a INNER JOIN _5176e2 AS b ON a.account_id = b.account_id AND b.from_on <= a.created_on AND b.until_on > a.created_on
_7c409f: SELECT * EXCLUDE (account_id_right) FROM _9a8d57
_796f1f: SELECT period, account_id, opportunity_id, created_on, qualified_on, status FROM _7c409f
_022b4f: SELECT period, account_id, opportunity_id, created_on, status FROM _796f1f
_5b8648: SELECT a.period, a.account_id, a.entered_on, c.opportunity_id, c.created_on, c.status FROM _e009a7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _022b4f AS c ON a.period = c.period AND a.account_id = c.account_id
_0e3374: SELECT * FROM _5b8648 WHERE created_on >= entered_on
_3bc3d3: SELECT period, account_id, MIN(created_on) AS first_opportunity_on FROM _0e3374 GROUP BY 1, 2
_83e677: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c.first_opportunity_on FROM _e009a7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _3bc3d3 AS c ON a.period = c.period AND a.account_id = c.account_id
_28d6ce: SELECT * EXCLUDE (account_id_right, period_right) FROM _83e677
_11a0a9: SELECT a.account_id, a.entered_on FROM _cf4c9c AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_624043: SELECT DISTINCT * FROM _11a0a9
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_5c0d0b: SELECT * FROM _20cd23 WHERE touches > 0
_84fb47: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _624043 AS a INNER JOIN _5c0d0b AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_d3527f: SELECT * EXCLUDE (account_id_right) FROM _84fb47
_d9dfda: SELECT account_id, entered_on, MIN(day) AS first_on FROM _d3527f GROUP BY 1, 2
_43b076: SELECT account_id, entered_on, first_on AS _first FROM _d9dfda
_2d31a1: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.first_opportunity_on, b.account_id AS account_id_right, b.entered_on AS entered_on_right, b._first FROM _28d6ce AS a LEFT OUTER JOIN _43b076 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on
_915ef2: SELECT * EXCLUDE (account_id_right, entered_on_right) FROM _2d31a1
_fbefe3: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_opportunity_on, _first, CASE WHEN _first <= as_of THEN _first ELSE CAST(NULL AS DATE) END AS first_engaging_on FROM _915ef2
_0205ac: SELECT * EXCLUDE (_first) FROM _fbefe3
_424170: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_opportunity_on, first_engaging_on, CAST(NULL AS TEXT) AS left_out FROM _0205ac
_ab2d4d: SELECT * FROM _424170 WHERE NOT first_engaging_on IS NULL
_243a89: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_opportunity_on, first_engaging_on, left_out, CASE WHEN COALESCE(first_opportunity_on >= first_engaging_on, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _ab2d4d
_7260a8: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _243a89
_5cb0e2: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7260a8 GROUP BY 1
