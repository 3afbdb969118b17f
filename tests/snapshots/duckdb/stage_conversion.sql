-- stage_conversion cfbc260a436eb633
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_9bdb32: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT (account_id IS NULL)
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_651f28: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _9bdb32 AS a CROSS JOIN _da5d42 AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_1a4ac5: SELECT * EXCLUDE (opportunity_id_right) FROM _651f28
_b2cacd: SELECT * EXCLUDE (state_from, state_until) FROM _1a4ac5
_268448: SELECT * FROM _b2cacd WHERE COALESCE(closed_on >= created_on, TRUE)
_7f822f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened FROM _268448
_4e3878: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _7f822f
_a87f34: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _4e3878
_e5d3c2: SELECT * EXCLUDE (stage) FROM _a87f34
_b59440: SELECT * EXCLUDE (ends_on) FROM deal_stages
_e1dfe7: SELECT opportunity_id, stage AS stay_stage, starts_on AS from_day, next_on FROM _b59440
_3da215: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.stay_stage, b.from_day, b.next_on FROM _e5d3c2 AS a INNER JOIN _e1dfe7 AS b ON a.opportunity_id = b.opportunity_id
_1ea1fb: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, status, amount, closed_on, reopened, legitimate, period, stay_stage AS stage, from_day, next_on FROM _3da215
_d34858: SELECT * FROM _1ea1fb WHERE from_day <= as_of
_474238: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, status, amount, closed_on, reopened, legitimate, period, stage, from_day, next_on, CASE WHEN next_on <= as_of THEN next_on ELSE closed_on END AS ended_on FROM _d34858
_0454e8: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, status, amount, closed_on, reopened, legitimate, period, stage, from_day, next_on, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent, CASE WHEN ended_on IS NULL THEN 1 ELSE 0 END AS going FROM _474238
_423aae: SELECT as_of, account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, period, opportunity_id, stage, SUM(spent) AS days, MIN(spent) AS shortest, MIN(from_day) AS entered_stage_on, MAX(ended_on) AS left_stage_on, MAX(going) AS going FROM _0454e8 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
_46632d: SELECT opportunity_id, stage, entered_stage_on FROM _423aae
_9754d9: SELECT stage, position, COALESCE(pipeline, '') AS pipeline FROM stages
_81d9e2: SELECT opportunity_id, stage, from_day FROM _474238
_e14100: SELECT a.opportunity_id, a.stage, a.from_day, b.position, b.pipeline FROM _81d9e2 AS a INNER JOIN _9754d9 AS b ON a.stage = b.stage
_bd71a9: SELECT opportunity_id, stage AS later_stage, from_day, position AS later_position, pipeline AS later_pipeline FROM _e14100
_832aa8: SELECT a.opportunity_id, a.stage, a.entered_stage_on, b.position, b.pipeline, c.later_stage, c.from_day, c.later_position, c.later_pipeline FROM _46632d AS a INNER JOIN _9754d9 AS b ON a.stage = b.stage INNER JOIN _bd71a9 AS c ON a.opportunity_id = c.opportunity_id
_68505e: SELECT * FROM _832aa8 WHERE later_position > position AND from_day >= entered_stage_on AND later_pipeline = pipeline
_cf0cf0: SELECT opportunity_id, stage FROM _68505e
_99535d: SELECT DISTINCT * FROM _cf0cf0
_22733b: SELECT opportunity_id, stage, TRUE AS _moved FROM _99535d
_79a2c8: SELECT a.as_of, a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.period, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, b.opportunity_id AS opportunity_id_right, b.stage AS stage_right, b._moved FROM _423aae AS a LEFT OUTER JOIN _22733b AS b ON a.opportunity_id = b.opportunity_id AND a.stage = b.stage
_34311a: SELECT * EXCLUDE (opportunity_id_right, stage_right) FROM _79a2c8
_1bbbdf: SELECT as_of, account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, period, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, _moved, COALESCE(_moved, FALSE) OR (status = 'won') AS advanced FROM _34311a
_4f1b81: SELECT * EXCLUDE (_moved) FROM _1bbbdf
_5ad2b8: SELECT * EXCLUDE (period) FROM _4f1b81
_dbc7ad: SELECT * EXCLUDE (as_of) FROM _5ad2b8
_cc01cf: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.advanced, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _dbc7ad AS a INNER JOIN days AS b ON a.entered_stage_on = b.day
_c03252: SELECT * EXCLUDE (day) FROM _cc01cf
_e40f5a: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id || '
' || stage AS opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, opportunity_id AS _deal FROM _c03252
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_388e08: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.advanced, a.period, a.starts_on, a.ends_on, a.as_of, a._deal, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _e40f5a AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.entered_stage_on AND b.until_on > a.created_on
_8e0e5b: SELECT * EXCLUDE (account_id_right) FROM _388e08
_aba883: SELECT * FROM _8e0e5b WHERE created_on <= entered_stage_on
_994ed7: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, _deal, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _aba883
_d63dd4: SELECT * FROM _994ed7 WHERE turn = 0
_34cfc6: SELECT * EXCLUDE (from_on, turn, until_on) FROM _d63dd4
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_d17b6a: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.advanced, a.period, a.starts_on, a.ends_on, a.as_of, a._deal, a.entered_on, a.tier, a.tier_order FROM _34cfc6 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_6ac74a: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, _deal AS opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, _deal, entered_on, tier, tier_order FROM _d17b6a
_422896: SELECT * EXCLUDE (_deal) FROM _6ac74a
_7101d2: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _422896
_e51ae3: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, stage AS by_stage FROM _7101d2
_3810b3: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, by_stage, CASE WHEN COALESCE(advanced, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _e51ae3
_2f492c: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _3810b3
_fb0aa2: SELECT * FROM _2f492c WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_673bb6: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, left_out, numerator, denominator, FALSE AS immature FROM _fb0aa2
_629b8a: SELECT period, by_stage, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _673bb6 GROUP BY 1, 2
