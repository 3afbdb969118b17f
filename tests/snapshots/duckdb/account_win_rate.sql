-- account_win_rate f4348afec3397d2b
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_b6ad93: SELECT * FROM _f60088 AS t35 UNION SELECT * FROM _9aac06 AS t36
_941ce0: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _b6ad93
_233aa4: SELECT account_id, at AS starts_on, ends_on FROM _941ce0
_5947ac: SELECT * FROM _233aa4 WHERE NOT ends_on IS NULL
_13ac24: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _5947ac AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_77070b: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _13ac24
_815e4f: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _77070b GROUP BY 1, 2, 3
_230917: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _815e4f
_e22b87: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _230917
_9af92d: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _e22b87
_027f21: SELECT * EXCLUDE (previous) FROM _9af92d
_9d4917: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _027f21
_75cc48: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _9d4917 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_064129: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _75cc48
_cc50fe: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _064129 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_dc3fa8: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _cc50fe GROUP BY 1, 2, 3, 4, 5
_809466: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _dc3fa8
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_819380: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN _da5d42 AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_23b1a5: SELECT * EXCLUDE (opportunity_id_right) FROM _819380
_6b02d0: SELECT * EXCLUDE (state_until, state_from) FROM _23b1a5
_00ea96: SELECT * FROM _6b02d0 WHERE COALESCE(closed_on >= created_on, TRUE)
_a7495c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, as_of, stage, status, amount, closed_on, reopened FROM _00ea96
_de993b: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _a7495c
_a8014a: SELECT * FROM _de993b WHERE status <> 'open' AND NOT closed_on IS NULL
_75f262: SELECT * EXCLUDE (as_of) FROM _a8014a
_d6e2a7: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _75f262 AS a INNER JOIN days AS b ON a.closed_on = b.day
_10da1b: SELECT * EXCLUDE (day) FROM _d6e2a7
_55ae3d: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _10da1b AS a INNER JOIN _064129 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on AND b.until_on > a.created_on
_247913: SELECT * EXCLUDE (account_id_right) FROM _55ae3d
_3b3e75: SELECT * FROM _247913 WHERE created_on <= closed_on
_cc456d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _3b3e75
_8e97a0: SELECT * FROM _cc456d WHERE turn = 0
_10ce62: SELECT * EXCLUDE (from_on, until_on, turn) FROM _8e97a0
_da3d58: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, DATE_DIFF('DAY', created_on, closed_on) AS days FROM _10ce62
_fc0ce5: SELECT * FROM _da3d58 WHERE status = 'won'
_88aa94: SELECT period, account_id, closed_on FROM _fc0ce5
_4e8d8b: SELECT a.period, a.account_id, a.entered_on, c.closed_on FROM _809466 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _88aa94 AS c ON a.period = c.period AND a.account_id = c.account_id
_efa59f: SELECT * FROM _4e8d8b WHERE closed_on >= entered_on
_e491e9: SELECT period, account_id FROM _efa59f
_0bb505: SELECT DISTINCT * FROM _e491e9
_8daded: SELECT period, account_id, TRUE AS _found FROM _0bb505
_56314f: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._found FROM _809466 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _8daded AS c ON a.period = c.period AND a.account_id = c.account_id
_3d4f84: SELECT * EXCLUDE (period_right, account_id_right) FROM _56314f
_d990e3: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _found, COALESCE(_found, FALSE) AS won_in_window FROM _3d4f84
_4fe6db: SELECT * EXCLUDE (_found) FROM _d990e3
_5c6a52: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, won_in_window, CAST(NULL AS TEXT) AS left_out FROM _4fe6db
_cf34ac: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, won_in_window, left_out, CASE WHEN COALESCE(won_in_window, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _5c6a52
_0e9e97: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _cf34ac
_4b86c9: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _0e9e97 GROUP BY 1
