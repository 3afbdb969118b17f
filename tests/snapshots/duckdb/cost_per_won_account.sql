-- cost_per_won_account 76b13bcb4b57cf62
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b1dd3d: SELECT a.account_id, COALESCE(a.programme_id, '') AS pool, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier, c.period, c.starts_on, c.ends_on, c.as_of FROM _8e4a49 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id INNER JOIN windows AS c ON a.starts_on <= c.ends_on AND a.ends_on > c.starts_on
_26bfd3: SELECT account_id, pool, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(base_from, starts_on), LEAST(base_until, CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _b1dd3d
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
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
_19cf39: SELECT a.account_id, COALESCE(a.programme_id, '') AS pool, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier FROM _8e4a49 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_74591e: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.account_id AS account_id_right, b.pool, b.base_from, b.base_until, b.base_tier FROM _4ed088 AS a INNER JOIN _19cf39 AS b ON a.account_id = b.account_id AND b.base_from < a.until_on AND b.base_until > a.from_on
_bc2167: SELECT * EXCLUDE (account_id_right) FROM _74591e
_86ae11: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, a.pool, a.base_from, a.base_until, a.base_tier, b.period, b.starts_on, b.ends_on, b.as_of FROM _bc2167 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_b6e857: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, pool, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(GREATEST(from_on, base_from), starts_on), LEAST(LEAST(until_on, base_until), CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _86ae11
_a0bb11: SELECT * FROM _b6e857 WHERE days > 0
_d8ad30: SELECT * FROM _26bfd3 WHERE base_tier <> ''
_3362cf: SELECT period, pool, base_tier AS pool_tier, SUM(days) AS days FROM _d8ad30 GROUP BY 1, 2, 3
_7bb808: SELECT period, pool, SUM(days) AS days FROM _26bfd3 GROUP BY 1, 2
_7d2fd2: SELECT period, pool, days, '' AS pool_tier FROM _7bb808
_cae421: SELECT period, pool, pool_tier, days FROM _7d2fd2
_867aa7: SELECT * FROM _3362cf AS t71 UNION ALL SELECT * FROM _cae421 AS t73
_b8cf9c: SELECT period, pool, pool_tier, days AS base_days FROM _867aa7
_a1082b: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.unconverted, a.period, a.starts_on, a.ends_on, a.as_of, a.pool, a.pool_tier, b.period AS period_right, b.pool AS pool_right, b.pool_tier AS pool_tier_right, b.base_days FROM _6b7888 AS a LEFT OUTER JOIN _b8cf9c AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_bd3719: SELECT * EXCLUDE (period_right, pool_right, pool_tier_right) FROM _a1082b
_dc6030: SELECT * FROM _bd3719 WHERE unconverted OR (base_days IS NULL)
_8701d0: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, CAST(NULL AS TEXT) AS account_id, CAST(NULL AS TEXT) AS tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, CAST(NULL AS DATE) AS entered_on, 1000000000 AS tier_order, CASE WHEN unconverted THEN 'unconverted' ELSE 'no_account_days' END AS left_out FROM _dc6030
_bbb400: SELECT cost_id, incurred_on, CAST(NULL AS DECIMAL(24, 8)) AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, entered_on, tier_order, left_out FROM _8701d0
_8964a1: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _bbb400
_86ff17: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _4ed088 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_2029c1: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _86ff17 GROUP BY 1, 2, 3, 4, 5
_6758f7: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _2029c1
_3b2a70: SELECT * EXCLUDE (immature) FROM _6758f7
_f6a4e2: SELECT * FROM _399a4e WHERE NOT account_id IS NULL
_8ade92: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _f6a4e2
_d13464: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _currency AS _source FROM _8ade92
_dda0bd: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _d13464 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.incurred_on >= b._rate_from AND a.incurred_on < b._rate_until
_53c0dc: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _dda0bd
_b61001: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _53c0dc
_bc4a1b: SELECT cost_id, incurred_on, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _b61001
_d1e250: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _bc4a1b
_447db5: SELECT cost_id, incurred_on, account_id, amount, unconverted FROM _d1e250
_d99682: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, b.cost_id, b.incurred_on, b.amount, b.unconverted FROM _3b2a70 AS a INNER JOIN _447db5 AS b ON a.account_id = b.account_id
_0ad43d: SELECT * FROM _d99682 WHERE incurred_on >= starts_on AND incurred_on <= ends_on AND incurred_on >= entered_on
_5a9395: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, unconverted, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _0ad43d
_3f3408: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, CASE WHEN unconverted THEN CAST(NULL AS DECIMAL(24, 8)) ELSE amount END AS amount, unconverted, left_out FROM _5a9395
_8ef88f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _3f3408
_7aeebe: SELECT * FROM _a0bb11 WHERE base_tier <> ''
_47128d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, base_tier AS pool_tier, SUM(days) AS days FROM _7aeebe GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
_9fd026: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, SUM(days) AS days FROM _a0bb11 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
_ca2736: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, days, '' AS pool_tier FROM _9fd026
_95351d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days FROM _ca2736
_071707: SELECT * FROM _47128d AS t122 UNION ALL SELECT * FROM _95351d AS t124
_938b54: SELECT * FROM _6b7888 WHERE NOT (unconverted)
_6e1bd4: SELECT period, pool, pool_tier, SUM(amount) AS total FROM _938b54 GROUP BY 1, 2, 3
_7f0577: SELECT a.period, a.pool, a.pool_tier, a.total, b.base_days FROM _6e1bd4 AS a INNER JOIN _b8cf9c AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_54686e: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.pool, a.pool_tier, a.days, b.total, b.base_days FROM _071707 AS a INNER JOIN _7f0577 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_0cf60c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days, total, base_days, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on, CAST((CAST(total AS DOUBLE) * days) / base_days AS DECIMAL(24, 8)) AS amount, CAST(NULL AS TEXT) AS left_out FROM _54686e
_2ea9ee: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _0cf60c
_500a30: SELECT * FROM _8ef88f AS t121 UNION ALL SELECT * FROM _2ea9ee AS t138
_00bc9b: SELECT * FROM _8964a1 AS t133 UNION ALL SELECT * FROM _500a30 AS t139
_965b2a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _00bc9b
_1131de: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _965b2a
_b62ddc: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, CAST(NULL AS TEXT) AS opportunity_id, CAST(NULL AS DATE) AS happened_on, CAST(NULL AS DATE) AS created_on, CAST(NULL AS DATE) AS closed_on, CAST(NULL AS TEXT) AS stage, CAST(NULL AS TEXT) AS status, CAST(NULL AS BOOLEAN) AS reopened FROM _1131de
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
_28a539: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _0e4732 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on AND b.until_on > a.created_on
_438a38: SELECT * EXCLUDE (account_id_right) FROM _28a539
_e81c85: SELECT * FROM _438a38 WHERE created_on <= closed_on
_2e93b7: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _e81c85
_f2b3e8: SELECT * FROM _2e93b7 WHERE turn = 0
_a7ec3d: SELECT * EXCLUDE (from_on, turn, until_on) FROM _f2b3e8
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_6ba773: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.entered_on, a.tier, a.tier_order FROM _a7ec3d AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_244c5d: SELECT * FROM _6ba773 WHERE closed_on >= entered_on
_9cf5e8: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id, entered_on ORDER BY closed_on ASC, opportunity_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _244c5d
_a54149: SELECT * FROM _9cf5e8 WHERE turn = 0
_32f058: SELECT * EXCLUDE (turn) FROM _a54149
_ce526e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, closed_on AS happened_on FROM _32f058
_81391c: SELECT * EXCLUDE (period) FROM _ce526e
_88caa3: SELECT * EXCLUDE (as_of) FROM _81391c
_9c2f8f: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _88caa3 AS a INNER JOIN days AS b ON a.happened_on = b.day
_a6c262: SELECT * EXCLUDE (day) FROM _9c2f8f
_57acfe: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _a6c262
_443d7b: SELECT * FROM _57acfe WHERE turn = 0
_d812c5: SELECT * EXCLUDE (turn) FROM _443d7b
_bb8a51: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, CAST(NULL AS TEXT) AS left_out FROM _d812c5
_1e7c17: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, left_out, CAST(NULL AS DECIMAL(24, 8)) AS numerator, 1 AS denominator FROM _bb8a51
_cc1b9e: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _1e7c17
_e2263d: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on FROM _cc1b9e
_6f2395: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, opportunity_id, happened_on, created_on, closed_on, stage, status, reopened FROM _e2263d
_60a66a: SELECT * FROM _b62ddc AS t152 UNION ALL SELECT * FROM _6f2395 AS t163
_56239c: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, opportunity_id, happened_on, created_on, closed_on, stage, status, reopened, FALSE AS immature FROM _60a66a
_bfed8a: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _56239c GROUP BY 1
