-- stalled_deals d16c847e427fbd91
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
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
_3b9577: SELECT * FROM _f60088 AS t45 UNION SELECT * FROM _9aac06 AS t46
_dd1515: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _3b9577
_eeda30: SELECT account_id, at AS starts_on, ends_on FROM _dd1515
_74af26: SELECT * FROM _eeda30 WHERE NOT ends_on IS NULL
_73da22: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _74af26 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_fa8158: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _73da22
_b82eeb: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _fa8158 GROUP BY 1, 2, 3
_60f847: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _b82eeb
_4020fb: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _60f847
_59082e: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _4020fb
_897acd: SELECT * EXCLUDE (previous) FROM _59082e
_996817: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _897acd
_d0caef: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _996817 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_c4c654: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _d0caef
_b7e654: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _d5b840 AS a INNER JOIN _c4c654 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of AND b.until_on > a.created_on
_020b6a: SELECT * EXCLUDE (account_id_right) FROM _b7e654
_644003: SELECT * FROM _020b6a WHERE created_on <= as_of
_10c22f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _644003
_930377: SELECT * FROM _10c22f WHERE turn = 0
_195bb4: SELECT * EXCLUDE (from_on, turn, until_on) FROM _930377
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_84ab12: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order FROM _195bb4 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_1af18e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, stage AS current FROM _84ab12
_dfa26d: SELECT * EXCLUDE (stage) FROM _1af18e
_af73cc: SELECT opportunity_id, stage AS stay_stage, starts_on AS from_day, ends_on AS to_day FROM deal_stages
_7f1a2e: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.current, b.stay_stage, b.from_day, b.to_day FROM _dfa26d AS a INNER JOIN _af73cc AS b ON a.opportunity_id = b.opportunity_id
_26ea17: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stay_stage AS stage, from_day, to_day FROM _7f1a2e
_8ba5ed: SELECT * FROM _26ea17 WHERE from_day <= as_of
_d1efc8: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stage, from_day, to_day, CASE WHEN to_day <= as_of THEN to_day ELSE CAST(NULL AS DATE) END AS ended_on FROM _8ba5ed
_9393b9: SELECT * FROM _d1efc8 WHERE stage = current
_edc6da: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stage, from_day, to_day, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent FROM _9393b9
_f5ecbe: SELECT period, opportunity_id, SUM(spent) AS days FROM _edc6da GROUP BY 1, 2
_794ec7: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, c.period AS period_right, c.opportunity_id AS opportunity_id_right, c.days FROM _195bb4 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _f5ecbe AS c ON a.period = c.period AND a.opportunity_id = c.opportunity_id
_d5dc25: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _794ec7
_99ee41: SELECT * FROM deals WHERE type = 'new_business'
_762b75: SELECT a.opportunity_id, a.account_id, a.parent_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on FROM _99ee41 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_2ee391: SELECT * EXCLUDE (account_id, parent_id) FROM _762b75
_abc872: SELECT b.as_of FROM _c5d12a AS a CROSS JOIN windows AS b
_6742dc: SELECT DISTINCT * FROM _abc872
_3e3148: SELECT a.opportunity_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _2ee391 AS a CROSS JOIN _6742dc AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_d08a1a: SELECT * EXCLUDE (opportunity_id_right) FROM _3e3148
_230d06: SELECT * EXCLUDE (state_from, state_until) FROM _d08a1a
_6d9fb9: SELECT * FROM _230d06 WHERE COALESCE(closed_on >= created_on, TRUE)
_4b3ccc: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, as_of, stage, status, amount, closed_on, reopened FROM _6d9fb9
_8e1982: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _4b3ccc
_c2548a: SELECT * FROM _8e1982 WHERE status = 'won'
_489517: SELECT * EXCLUDE (stage) FROM _c2548a
_db8fd7: SELECT a.opportunity_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.stay_stage, b.from_day, b.to_day FROM _489517 AS a INNER JOIN _af73cc AS b ON a.opportunity_id = b.opportunity_id
_e11eeb: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, stay_stage AS stage, from_day, to_day FROM _db8fd7
_3998cf: SELECT * FROM _e11eeb WHERE from_day <= as_of
_2c75cb: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, stage, from_day, to_day, CASE WHEN to_day <= as_of THEN to_day ELSE CAST(NULL AS DATE) END AS ended_on FROM _3998cf
_4a0d06: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, stage, from_day, to_day, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent FROM _2c75cb
_8cde67: SELECT as_of, stage, opportunity_id, SUM(spent) AS days FROM _4a0d06 GROUP BY 1, 2, 3
_419946: SELECT * FROM _8cde67 WHERE days >= 0
_d5767a: SELECT as_of, stage, QUANTILE_CONT(days, 0.75) AS usual, COUNT(*) AS deals FROM _419946 GROUP BY 1, 2
_1ecf2b: SELECT * FROM _d5767a WHERE deals >= 5
_b56539: SELECT as_of, stage, usual FROM _1ecf2b
_1c06c4: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.days, b.as_of AS as_of_right, b.stage AS stage_right, b.usual FROM _d5dc25 AS a LEFT OUTER JOIN _b56539 AS b ON a.as_of = b.as_of AND a.stage = b.stage
_edae49: SELECT * EXCLUDE (as_of_right, stage_right) FROM _1c06c4
_034c19: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, CASE WHEN (usual IS NULL) OR (days IS NULL) THEN 'no_reference' ELSE CAST(NULL AS TEXT) END AS left_out FROM _edae49
_840253: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, left_out, stage AS by_stage FROM _034c19
_43a8db: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, left_out, by_stage, CASE WHEN days > usual THEN 1 ELSE 0 END AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _840253
_59b7f0: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _43a8db
_f7d461: SELECT * FROM _59b7f0 WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_e0e866: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _f7d461
_1d6eb8: SELECT period, by_stage, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _e0e866 GROUP BY 1, 2
