-- touches_per_won_account.lost 38fd34832e67a848
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
_be41ba: SELECT * FROM _7ea59c WHERE status = 'lost' AND NOT closed_on IS NULL AND closed_on <= as_of
_8f7009: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _be41ba
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_f49086: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _8f7009 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on AND b.until_on > a.created_on
_252da2: SELECT * EXCLUDE (account_id_right) FROM _f49086
_31b121: SELECT * FROM _252da2 WHERE created_on <= closed_on
_2ef4d1: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _31b121
_c01e69: SELECT * FROM _2ef4d1 WHERE turn = 0
_df7245: SELECT * EXCLUDE (from_on, turn, until_on) FROM _c01e69
_a8086d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY closed_on DESC, opportunity_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _df7245
_c276f5: SELECT * FROM _a8086d WHERE turn = 0
_bf7d05: SELECT * EXCLUDE (turn) FROM _c276f5
_5892d6: SELECT * FROM _7ea59c WHERE status <> 'lost'
_c81aa9: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, CASE WHEN status = 'open' THEN as_of ELSE COALESCE(closed_on, as_of) END AS by_day FROM _5892d6
_668195: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, by_day, CAST(NULL AS DATE) AS period FROM _c81aa9
_788a46: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.by_day, a.period, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _668195 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.by_day AND b.until_on > a.created_on
_2ca6f4: SELECT * EXCLUDE (account_id_right) FROM _788a46
_5e9dc8: SELECT * FROM _2ca6f4 WHERE created_on <= by_day
_2b686b: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, by_day, period, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _5e9dc8
_0e5db3: SELECT * FROM _2b686b WHERE turn = 0
_1595e2: SELECT * EXCLUDE (from_on, turn, until_on) FROM _0e5db3
_ca94b0: SELECT account_id FROM _1595e2
_4ae3f6: SELECT DISTINCT * FROM _ca94b0
_f689b6: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.entered_on, a.tier, a.tier_order FROM _bf7d05 AS a ANTI JOIN _4ae3f6 AS b ON a.account_id = b.account_id
_62d953: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, closed_on AS happened_on FROM _f689b6
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_86093c: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.entered_on, a.tier, a.tier_order, a.happened_on FROM _62d953 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_eb4322: SELECT * EXCLUDE (period) FROM _86093c
_9fc5f4: SELECT * EXCLUDE (as_of) FROM _eb4322
_c3ba12: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _9fc5f4 AS a INNER JOIN days AS b ON a.happened_on = b.day
_b57169: SELECT * EXCLUDE (day) FROM _c3ba12
_aceb74: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _b57169
_cb547a: SELECT * FROM _aceb74 WHERE turn = 0
_a23b01: SELECT * EXCLUDE (turn) FROM _cb547a
_1125c9: SELECT period, account_id, entered_on, happened_on FROM _a23b01
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_0f43eb: SELECT * FROM _757d43 WHERE team IN ('marketing', 'sales')
_7fb4f2: SELECT account_id, occurred_on FROM _0f43eb
_a149df: SELECT a.period, a.account_id, a.entered_on, a.happened_on, b.occurred_on FROM _1125c9 AS a INNER JOIN _7fb4f2 AS b ON a.account_id = b.account_id
_b26515: SELECT * FROM _a149df WHERE occurred_on >= entered_on AND occurred_on <= happened_on
_ea6a90: SELECT period, account_id, COUNT(*) AS _touches FROM _b26515 GROUP BY 1, 2
_e5e873: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, a.period, a.starts_on, a.ends_on, a.as_of, b.period AS period_right, b.account_id AS account_id_right, b._touches FROM _a23b01 AS a LEFT OUTER JOIN _ea6a90 AS b ON a.period = b.period AND a.account_id = b.account_id
_c52268: SELECT * EXCLUDE (account_id_right, period_right) FROM _e5e873
_43a2cc: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, _touches, COALESCE(_touches, 0) AS touches FROM _c52268
_fe65ef: SELECT * EXCLUDE (_touches) FROM _43a2cc
_8061cc: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, touches, CAST(NULL AS TEXT) AS left_out FROM _fe65ef
_dbf6b0: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, touches, left_out, touches AS numerator FROM _8061cc
_89012a: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, touches, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_value' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _dbf6b0
_cf52a7: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, touches, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _89012a
_9133a9: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _cf52a7
_75f263: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _9133a9
_0ac167: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _75f263 GROUP BY 1
