-- total_revenue 4cde1a5ccc48dc84
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_21fd0e: SELECT * FROM _b2c3e4 WHERE NOT account_id IS NULL
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_e6713b: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _21fd0e AS a CROSS JOIN _da5d42 AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_dc4354: SELECT * EXCLUDE (opportunity_id_right) FROM _e6713b
_8f3919: SELECT * EXCLUDE (state_until, state_from) FROM _dc4354
_8400bc: SELECT * FROM _8f3919 WHERE COALESCE(closed_on >= created_on, TRUE)
_c337e5: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, as_of, stage, status, amount, closed_on, reopened FROM _8400bc
_f19b06: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _c337e5
_0f116b: SELECT * FROM _f19b06 WHERE status = 'won' AND closed_on >= created_on
_84d8b6: SELECT * EXCLUDE (as_of) FROM _0f116b
_2bec7f: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _84d8b6 AS a INNER JOIN days AS b ON a.closed_on = b.day
_f4d0e9: SELECT * EXCLUDE (day) FROM _2bec7f
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
_bfa28c: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _f4d0e9 AS a INNER JOIN _064129 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on
_2b7abb: SELECT * EXCLUDE (account_id_right) FROM _bfa28c
_337f40: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _2b7abb
_a34f0b: SELECT * FROM _337f40 WHERE turn = 0
_a653ae: SELECT * EXCLUDE (from_on, until_on, turn) FROM _a34f0b
_53e5bb: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _a653ae
_1ebb3c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _currency, _currency AS _source FROM _53e5bb
_4d0210: SELECT * FROM fx_spells WHERE to_currency = 'EUR'
_2dc671: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _4d0210
_5f8fd0: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _1ebb3c AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.closed_on >= b._rate_from AND a.closed_on < b._rate_until
_6a35cc: SELECT * EXCLUDE (_source, _rate_from, _rate_until, from_currency) FROM _5f8fd0
_197ee6: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _6a35cc
_0e0869: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _197ee6
_181f39: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _0e0869
_c150b9: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, unconverted, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _181f39
_68ec10: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, unconverted, left_out, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _c150b9
_c0d543: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _68ec10
_ec5eb8: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _c0d543
_b8d7c8: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _ec5eb8 GROUP BY 1
