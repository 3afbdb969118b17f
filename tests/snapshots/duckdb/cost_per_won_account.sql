-- cost_per_won_account 4a38475b4db9a172
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_ddb4d6: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, '' AS pool FROM _77a328
_395711: SELECT * FROM _77a328 WHERE NOT programme_id IS NULL
_330f66: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, programme_id AS pool FROM _395711
_d99762: SELECT * FROM _ddb4d6 AS t52 UNION ALL SELECT * FROM _330f66 AS t58
_399a4e: SELECT * EXCLUDE (parent_id) FROM costs
_0c3049: SELECT * FROM _399a4e WHERE account_id IS NULL
_6aaae9: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _0c3049
_148b7a: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _currency AS _source FROM _6aaae9
_4d0210: SELECT * FROM fx_spells WHERE to_currency = 'EUR'
_2dc671: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _4d0210
_d55da3: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _148b7a AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.incurred_on >= b._rate_from AND a.incurred_on < b._rate_until
_9dde02: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _d55da3
_4d142b: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _9dde02
_ea21ea: SELECT cost_id, incurred_on, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _4d142b
_2b1ac3: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _ea21ea
_8c4a65: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.unconverted, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _2b1ac3 AS a INNER JOIN days AS b ON a.incurred_on = b.day
_298c98: SELECT * EXCLUDE (day) FROM _8c4a65
_6b7888: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, unconverted, period, starts_on, ends_on, as_of, COALESCE(programme_id, '') AS pool, COALESCE(tier, '') AS pool_tier FROM _298c98
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_d33583: SELECT * FROM _f60088 AS t62 UNION SELECT * FROM _9aac06 AS t63
_31d32e: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _d33583
_08484e: SELECT account_id, at AS starts_on, ends_on FROM _31d32e
_3e24bd: SELECT * FROM _08484e WHERE NOT ends_on IS NULL
_04cbc8: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _3e24bd AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_f2b181: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _04cbc8
_068ab3: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _f2b181 GROUP BY 1, 2, 3
_4b7bf5: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _068ab3
_d5c806: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _4b7bf5
_287204: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _d5c806
_977c67: SELECT * EXCLUDE (previous) FROM _287204
_2c8d40: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _977c67
_26c422: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _2c8d40 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_18eb93: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _26c422
_76ce07: SELECT pool, account_id, starts_on AS at FROM _d99762
_ac7493: SELECT pool, account_id, ends_on AS at FROM _d99762
_a185c9: SELECT * FROM _76ce07 AS t67 UNION SELECT * FROM _ac7493 AS t68
_7f8c37: SELECT pool, account_id, at, LEAD(at) OVER (PARTITION BY pool, account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _a185c9
_f79fac: SELECT pool, account_id, at AS starts_on, ends_on FROM _7f8c37
_54c85f: SELECT * FROM _f79fac WHERE NOT ends_on IS NULL
_f82219: SELECT a.pool, a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.pool AS pool_right FROM _54c85f AS a INNER JOIN _d99762 AS b ON a.pool = b.pool AND a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_8d439b: SELECT pool, account_id, starts_on, ends_on, list, arm, tier, tier_order, programme_id FROM _f82219
_8f4153: SELECT pool, account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _8d439b GROUP BY 1, 2, 3, 4
_67fc46: SELECT pool, account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY pool, account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _8f4153
_e894b3: SELECT pool, account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _67fc46
_955c98: SELECT pool, account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY pool, account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _e894b3
_b237b0: SELECT * EXCLUDE (previous) FROM _955c98
_03c9e0: SELECT a.pool, a.account_id, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier, c.period, c.starts_on, c.ends_on, c.as_of FROM _b237b0 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id INNER JOIN windows AS c ON a.starts_on <= c.ends_on AND a.ends_on > c.starts_on
_ac1aac: SELECT pool, account_id, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(base_from, starts_on), LEAST(base_until, CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _03c9e0
_5d97e4: SELECT a.pool, a.account_id, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier FROM _b237b0 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_9c8af6: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.pool, b.account_id AS account_id_right, b.base_from, b.base_until, b.base_tier FROM _18eb93 AS a INNER JOIN _5d97e4 AS b ON a.account_id = b.account_id AND b.base_from < a.until_on AND b.base_until > a.from_on
_e20674: SELECT * EXCLUDE (account_id_right) FROM _9c8af6
_97dc18: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, a.pool, a.base_from, a.base_until, a.base_tier, b.period, b.starts_on, b.ends_on, b.as_of FROM _e20674 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_f667e5: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, pool, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(GREATEST(from_on, base_from), starts_on), LEAST(LEAST(until_on, base_until), CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _97dc18
_d4c6b8: SELECT * FROM _f667e5 WHERE days > 0
_857ad9: SELECT * FROM _ac1aac WHERE base_tier <> ''
_6ec8f9: SELECT period, pool, base_tier AS pool_tier, SUM(days) AS days FROM _857ad9 GROUP BY 1, 2, 3
_781108: SELECT period, pool, SUM(days) AS days FROM _ac1aac GROUP BY 1, 2
_5f2c7e: SELECT period, pool, days, '' AS pool_tier FROM _781108
_bb79e9: SELECT period, pool, pool_tier, days FROM _5f2c7e
_a70e25: SELECT * FROM _6ec8f9 AS t139 UNION ALL SELECT * FROM _bb79e9 AS t141
_2e53d8: SELECT period, pool, pool_tier, days AS base_days FROM _a70e25
_679fe6: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.unconverted, a.period, a.starts_on, a.ends_on, a.as_of, a.pool, a.pool_tier, b.period AS period_right, b.pool AS pool_right, b.pool_tier AS pool_tier_right, b.base_days FROM _6b7888 AS a LEFT OUTER JOIN _2e53d8 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_02bd2d: SELECT * EXCLUDE (period_right, pool_right, pool_tier_right) FROM _679fe6
_3bd15d: SELECT * FROM _02bd2d WHERE unconverted OR (base_days IS NULL)
_8972e9: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, CAST(NULL AS TEXT) AS account_id, CAST(NULL AS TEXT) AS tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, CAST(NULL AS DATE) AS entered_on, 1000000000 AS tier_order, CASE WHEN unconverted THEN 'unconverted' ELSE 'no_account_days' END AS left_out FROM _3bd15d
_dfd032: SELECT cost_id, incurred_on, CAST(NULL AS DECIMAL(24, 8)) AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, entered_on, tier_order, left_out FROM _8972e9
_470626: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _dfd032
_c1d06a: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _18eb93 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_c6efa1: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _c1d06a GROUP BY 1, 2, 3, 4, 5
_a8a36a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _c6efa1
_f21c22: SELECT * EXCLUDE (immature) FROM _a8a36a
_f6a4e2: SELECT * FROM _399a4e WHERE NOT account_id IS NULL
_8ade92: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _f6a4e2
_d13464: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _currency AS _source FROM _8ade92
_dda0bd: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _d13464 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.incurred_on >= b._rate_from AND a.incurred_on < b._rate_until
_53c0dc: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _dda0bd
_b61001: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _53c0dc
_bc4a1b: SELECT cost_id, incurred_on, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _b61001
_d1e250: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _bc4a1b
_447db5: SELECT cost_id, incurred_on, account_id, amount, unconverted FROM _d1e250
_3366d5: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, b.cost_id, b.incurred_on, b.amount, b.unconverted FROM _f21c22 AS a INNER JOIN _447db5 AS b ON a.account_id = b.account_id
_6ab284: SELECT * FROM _3366d5 WHERE incurred_on >= starts_on AND incurred_on <= ends_on AND incurred_on >= entered_on
_dd8958: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, unconverted, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _6ab284
_b872fd: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, CASE WHEN unconverted THEN CAST(NULL AS DECIMAL(24, 8)) ELSE amount END AS amount, unconverted, left_out FROM _dd8958
_a3ad85: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _b872fd
_b50d00: SELECT * FROM _d4c6b8 WHERE base_tier <> ''
_5e57a9: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, base_tier AS pool_tier, SUM(days) AS days FROM _b50d00 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
_ae3ecc: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, SUM(days) AS days FROM _d4c6b8 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
_133364: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, days, '' AS pool_tier FROM _ae3ecc
_e2791b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days FROM _133364
_14abf7: SELECT * FROM _5e57a9 AS t170 UNION ALL SELECT * FROM _e2791b AS t171
_938b54: SELECT * FROM _6b7888 WHERE NOT (unconverted)
_6e1bd4: SELECT period, pool, pool_tier, SUM(amount) AS total FROM _938b54 GROUP BY 1, 2, 3
_bbf498: SELECT a.period, a.pool, a.pool_tier, a.total, b.base_days FROM _6e1bd4 AS a INNER JOIN _2e53d8 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_cb3b7e: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.pool, a.pool_tier, a.days, b.total, b.base_days FROM _14abf7 AS a INNER JOIN _bbf498 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_15bbe8: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days, total, base_days, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on, CAST((CAST(total AS DOUBLE) * days) / base_days AS DECIMAL(24, 8)) AS amount, CAST(NULL AS TEXT) AS left_out FROM _cb3b7e
_d6cf5b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _15bbe8
_a3ec13: SELECT * FROM _a3ad85 AS t169 UNION ALL SELECT * FROM _d6cf5b AS t185
_abaee0: SELECT * FROM _470626 AS t176 UNION ALL SELECT * FROM _a3ec13 AS t187
_9057ac: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _abaee0
_b5eadb: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _9057ac
_96be3e: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, CAST(NULL AS TEXT) AS opportunity_id, CAST(NULL AS DATE) AS happened_on, CAST(NULL AS DATE) AS created_on, CAST(NULL AS DATE) AS closed_on, CAST(NULL AS TEXT) AS stage, CAST(NULL AS TEXT) AS status, CAST(NULL AS BOOLEAN) AS reopened FROM _b5eadb
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
_8007d7: SELECT * FROM _7ea59c WHERE NOT closed_on IS NULL AND closed_on <= as_of
_f02861: SELECT * FROM _8007d7 WHERE status = 'won'
_0e4732: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _f02861
_80081c: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _0e4732 AS a INNER JOIN _18eb93 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on AND b.until_on > a.created_on
_3c21e8: SELECT * EXCLUDE (account_id_right) FROM _80081c
_6e34ad: SELECT * FROM _3c21e8 WHERE created_on <= closed_on
_239b68: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _6e34ad
_2222b5: SELECT * FROM _239b68 WHERE turn = 0
_ecc4b7: SELECT * EXCLUDE (from_on, turn, until_on) FROM _2222b5
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_e406e9: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.entered_on, a.tier, a.tier_order FROM _ecc4b7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_4656ea: SELECT * FROM _e406e9 WHERE closed_on >= entered_on
_62aa40: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id, entered_on ORDER BY closed_on ASC, opportunity_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _4656ea
_8f401f: SELECT * FROM _62aa40 WHERE turn = 0
_baff0c: SELECT * EXCLUDE (turn) FROM _8f401f
_789949: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, closed_on AS happened_on FROM _baff0c
_eeba56: SELECT * EXCLUDE (period) FROM _789949
_df7c6d: SELECT * EXCLUDE (as_of) FROM _eeba56
_131531: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _df7c6d AS a INNER JOIN days AS b ON a.happened_on = b.day
_da5958: SELECT * EXCLUDE (day) FROM _131531
_b20d6e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _da5958
_ab8f1f: SELECT * FROM _b20d6e WHERE turn = 0
_4ade22: SELECT * EXCLUDE (turn) FROM _ab8f1f
_bc4b0a: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, CAST(NULL AS TEXT) AS left_out FROM _4ade22
_5005cd: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, left_out, CAST(NULL AS DECIMAL(24, 8)) AS numerator, 1 AS denominator FROM _bc4b0a
_58cb64: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _5005cd
_de1266: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on FROM _58cb64
_63f4a4: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, opportunity_id, happened_on, created_on, closed_on, stage, status, reopened FROM _de1266
_425e12: SELECT * FROM _96be3e AS t198 UNION ALL SELECT * FROM _63f4a4 AS t203
_61ef1e: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, opportunity_id, happened_on, created_on, closed_on, stage, status, reopened, FALSE AS immature FROM _425e12
_adfe7f: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _61ef1e GROUP BY 1
