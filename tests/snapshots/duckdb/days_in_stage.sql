-- days_in_stage bb220af1a91a3835
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
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
_107f7c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _de993b
_dd31b5: SELECT * EXCLUDE (stage) FROM _107f7c
_af73cc: SELECT opportunity_id, stage AS stay_stage, starts_on AS from_day, ends_on AS to_day FROM deal_stages
_907ccf: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.stay_stage, b.from_day, b.to_day FROM _dd31b5 AS a INNER JOIN _af73cc AS b ON a.opportunity_id = b.opportunity_id
_a20b07: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, period, stay_stage AS stage, from_day, to_day FROM _907ccf
_1958da: SELECT * FROM _a20b07 WHERE from_day <= as_of
_97b5ec: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, period, stage, from_day, to_day, CASE WHEN to_day <= as_of THEN to_day ELSE CAST(NULL AS DATE) END AS ended_on FROM _1958da
_42d58d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, period, stage, from_day, to_day, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent, CASE WHEN ended_on IS NULL THEN 1 ELSE 0 END AS going FROM _97b5ec
_e82dcd: SELECT as_of, account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, period, opportunity_id, stage, SUM(spent) AS days, MIN(spent) AS shortest, MIN(from_day) AS entered_stage_on, MAX(to_day) AS left_stage_on, MAX(going) AS going FROM _42d58d GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
_13b627: SELECT * FROM _e82dcd WHERE going = 0
_a926df: SELECT * EXCLUDE (period) FROM _13b627
_08668f: SELECT * EXCLUDE (as_of) FROM _a926df
_13b1a5: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _08668f AS a INNER JOIN days AS b ON a.left_stage_on = b.day
_687308: SELECT * EXCLUDE (day) FROM _13b1a5
_2a009a: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id || '
' || stage AS opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, opportunity_id AS _deal FROM _687308
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_bbd8e5: SELECT * FROM _f60088 AS t37 UNION SELECT * FROM _9aac06 AS t38
_ee7319: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _bbd8e5
_5ae79c: SELECT account_id, at AS starts_on, ends_on FROM _ee7319
_545977: SELECT * FROM _5ae79c WHERE NOT ends_on IS NULL
_4a5d86: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _545977 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_c1fa3e: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _4a5d86
_cc38da: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _c1fa3e GROUP BY 1, 2, 3
_776e26: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _cc38da
_456da4: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _776e26
_2d3c69: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _456da4
_7e46ee: SELECT * EXCLUDE (previous) FROM _2d3c69
_ce2660: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _7e46ee
_b26369: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ce2660 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_7c1c2e: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b26369
_20d0ec: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.period, a.starts_on, a.ends_on, a.as_of, a._deal, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _2a009a AS a INNER JOIN _7c1c2e AS b ON a.account_id = b.account_id AND b.from_on <= a.left_stage_on AND b.until_on > a.created_on
_631e4e: SELECT * EXCLUDE (account_id_right) FROM _20d0ec
_41665d: SELECT * FROM _631e4e WHERE created_on <= left_stage_on
_08f5e5: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, _deal, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _41665d
_cdd4c9: SELECT * FROM _08f5e5 WHERE turn = 0
_a63e3f: SELECT * EXCLUDE (from_on, until_on, turn) FROM _cdd4c9
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_c48e29: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.period, a.starts_on, a.ends_on, a.as_of, a._deal, a.entered_on, a.tier, a.tier_order FROM _a63e3f AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_1b3185: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, _deal AS opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, _deal, entered_on, tier, tier_order FROM _c48e29
_99a61c: SELECT * EXCLUDE (_deal) FROM _1b3185
_cd364a: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, CASE WHEN shortest < 0 THEN CAST(NULL AS BIGINT) ELSE days END AS days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, entered_on, tier, tier_order FROM _99a61c
_7e90b7: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _cd364a
_4c2c4d: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, stage AS by_stage FROM _7e90b7
_97c175: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, by_stage, days AS numerator FROM _4c2c4d
_d8345b: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN numerator < 0 THEN 'negative' ELSE CASE WHEN numerator IS NULL THEN 'negative' ELSE CAST(NULL AS TEXT) END END) AS left_out, by_stage, numerator FROM _97c175
_b50183: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, by_stage, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _d8345b
_943186: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _b50183
_825747: SELECT * FROM _943186 WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_47f3a2: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, left_out, numerator, denominator, FALSE AS immature FROM _825747
_9a2e15: SELECT period, by_stage, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _47f3a2 GROUP BY 1, 2
