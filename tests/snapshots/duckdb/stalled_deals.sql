-- stalled_deals 5493a63f200232a7
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_14a1b8: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.period, b.starts_on, b.ends_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN windows AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_865ca0: SELECT * EXCLUDE (opportunity_id_right) FROM _14a1b8
_0532fb: SELECT * EXCLUDE (state_from, state_until) FROM _865ca0
_ff90e9: SELECT * FROM _0532fb WHERE COALESCE(closed_on >= created_on, TRUE)
_0c78b5: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _ff90e9
_02f137: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _0c78b5
_d5b840: SELECT * FROM _02f137 WHERE status = 'open'
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_eda77e: SELECT * FROM _f60088 AS t43 UNION SELECT * FROM _9aac06 AS t44
_0f00f3: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _eda77e
_b1c654: SELECT account_id, at AS starts_on, ends_on FROM _0f00f3
_6dc06f: SELECT * FROM _b1c654 WHERE NOT ends_on IS NULL
_5a7a85: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _6dc06f AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_21318e: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _5a7a85
_2fea6d: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _21318e GROUP BY 1, 2, 3
_cf576c: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _2fea6d
_fc408c: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _cf576c
_d51b91: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _fc408c
_ef4410: SELECT * EXCLUDE (previous) FROM _d51b91
_96eb76: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _ef4410
_334293: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _96eb76 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_c4b07e: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _334293
_215c85: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _d5b840 AS a INNER JOIN _c4b07e AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of AND b.until_on > a.created_on
_c08c10: SELECT * EXCLUDE (account_id_right) FROM _215c85
_212c25: SELECT * FROM _c08c10 WHERE created_on <= as_of
_132d54: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _212c25
_d9c359: SELECT * FROM _132d54 WHERE turn = 0
_0153a5: SELECT * EXCLUDE (from_on, turn, until_on) FROM _d9c359
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_4b31d7: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order FROM _0153a5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_653b31: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, stage AS current FROM _4b31d7
_bea19e: SELECT * EXCLUDE (stage) FROM _653b31
_af73cc: SELECT opportunity_id, stage AS stay_stage, starts_on AS from_day, ends_on AS to_day FROM deal_stages
_cb9853: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.current, b.stay_stage, b.from_day, b.to_day FROM _bea19e AS a INNER JOIN _af73cc AS b ON a.opportunity_id = b.opportunity_id
_7cf567: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stay_stage AS stage, from_day, to_day FROM _cb9853
_e02785: SELECT * FROM _7cf567 WHERE from_day <= as_of
_32f96f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stage, from_day, to_day, CASE WHEN to_day <= as_of THEN to_day ELSE CAST(NULL AS DATE) END AS ended_on FROM _e02785
_869f8e: SELECT * FROM _32f96f WHERE stage = current
_ff5ff3: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stage, from_day, to_day, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent FROM _869f8e
_812746: SELECT period, opportunity_id, SUM(spent) AS days FROM _ff5ff3 GROUP BY 1, 2
_e7868c: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, c.period AS period_right, c.opportunity_id AS opportunity_id_right, c.days FROM _0153a5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _812746 AS c ON a.period = c.period AND a.opportunity_id = c.opportunity_id
_0d4146: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _e7868c
_01f1c1: SELECT * EXCLUDE (account_id) FROM _c5d12a
_abc872: SELECT b.as_of FROM _c5d12a AS a CROSS JOIN windows AS b
_6742dc: SELECT DISTINCT * FROM _abc872
_8a4828: SELECT a.opportunity_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _01f1c1 AS a CROSS JOIN _6742dc AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_12bc66: SELECT * EXCLUDE (opportunity_id_right) FROM _8a4828
_469569: SELECT * EXCLUDE (state_from, state_until) FROM _12bc66
_c33a81: SELECT * FROM _469569 WHERE COALESCE(closed_on >= created_on, TRUE)
_ec9cd1: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, as_of, stage, status, amount, closed_on, reopened FROM _c33a81
_f0f3fa: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _ec9cd1
_5f4b86: SELECT * FROM _f0f3fa WHERE status = 'won'
_a76210: SELECT * EXCLUDE (stage) FROM _5f4b86
_c4a756: SELECT a.opportunity_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.stay_stage, b.from_day, b.to_day FROM _a76210 AS a INNER JOIN _af73cc AS b ON a.opportunity_id = b.opportunity_id
_6c9506: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, stay_stage AS stage, from_day, to_day FROM _c4a756
_c7addb: SELECT * FROM _6c9506 WHERE from_day <= as_of
_351c2d: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, stage, from_day, to_day, CASE WHEN to_day <= as_of THEN to_day ELSE CAST(NULL AS DATE) END AS ended_on FROM _c7addb
_49b30f: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, stage, from_day, to_day, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent FROM _351c2d
_b49b69: SELECT as_of, stage, opportunity_id, SUM(spent) AS days FROM _49b30f GROUP BY 1, 2, 3
_a4e3fc: SELECT as_of, stage, QUANTILE_CONT(days, 0.75) AS usual, COUNT(*) AS deals FROM _b49b69 GROUP BY 1, 2
_b56c12: SELECT * FROM _a4e3fc WHERE deals >= 5
_f6b182: SELECT as_of, stage, usual FROM _b56c12
_8137f2: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.days, b.as_of AS as_of_right, b.stage AS stage_right, b.usual FROM _0d4146 AS a LEFT OUTER JOIN _f6b182 AS b ON a.as_of = b.as_of AND a.stage = b.stage
_049e38: SELECT * EXCLUDE (as_of_right, stage_right) FROM _8137f2
_c5dc6a: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, CASE WHEN (usual IS NULL) OR (days IS NULL) THEN 'no_reference' ELSE CAST(NULL AS TEXT) END AS left_out FROM _049e38
_a56f9e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, left_out, stage AS by_stage FROM _c5dc6a
_34d60f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, left_out, by_stage, CASE WHEN days > usual THEN 1 ELSE 0 END AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _a56f9e
_193087: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _34d60f
_5d459c: SELECT * FROM _193087 WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_c08232: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _5d459c
_54a656: SELECT period, by_stage, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _c08232 GROUP BY 1, 2
