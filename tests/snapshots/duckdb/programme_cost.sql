-- programme_cost 5c64ff7159c97cd6
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
_5be946: SELECT * EXCLUDE (_source, _rate_from, _rate_until, from_currency) FROM _d55da3
_93ac06: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _5be946
_82dbdf: SELECT cost_id, incurred_on, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _93ac06
_173146: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _82dbdf
_d146d8: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.unconverted, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _173146 AS a INNER JOIN days AS b ON a.incurred_on = b.day
_d79922: SELECT * EXCLUDE (day) FROM _d146d8
_f73bfd: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, unconverted, period, starts_on, ends_on, as_of, COALESCE(programme_id, '') AS pool, COALESCE(tier, '') AS pool_tier FROM _d79922
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
_92bbf7: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _5a7a85
_2a97c5: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _92bbf7 GROUP BY 1, 2, 3
_d56b7b: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _2a97c5
_d521e8: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _d56b7b
_af54ca: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _d521e8
_2a1227: SELECT * EXCLUDE (previous) FROM _af54ca
_bf7714: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _2a1227
_33a2df: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _bf7714 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_312641: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _33a2df
_034cdb: SELECT a.pool, a.account_id, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier FROM _3e595e AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_50f1f1: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.pool, b.account_id AS account_id_right, b.base_from, b.base_until, b.base_tier FROM _312641 AS a INNER JOIN _034cdb AS b ON a.account_id = b.account_id AND b.base_from < a.until_on AND b.base_until > a.from_on
_ddc19b: SELECT * EXCLUDE (account_id_right) FROM _50f1f1
_bf530c: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, a.pool, a.base_from, a.base_until, a.base_tier, b.period, b.starts_on, b.ends_on, b.as_of FROM _ddc19b AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_37bfe9: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, pool, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(GREATEST(from_on, base_from), starts_on), LEAST(LEAST(until_on, base_until), CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _bf530c
_759d99: SELECT * FROM _37bfe9 WHERE days > 0
_ae8b2a: SELECT * FROM _da6024 WHERE base_tier <> ''
_8a1650: SELECT period, pool, base_tier AS pool_tier, SUM(days) AS days FROM _ae8b2a GROUP BY 1, 2, 3
_0b9b88: SELECT period, pool, SUM(days) AS days FROM _da6024 GROUP BY 1, 2
_4ccbd8: SELECT period, pool, days, '' AS pool_tier FROM _0b9b88
_5dafbf: SELECT period, pool, pool_tier, days FROM _4ccbd8
_b78a78: SELECT * FROM _8a1650 AS t111 UNION ALL SELECT * FROM _5dafbf AS t113
_fc4891: SELECT period, pool, pool_tier, days AS base_days FROM _b78a78
_2ea782: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.unconverted, a.period, a.starts_on, a.ends_on, a.as_of, a.pool, a.pool_tier, b.period AS period_right, b.pool AS pool_right, b.pool_tier AS pool_tier_right, b.base_days FROM _f73bfd AS a LEFT OUTER JOIN _fc4891 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_89a53c: SELECT * EXCLUDE (period_right, pool_tier_right, pool_right) FROM _2ea782
_918840: SELECT * FROM _89a53c WHERE unconverted OR (base_days IS NULL)
_769a69: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, CAST(NULL AS TEXT) AS account_id, CAST(NULL AS TEXT) AS tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, CAST(NULL AS DATE) AS entered_on, 1000000000 AS tier_order, CASE WHEN unconverted THEN 'unconverted' ELSE 'no_account_days' END AS left_out FROM _918840
_20c9f6: SELECT cost_id, incurred_on, CAST(NULL AS DECIMAL(24, 8)) AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, entered_on, tier_order, left_out FROM _769a69
_0d8a2c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _20c9f6
_177f38: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _312641 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_9a5d26: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _177f38 GROUP BY 1, 2, 3, 4, 5
_28aa67: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _9a5d26
_429631: SELECT * EXCLUDE (immature) FROM _28aa67
_f6a4e2: SELECT * FROM _399a4e WHERE NOT account_id IS NULL
_8ade92: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _f6a4e2
_d13464: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _currency AS _source FROM _8ade92
_dda0bd: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _d13464 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.incurred_on >= b._rate_from AND a.incurred_on < b._rate_until
_3db2aa: SELECT * EXCLUDE (_source, _rate_from, _rate_until, from_currency) FROM _dda0bd
_d67fb9: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _3db2aa
_30814d: SELECT cost_id, incurred_on, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _d67fb9
_35fcb3: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _30814d
_42eb7b: SELECT cost_id, incurred_on, account_id, amount, unconverted FROM _35fcb3
_ee6a36: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, b.cost_id, b.incurred_on, b.amount, b.unconverted FROM _429631 AS a INNER JOIN _42eb7b AS b ON a.account_id = b.account_id
_5d1d76: SELECT * FROM _ee6a36 WHERE incurred_on >= starts_on AND incurred_on <= ends_on AND incurred_on >= entered_on
_ee7508: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, unconverted, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _5d1d76
_28c6d8: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, CASE WHEN unconverted THEN CAST(NULL AS DECIMAL(24, 8)) ELSE amount END AS amount, unconverted, left_out FROM _ee7508
_742dd7: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _28c6d8
_6c5b0f: SELECT * FROM _759d99 WHERE base_tier <> ''
_bfe786: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, base_tier AS pool_tier, SUM(days) AS days FROM _6c5b0f GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
_e0d192: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, SUM(days) AS days FROM _759d99 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
_2a8509: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, days, '' AS pool_tier FROM _e0d192
_c5fa6e: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days FROM _2a8509
_bdfb43: SELECT * FROM _bfe786 AS t134 UNION ALL SELECT * FROM _c5fa6e AS t136
_40e513: SELECT * FROM _f73bfd WHERE NOT (unconverted)
_c2a911: SELECT period, pool, pool_tier, SUM(amount) AS total FROM _40e513 GROUP BY 1, 2, 3
_fd195f: SELECT a.period, a.pool, a.pool_tier, a.total, b.base_days FROM _c2a911 AS a INNER JOIN _fc4891 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_ec3432: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.pool, a.pool_tier, a.days, b.total, b.base_days FROM _bdfb43 AS a INNER JOIN _fd195f AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_e21262: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days, total, base_days, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on, CAST((CAST(total AS DOUBLE) * days) / base_days AS DECIMAL(24, 8)) AS amount, CAST(NULL AS TEXT) AS left_out FROM _ec3432
_e6c1a6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _e21262
_60f934: SELECT * FROM _742dd7 AS t133 UNION ALL SELECT * FROM _e6c1a6 AS t143
_038b37: SELECT * FROM _0d8a2c AS t140 UNION ALL SELECT * FROM _60f934 AS t144
_cecbbd: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _038b37
_679e21: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _cecbbd
_b9fbd3: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _679e21
_e212ca: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _b9fbd3 GROUP BY 1
