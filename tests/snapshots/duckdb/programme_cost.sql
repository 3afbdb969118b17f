-- programme_cost 95584bfc2ad6a302
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_ddb4d6: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, '' AS pool FROM _77a328
_395711: SELECT * FROM _77a328 WHERE NOT programme_id IS NULL
_330f66: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, programme_id AS pool FROM _395711
_e340fd: SELECT * FROM _ddb4d6 AS t34 UNION ALL SELECT * FROM _330f66 AS t40
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
_7f2c0a: SELECT pool, account_id, starts_on AS at FROM _e340fd
_f19157: SELECT pool, account_id, ends_on AS at FROM _e340fd
_cf9b57: SELECT * FROM _7f2c0a AS t48 UNION SELECT * FROM _f19157 AS t49
_acd186: SELECT pool, account_id, at, LEAD(at) OVER (PARTITION BY pool, account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _cf9b57
_4772d4: SELECT pool, account_id, at AS starts_on, ends_on FROM _acd186
_7c45c2: SELECT * FROM _4772d4 WHERE NOT ends_on IS NULL
_a257ea: SELECT a.pool, a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.pool AS pool_right FROM _7c45c2 AS a INNER JOIN _e340fd AS b ON a.pool = b.pool AND a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_3bc064: SELECT pool, account_id, starts_on, ends_on, list, arm, tier, tier_order, programme_id FROM _a257ea
_d8a9a2: SELECT pool, account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _3bc064 GROUP BY 1, 2, 3, 4
_626bf8: SELECT pool, account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY pool, account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _d8a9a2
_80a6f6: SELECT pool, account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _626bf8
_f34bbe: SELECT pool, account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY pool, account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _80a6f6
_3e595e: SELECT * EXCLUDE (previous) FROM _f34bbe
_466626: SELECT a.pool, a.account_id, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier, c.period, c.starts_on, c.ends_on, c.as_of FROM _3e595e AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id INNER JOIN windows AS c ON a.starts_on <= c.ends_on AND a.ends_on > c.starts_on
_da6024: SELECT pool, account_id, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(base_from, starts_on), LEAST(base_until, CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _466626
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
_034cdb: SELECT a.pool, a.account_id, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier FROM _3e595e AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_d2dcdc: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.pool, b.account_id AS account_id_right, b.base_from, b.base_until, b.base_tier FROM _c4b07e AS a INNER JOIN _034cdb AS b ON a.account_id = b.account_id AND b.base_from < a.until_on AND b.base_until > a.from_on
_0c1634: SELECT * EXCLUDE (account_id_right) FROM _d2dcdc
_1e362b: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, a.pool, a.base_from, a.base_until, a.base_tier, b.period, b.starts_on, b.ends_on, b.as_of FROM _0c1634 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_54973b: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, pool, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(GREATEST(from_on, base_from), starts_on), LEAST(LEAST(until_on, base_until), CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _1e362b
_e07d97: SELECT * FROM _54973b WHERE days > 0
_ae8b2a: SELECT * FROM _da6024 WHERE base_tier <> ''
_8a1650: SELECT period, pool, base_tier AS pool_tier, SUM(days) AS days FROM _ae8b2a GROUP BY 1, 2, 3
_0b9b88: SELECT period, pool, SUM(days) AS days FROM _da6024 GROUP BY 1, 2
_4ccbd8: SELECT period, pool, days, '' AS pool_tier FROM _0b9b88
_5dafbf: SELECT period, pool, pool_tier, days FROM _4ccbd8
_b78a78: SELECT * FROM _8a1650 AS t111 UNION ALL SELECT * FROM _5dafbf AS t113
_fc4891: SELECT period, pool, pool_tier, days AS base_days FROM _b78a78
_f64736: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.unconverted, a.period, a.starts_on, a.ends_on, a.as_of, a.pool, a.pool_tier, b.period AS period_right, b.pool AS pool_right, b.pool_tier AS pool_tier_right, b.base_days FROM _6b7888 AS a LEFT OUTER JOIN _fc4891 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_1de3e9: SELECT * EXCLUDE (period_right, pool_right, pool_tier_right) FROM _f64736
_b8755c: SELECT * FROM _1de3e9 WHERE unconverted OR (base_days IS NULL)
_358ee5: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, CAST(NULL AS TEXT) AS account_id, CAST(NULL AS TEXT) AS tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, CAST(NULL AS DATE) AS entered_on, 1000000000 AS tier_order, CASE WHEN unconverted THEN 'unconverted' ELSE 'no_account_days' END AS left_out FROM _b8755c
_cb365b: SELECT cost_id, incurred_on, CAST(NULL AS DECIMAL(24, 8)) AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, entered_on, tier_order, left_out FROM _358ee5
_5bd504: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _cb365b
_6933b2: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _c4b07e AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_4a86d2: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _6933b2 GROUP BY 1, 2, 3, 4, 5
_4d5d2f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _4a86d2
_e6960c: SELECT * EXCLUDE (immature) FROM _4d5d2f
_f6a4e2: SELECT * FROM _399a4e WHERE NOT account_id IS NULL
_8ade92: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _f6a4e2
_d13464: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _currency AS _source FROM _8ade92
_dda0bd: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _d13464 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.incurred_on >= b._rate_from AND a.incurred_on < b._rate_until
_53c0dc: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _dda0bd
_b61001: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _53c0dc
_bc4a1b: SELECT cost_id, incurred_on, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _b61001
_d1e250: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _bc4a1b
_447db5: SELECT cost_id, incurred_on, account_id, amount, unconverted FROM _d1e250
_0b1f31: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, b.cost_id, b.incurred_on, b.amount, b.unconverted FROM _e6960c AS a INNER JOIN _447db5 AS b ON a.account_id = b.account_id
_539083: SELECT * FROM _0b1f31 WHERE incurred_on >= starts_on AND incurred_on <= ends_on AND incurred_on >= entered_on
_27e5e4: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, unconverted, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _539083
_e4191a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, CASE WHEN unconverted THEN CAST(NULL AS DECIMAL(24, 8)) ELSE amount END AS amount, unconverted, left_out FROM _27e5e4
_1d2366: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _e4191a
_efcb6e: SELECT * FROM _e07d97 WHERE base_tier <> ''
_374d4a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, base_tier AS pool_tier, SUM(days) AS days FROM _efcb6e GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
_b7b8a7: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, SUM(days) AS days FROM _e07d97 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
_8ce6c8: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, days, '' AS pool_tier FROM _b7b8a7
_65a085: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days FROM _8ce6c8
_589e55: SELECT * FROM _374d4a AS t134 UNION ALL SELECT * FROM _65a085 AS t136
_938b54: SELECT * FROM _6b7888 WHERE NOT (unconverted)
_6e1bd4: SELECT period, pool, pool_tier, SUM(amount) AS total FROM _938b54 GROUP BY 1, 2, 3
_932848: SELECT a.period, a.pool, a.pool_tier, a.total, b.base_days FROM _6e1bd4 AS a INNER JOIN _fc4891 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_8a800f: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.pool, a.pool_tier, a.days, b.total, b.base_days FROM _589e55 AS a INNER JOIN _932848 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_68141e: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days, total, base_days, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on, CAST((CAST(total AS DOUBLE) * days) / base_days AS DECIMAL(24, 8)) AS amount, CAST(NULL AS TEXT) AS left_out FROM _8a800f
_22adfc: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _68141e
_6e5f4b: SELECT * FROM _1d2366 AS t133 UNION ALL SELECT * FROM _22adfc AS t143
_b778af: SELECT * FROM _5bd504 AS t140 UNION ALL SELECT * FROM _6e5f4b AS t144
_53a80f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _b778af
_f272e8: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _53a80f
_b234d2: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _f272e8
_3c0f77: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _b234d2 GROUP BY 1
