-- stage_conversion 411788622ec512a8
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
_5a8c45: SELECT opportunity_id, stage, entered_stage_on FROM _e82dcd
_9754d9: SELECT stage, position, COALESCE(pipeline, '') AS pipeline FROM stages
_1d91d1: SELECT opportunity_id, stage, from_day FROM _97b5ec
_c66d0e: SELECT a.opportunity_id, a.stage, a.from_day, b.position, b.pipeline FROM _1d91d1 AS a INNER JOIN _9754d9 AS b ON a.stage = b.stage
_74e66a: SELECT opportunity_id, stage AS later_stage, from_day, position AS later_position, pipeline AS later_pipeline FROM _c66d0e
_b66d62: SELECT a.opportunity_id, a.stage, a.entered_stage_on, b.position, b.pipeline, c.later_stage, c.from_day, c.later_position, c.later_pipeline FROM _5a8c45 AS a INNER JOIN _9754d9 AS b ON a.stage = b.stage INNER JOIN _74e66a AS c ON a.opportunity_id = c.opportunity_id
_b6c5af: SELECT * FROM _b66d62 WHERE later_position > position AND from_day >= entered_stage_on AND later_pipeline = pipeline
_9c23e7: SELECT opportunity_id, stage FROM _b6c5af
_bc9f00: SELECT DISTINCT * FROM _9c23e7
_e238d1: SELECT opportunity_id, stage, TRUE AS _moved FROM _bc9f00
_17332c: SELECT a.as_of, a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.period, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, b.opportunity_id AS opportunity_id_right, b.stage AS stage_right, b._moved FROM _e82dcd AS a LEFT OUTER JOIN _e238d1 AS b ON a.opportunity_id = b.opportunity_id AND a.stage = b.stage
_2eb701: SELECT * EXCLUDE (opportunity_id_right, stage_right) FROM _17332c
_b093c3: SELECT as_of, account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, period, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, _moved, COALESCE(_moved, FALSE) OR (status = 'won') AS advanced FROM _2eb701
_f1895f: SELECT * EXCLUDE (_moved) FROM _b093c3
_d326ae: SELECT * EXCLUDE (period) FROM _f1895f
_f2e357: SELECT * EXCLUDE (as_of) FROM _d326ae
_341c4f: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.advanced, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _f2e357 AS a INNER JOIN days AS b ON a.entered_stage_on = b.day
_ff92df: SELECT * EXCLUDE (day) FROM _341c4f
_649b86: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id || '
' || stage AS opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, opportunity_id AS _deal FROM _ff92df
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
_81a179: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.advanced, a.period, a.starts_on, a.ends_on, a.as_of, a._deal, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _649b86 AS a INNER JOIN _ee0579 AS b ON a.account_id = b.account_id AND b.from_on <= a.entered_stage_on AND b.until_on > a.created_on
_3a4f61: SELECT * EXCLUDE (account_id_right) FROM _81a179
_8fad2a: SELECT * FROM _3a4f61 WHERE created_on <= entered_stage_on
_4c4ebc: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, _deal, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _8fad2a
_c456e8: SELECT * FROM _4c4ebc WHERE turn = 0
_a93f77: SELECT * EXCLUDE (from_on, until_on, turn) FROM _c456e8
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_356f4b: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.advanced, a.period, a.starts_on, a.ends_on, a.as_of, a._deal, a.entered_on, a.tier, a.tier_order FROM _a93f77 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_a703ed: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, _deal AS opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, _deal, entered_on, tier, tier_order FROM _356f4b
_799c9a: SELECT * EXCLUDE (_deal) FROM _a703ed
_380001: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _799c9a
_bc9163: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, stage AS by_stage FROM _380001
_73c0b6: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, by_stage, CASE WHEN COALESCE(advanced, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _bc9163
_bb2a10: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _73c0b6
_b6e383: SELECT * FROM _bb2a10 WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_d4424d: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, left_out, numerator, denominator, FALSE AS immature FROM _b6e383
_f4cb0e: SELECT period, by_stage, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _d4424d GROUP BY 1, 2
