-- stage_conversion a92f44e5c4cfd49e
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_819380: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN _da5d42 AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_23b1a5: SELECT * EXCLUDE (opportunity_id_right) FROM _819380
_a511cc: SELECT * EXCLUDE (state_from, state_until) FROM _23b1a5
_150602: SELECT * FROM _a511cc WHERE COALESCE(closed_on >= created_on, TRUE)
_5f8231: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, as_of, stage, status, amount, closed_on, reopened FROM _150602
_7ea59c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _5f8231
_9e28db: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _7ea59c
_88a4f8: SELECT * EXCLUDE (stage) FROM _9e28db
_af73cc: SELECT opportunity_id, stage AS stay_stage, starts_on AS from_day, ends_on AS to_day FROM deal_stages
_b25663: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.stay_stage, b.from_day, b.to_day FROM _88a4f8 AS a INNER JOIN _af73cc AS b ON a.opportunity_id = b.opportunity_id
_8e5be6: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, period, stay_stage AS stage, from_day, to_day FROM _b25663
_04a03d: SELECT * FROM _8e5be6 WHERE from_day <= as_of
_a024c7: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, period, stage, from_day, to_day, CASE WHEN to_day <= as_of THEN to_day ELSE CAST(NULL AS DATE) END AS ended_on FROM _04a03d
_56350f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, period, stage, from_day, to_day, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent, CASE WHEN ended_on IS NULL THEN 1 ELSE 0 END AS going FROM _a024c7
_d8f4b3: SELECT as_of, account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, period, opportunity_id, stage, SUM(spent) AS days, MIN(spent) AS shortest, MIN(from_day) AS entered_stage_on, MAX(to_day) AS left_stage_on, MAX(going) AS going FROM _56350f GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
_939269: SELECT opportunity_id, stage, entered_stage_on FROM _d8f4b3
_9754d9: SELECT stage, position, COALESCE(pipeline, '') AS pipeline FROM stages
_d7b758: SELECT opportunity_id, stage, from_day FROM _a024c7
_02c29d: SELECT a.opportunity_id, a.stage, a.from_day, b.position, b.pipeline FROM _d7b758 AS a INNER JOIN _9754d9 AS b ON a.stage = b.stage
_42a8bf: SELECT opportunity_id, stage AS later_stage, from_day, position AS later_position, pipeline AS later_pipeline FROM _02c29d
_68b624: SELECT a.opportunity_id, a.stage, a.entered_stage_on, b.position, b.pipeline, c.later_stage, c.from_day, c.later_position, c.later_pipeline FROM _939269 AS a INNER JOIN _9754d9 AS b ON a.stage = b.stage INNER JOIN _42a8bf AS c ON a.opportunity_id = c.opportunity_id
_bd6b89: SELECT * FROM _68b624 WHERE later_position > position AND from_day >= entered_stage_on AND later_pipeline = pipeline
_579657: SELECT opportunity_id, stage FROM _bd6b89
_1bc13c: SELECT DISTINCT * FROM _579657
_8819de: SELECT opportunity_id, stage, TRUE AS _moved FROM _1bc13c
_7d60f0: SELECT a.as_of, a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.period, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, b.opportunity_id AS opportunity_id_right, b.stage AS stage_right, b._moved FROM _d8f4b3 AS a LEFT OUTER JOIN _8819de AS b ON a.opportunity_id = b.opportunity_id AND a.stage = b.stage
_e2fe04: SELECT * EXCLUDE (opportunity_id_right, stage_right) FROM _7d60f0
_b96ee8: SELECT as_of, account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, period, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, _moved, COALESCE(_moved, FALSE) OR (status = 'won') AS advanced FROM _e2fe04
_b3bb9c: SELECT * EXCLUDE (_moved) FROM _b96ee8
_6b9cc1: SELECT * EXCLUDE (period) FROM _b3bb9c
_73c998: SELECT * EXCLUDE (as_of) FROM _6b9cc1
_eef7e0: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.advanced, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _73c998 AS a INNER JOIN days AS b ON a.entered_stage_on = b.day
_ae0517: SELECT * EXCLUDE (day) FROM _eef7e0
_318413: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id || '
' || stage AS opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, opportunity_id AS _deal FROM _ae0517
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_208964: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.advanced, a.period, a.starts_on, a.ends_on, a.as_of, a._deal, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _318413 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.entered_stage_on AND b.until_on > a.created_on
_48232d: SELECT * EXCLUDE (account_id_right) FROM _208964
_b398b0: SELECT * FROM _48232d WHERE created_on <= entered_stage_on
_05da55: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, _deal, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _b398b0
_ff9ace: SELECT * FROM _05da55 WHERE turn = 0
_0c9190: SELECT * EXCLUDE (from_on, turn, until_on) FROM _ff9ace
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_bd9c27: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.advanced, a.period, a.starts_on, a.ends_on, a.as_of, a._deal, a.entered_on, a.tier, a.tier_order FROM _0c9190 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_0a603a: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, _deal AS opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, _deal, entered_on, tier, tier_order FROM _bd9c27
_5453c3: SELECT * EXCLUDE (_deal) FROM _0a603a
_b8f942: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _5453c3
_20b359: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, stage AS by_stage FROM _b8f942
_eaaa80: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, advanced, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, by_stage, CASE WHEN COALESCE(advanced, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _20b359
_aea762: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _eaaa80
_bc97cd: SELECT * FROM _aea762 WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_e4d044: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, left_out, numerator, denominator, FALSE AS immature FROM _bc97cd
_04aa1a: SELECT period, by_stage, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _e4d044 GROUP BY 1, 2
