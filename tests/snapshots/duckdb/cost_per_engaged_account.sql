-- cost_per_engaged_account a9e2de6dc71b7c14
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_ddb4d6: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, '' AS pool FROM _77a328
_395711: SELECT * FROM _77a328 WHERE NOT programme_id IS NULL
_330f66: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, programme_id AS pool FROM _395711
_3bcb1c: SELECT * FROM _ddb4d6 AS t46 UNION ALL SELECT * FROM _330f66 AS t52
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
_18cc81: SELECT pool, account_id, starts_on AS at FROM _3bcb1c
_e7b166: SELECT pool, account_id, ends_on AS at FROM _3bcb1c
_6384f8: SELECT * FROM _18cc81 AS t60 UNION SELECT * FROM _e7b166 AS t61
_c9765c: SELECT pool, account_id, at, LEAD(at) OVER (PARTITION BY pool, account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _6384f8
_d4b26f: SELECT pool, account_id, at AS starts_on, ends_on FROM _c9765c
_811988: SELECT * FROM _d4b26f WHERE NOT ends_on IS NULL
_d625cb: SELECT a.pool, a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.pool AS pool_right FROM _811988 AS a INNER JOIN _3bcb1c AS b ON a.pool = b.pool AND a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_8a497f: SELECT pool, account_id, starts_on, ends_on, list, arm, tier, tier_order, programme_id FROM _d625cb
_e48de8: SELECT pool, account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _8a497f GROUP BY 1, 2, 3, 4
_9299ed: SELECT pool, account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY pool, account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _e48de8
_2c3ee5: SELECT pool, account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _9299ed
_826674: SELECT pool, account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY pool, account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _2c3ee5
_74fe69: SELECT * EXCLUDE (previous) FROM _826674
_7b441a: SELECT a.pool, a.account_id, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier, c.period, c.starts_on, c.ends_on, c.as_of FROM _74fe69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id INNER JOIN windows AS c ON a.starts_on <= c.ends_on AND a.ends_on > c.starts_on
_39e937: SELECT pool, account_id, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(base_from, starts_on), LEAST(base_until, CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _7b441a
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_84fdee: SELECT * FROM _f60088 AS t55 UNION SELECT * FROM _9aac06 AS t56
_04fcec: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _84fdee
_0e92f2: SELECT account_id, at AS starts_on, ends_on FROM _04fcec
_c9a303: SELECT * FROM _0e92f2 WHERE NOT ends_on IS NULL
_0d85ee: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _c9a303 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_d27bf6: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _0d85ee
_b55b8b: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _d27bf6 GROUP BY 1, 2, 3
_60200b: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _b55b8b
_0cbe85: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _60200b
_4ad8a6: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _0cbe85
_a7482e: SELECT * EXCLUDE (previous) FROM _4ad8a6
_5be494: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _a7482e
_1e6b6e: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _5be494 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_c9907f: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _1e6b6e
_8e8787: SELECT a.pool, a.account_id, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier FROM _74fe69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_1ef372: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.pool, b.account_id AS account_id_right, b.base_from, b.base_until, b.base_tier FROM _c9907f AS a INNER JOIN _8e8787 AS b ON a.account_id = b.account_id AND b.base_from < a.until_on AND b.base_until > a.from_on
_580138: SELECT * EXCLUDE (account_id_right) FROM _1ef372
_36f0c9: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, a.pool, a.base_from, a.base_until, a.base_tier, b.period, b.starts_on, b.ends_on, b.as_of FROM _580138 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_530316: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, pool, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(GREATEST(from_on, base_from), starts_on), LEAST(LEAST(until_on, base_until), CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _36f0c9
_1c35d9: SELECT * FROM _530316 WHERE days > 0
_19b3d1: SELECT * FROM _39e937 WHERE base_tier <> ''
_559422: SELECT period, pool, base_tier AS pool_tier, SUM(days) AS days FROM _19b3d1 GROUP BY 1, 2, 3
_98a7f4: SELECT period, pool, SUM(days) AS days FROM _39e937 GROUP BY 1, 2
_c311b6: SELECT period, pool, days, '' AS pool_tier FROM _98a7f4
_6cd533: SELECT period, pool, pool_tier, days FROM _c311b6
_0cf45e: SELECT * FROM _559422 AS t133 UNION ALL SELECT * FROM _6cd533 AS t136
_77baab: SELECT period, pool, pool_tier, days AS base_days FROM _0cf45e
_0683bc: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.unconverted, a.period, a.starts_on, a.ends_on, a.as_of, a.pool, a.pool_tier, b.period AS period_right, b.pool AS pool_right, b.pool_tier AS pool_tier_right, b.base_days FROM _6b7888 AS a LEFT OUTER JOIN _77baab AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_404b54: SELECT * EXCLUDE (period_right, pool_right, pool_tier_right) FROM _0683bc
_dc3199: SELECT * FROM _404b54 WHERE unconverted OR (base_days IS NULL)
_dc2c87: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, CAST(NULL AS TEXT) AS account_id, CAST(NULL AS TEXT) AS tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, CAST(NULL AS DATE) AS entered_on, 1000000000 AS tier_order, CASE WHEN unconverted THEN 'unconverted' ELSE 'no_account_days' END AS left_out FROM _dc3199
_46df82: SELECT cost_id, incurred_on, CAST(NULL AS DECIMAL(24, 8)) AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, entered_on, tier_order, left_out FROM _dc2c87
_274ea5: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _46df82
_1ee6a9: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _c9907f AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_ae104b: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _1ee6a9 GROUP BY 1, 2, 3, 4, 5
_0409c0: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _ae104b
_412ee6: SELECT * EXCLUDE (immature) FROM _0409c0
_f6a4e2: SELECT * FROM _399a4e WHERE NOT account_id IS NULL
_8ade92: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _f6a4e2
_d13464: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _currency AS _source FROM _8ade92
_dda0bd: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _d13464 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.incurred_on >= b._rate_from AND a.incurred_on < b._rate_until
_53c0dc: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _dda0bd
_b61001: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _53c0dc
_bc4a1b: SELECT cost_id, incurred_on, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _b61001
_d1e250: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _bc4a1b
_447db5: SELECT cost_id, incurred_on, account_id, amount, unconverted FROM _d1e250
_05b20b: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, b.cost_id, b.incurred_on, b.amount, b.unconverted FROM _412ee6 AS a INNER JOIN _447db5 AS b ON a.account_id = b.account_id
_61632d: SELECT * FROM _05b20b WHERE incurred_on >= starts_on AND incurred_on <= ends_on AND incurred_on >= entered_on
_0df080: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, unconverted, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _61632d
_c5a70a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, CASE WHEN unconverted THEN CAST(NULL AS DECIMAL(24, 8)) ELSE amount END AS amount, unconverted, left_out FROM _0df080
_8b3bd6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _c5a70a
_2ca52a: SELECT * FROM _1c35d9 WHERE base_tier <> ''
_a3209b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, base_tier AS pool_tier, SUM(days) AS days FROM _2ca52a GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
_aca6b4: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, SUM(days) AS days FROM _1c35d9 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
_3471dd: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, days, '' AS pool_tier FROM _aca6b4
_156757: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days FROM _3471dd
_d87536: SELECT * FROM _a3209b AS t164 UNION ALL SELECT * FROM _156757 AS t167
_938b54: SELECT * FROM _6b7888 WHERE NOT (unconverted)
_6e1bd4: SELECT period, pool, pool_tier, SUM(amount) AS total FROM _938b54 GROUP BY 1, 2, 3
_3a9700: SELECT a.period, a.pool, a.pool_tier, a.total, b.base_days FROM _6e1bd4 AS a INNER JOIN _77baab AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_46b6ee: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.pool, a.pool_tier, a.days, b.total, b.base_days FROM _d87536 AS a INNER JOIN _3a9700 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_af397e: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days, total, base_days, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on, CAST((CAST(total AS DOUBLE) * days) / base_days AS DECIMAL(24, 8)) AS amount, CAST(NULL AS TEXT) AS left_out FROM _46b6ee
_4756ba: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _af397e
_2a32aa: SELECT * FROM _8b3bd6 AS t163 UNION ALL SELECT * FROM _4756ba AS t180
_bc4f64: SELECT * FROM _274ea5 AS t172 UNION ALL SELECT * FROM _2a32aa AS t181
_64154f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _bc4f64
_be7660: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _64154f
_e45b49: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, CAST(NULL AS DATE) AS happened_on FROM _be7660
_cc553b: SELECT a.account_id, a.entered_on FROM _5be494 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_9a0a1f: SELECT DISTINCT * FROM _cc553b
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_5c0d0b: SELECT * FROM _20cd23 WHERE touches > 0
_5cda15: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _9a0a1f AS a INNER JOIN _5c0d0b AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_eeb330: SELECT * EXCLUDE (account_id_right) FROM _5cda15
_be31da: SELECT account_id, entered_on, MIN(day) AS first_on FROM _eeb330 GROUP BY 1, 2
_d7558b: SELECT account_id, entered_on, first_on AS happened_on FROM _be31da
_2121c9: SELECT account_id, entered_on AS since, happened_on FROM _d7558b
_c07af0: SELECT a.account_id, a.since, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _2121c9 AS a INNER JOIN days AS b ON a.happened_on = b.day
_077c0f: SELECT * EXCLUDE (day) FROM _c07af0
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_2db2ce: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _c9907f AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_aea3e6: SELECT * EXCLUDE (as_of) FROM _2db2ce
_7c60eb: SELECT a.account_id, a.since, a.happened_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _077c0f AS a INNER JOIN _aea3e6 AS b ON a.account_id = b.account_id AND a.happened_on >= b.from_on AND a.happened_on < b.until_on
_0cd613: SELECT * EXCLUDE (account_id_right) FROM _7c60eb
_3dd3e7: SELECT * EXCLUDE (from_on, until_on) FROM _0cd613
_d66665: SELECT * FROM _3dd3e7 WHERE since = entered_on
_1b6ce7: SELECT * EXCLUDE (since) FROM _d66665
_35f3e8: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _1b6ce7
_57e03b: SELECT * FROM _35f3e8 WHERE turn = 0
_f7a0d4: SELECT * EXCLUDE (turn) FROM _57e03b
_4d14a4: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _f7a0d4
_4447ee: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, CAST(NULL AS DECIMAL(24, 8)) AS numerator, 1 AS denominator FROM _4d14a4
_201377: SELECT period, account_id, happened_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _4447ee
_adf944: SELECT period, account_id, happened_on, entered_on, tier, left_out, numerator, denominator, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on FROM _201377
_5dd6f3: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, happened_on FROM _adf944
_a86d09: SELECT * FROM _e45b49 AS t191 UNION ALL SELECT * FROM _5dd6f3 AS t188
_0de38f: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, happened_on, FALSE AS immature FROM _a86d09
_a4851d: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _0de38f GROUP BY 1
