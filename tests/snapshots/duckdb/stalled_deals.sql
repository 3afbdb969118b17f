-- stalled_deals 3bb9e9e8637c142d
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
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_730b97: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _d5b840 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of AND b.until_on > a.created_on
_d7345e: SELECT * EXCLUDE (account_id_right) FROM _730b97
_cd193a: SELECT * FROM _d7345e WHERE created_on <= as_of
_d4bd63: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _cd193a
_3e3f86: SELECT * FROM _d4bd63 WHERE turn = 0
_676dee: SELECT * EXCLUDE (from_on, turn, until_on) FROM _3e3f86
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_b4e7f2: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order FROM _676dee AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_adbbd0: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, stage AS current FROM _b4e7f2
_b3fa5e: SELECT * EXCLUDE (stage) FROM _adbbd0
_af73cc: SELECT opportunity_id, stage AS stay_stage, starts_on AS from_day, ends_on AS to_day FROM deal_stages
_654a8b: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.current, b.stay_stage, b.from_day, b.to_day FROM _b3fa5e AS a INNER JOIN _af73cc AS b ON a.opportunity_id = b.opportunity_id
_76be7e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stay_stage AS stage, from_day, to_day FROM _654a8b
_dde831: SELECT * FROM _76be7e WHERE from_day <= as_of
_5c20f4: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stage, from_day, to_day, CASE WHEN to_day <= as_of THEN to_day ELSE CAST(NULL AS DATE) END AS ended_on FROM _dde831
_100c2b: SELECT * FROM _5c20f4 WHERE stage = current
_911c1e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stage, from_day, to_day, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent FROM _100c2b
_0f5a65: SELECT period, opportunity_id, SUM(spent) AS days FROM _911c1e GROUP BY 1, 2
_117a38: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, c.period AS period_right, c.opportunity_id AS opportunity_id_right, c.days FROM _676dee AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _0f5a65 AS c ON a.period = c.period AND a.opportunity_id = c.opportunity_id
_55e4b3: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _117a38
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
_2370dc: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.days, b.as_of AS as_of_right, b.stage AS stage_right, b.usual FROM _55e4b3 AS a LEFT OUTER JOIN _b56539 AS b ON a.as_of = b.as_of AND a.stage = b.stage
_13d7ec: SELECT * EXCLUDE (as_of_right, stage_right) FROM _2370dc
_7e9bdd: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, CASE WHEN (usual IS NULL) OR (days IS NULL) THEN 'no_reference' ELSE CAST(NULL AS TEXT) END AS left_out FROM _13d7ec
_d01925: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, left_out, stage AS by_stage FROM _7e9bdd
_0e262d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, left_out, by_stage, CASE WHEN days > usual THEN 1 ELSE 0 END AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _d01925
_b72985: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _0e262d
_945ed4: SELECT * FROM _b72985 WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_b13f30: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _945ed4
_2fb6f7: SELECT period, by_stage, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _b13f30 GROUP BY 1, 2
