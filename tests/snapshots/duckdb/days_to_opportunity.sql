-- days_to_opportunity fc8c512b57ff91c6
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
_266082: SELECT * FROM _de993b WHERE NOT qualified_on IS NULL AND qualified_on <= as_of
_304445: SELECT * FROM _266082 WHERE legitimate
_e17576: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _304445
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_1d2d12: SELECT * FROM _f60088 AS t40 UNION SELECT * FROM _9aac06 AS t41
_fda5e1: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _1d2d12
_e51dad: SELECT account_id, at AS starts_on, ends_on FROM _fda5e1
_9d6a6c: SELECT * FROM _e51dad WHERE NOT ends_on IS NULL
_ed5570: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _9d6a6c AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_704590: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _ed5570
_3b0f3c: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _704590 GROUP BY 1, 2, 3
_676de4: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _3b0f3c
_3b8a7d: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _676de4
_b04521: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _3b8a7d
_ae427a: SELECT * EXCLUDE (previous) FROM _b04521
_3fb721: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _ae427a
_9e4fa5: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _3fb721 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_ee0579: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _9e4fa5
_617e28: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _e17576 AS a INNER JOIN _ee0579 AS b ON a.account_id = b.account_id AND b.from_on <= a.qualified_on AND b.until_on > a.created_on
_ef33b7: SELECT * EXCLUDE (account_id_right) FROM _617e28
_387197: SELECT * FROM _ef33b7 WHERE created_on <= qualified_on
_ed96da: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _387197
_06718b: SELECT * FROM _ed96da WHERE turn = 0
_bdcf85: SELECT * EXCLUDE (from_on, until_on, turn) FROM _06718b
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_ad6f63: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.entered_on, a.tier, a.tier_order FROM _bdcf85 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_394fcc: SELECT * FROM _ad6f63 WHERE qualified_on >= entered_on
_05e44c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id, entered_on ORDER BY qualified_on ASC, opportunity_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _394fcc
_30b727: SELECT * FROM _05e44c WHERE turn = 0
_2c6378: SELECT * EXCLUDE (turn) FROM _30b727
_d569b0: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, qualified_on AS happened_on FROM _2c6378
_972829: SELECT * EXCLUDE (period) FROM _d569b0
_084148: SELECT * EXCLUDE (as_of) FROM _972829
_383cca: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _084148 AS a INNER JOIN days AS b ON a.happened_on = b.day
_2d7976: SELECT * EXCLUDE (day) FROM _383cca
_437286: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _2d7976
_3e86d1: SELECT * FROM _437286 WHERE turn = 0
_7dc54a: SELECT * EXCLUDE (turn) FROM _3e86d1
_201faa: SELECT a.account_id, a.entered_on FROM _3fb721 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_70797e: SELECT DISTINCT * FROM _201faa
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_5c0d0b: SELECT * FROM _20cd23 WHERE touches > 0
_4ffaf7: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _70797e AS a INNER JOIN _5c0d0b AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_d29682: SELECT * EXCLUDE (account_id_right) FROM _4ffaf7
_db0bbf: SELECT account_id, entered_on, MIN(day) AS first_on FROM _d29682 GROUP BY 1, 2
_f0bea3: SELECT account_id, entered_on, first_on AS _first FROM _db0bbf
_ca7d52: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.entered_on AS entered_on_right, b._first FROM _7dc54a AS a LEFT OUTER JOIN _f0bea3 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on
_755554: SELECT * EXCLUDE (account_id_right, entered_on_right) FROM _ca7d52
_a0962d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, _first, CASE WHEN _first <= as_of THEN _first ELSE CAST(NULL AS DATE) END AS first_engaging_on FROM _755554
_bdc81a: SELECT * EXCLUDE (_first) FROM _a0962d
_662a57: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, CAST(NULL AS TEXT) AS left_out FROM _bdc81a
_6469c4: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, left_out, DATE_DIFF('DAY', first_engaging_on, happened_on) AS numerator FROM _662a57
_0f51e1: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, COALESCE(left_out, CASE WHEN numerator < 0 THEN 'negative' ELSE CASE WHEN numerator IS NULL THEN 'no_engagement' ELSE CAST(NULL AS TEXT) END END) AS left_out, numerator FROM _6469c4
_65628c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _0f51e1
_c80724: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _65628c
_721397: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _c80724
_7704b3: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _721397 GROUP BY 1
