-- cost_per_engaged_account f3ed751887840282
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
_5be946: SELECT * EXCLUDE (_source, _rate_from, _rate_until, from_currency) FROM _d55da3
_93ac06: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _5be946
_82dbdf: SELECT cost_id, incurred_on, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _93ac06
_173146: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _82dbdf
_d146d8: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.unconverted, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _173146 AS a INNER JOIN days AS b ON a.incurred_on = b.day
_d79922: SELECT * EXCLUDE (day) FROM _d146d8
_f73bfd: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, unconverted, period, starts_on, ends_on, as_of, COALESCE(programme_id, '') AS pool, COALESCE(tier, '') AS pool_tier FROM _d79922
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
_48d67a: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _0d85ee
_431d61: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _48d67a GROUP BY 1, 2, 3
_b6d789: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _431d61
_912e54: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _b6d789
_f477d1: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _912e54
_fceda3: SELECT * EXCLUDE (previous) FROM _f477d1
_7c8354: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _fceda3
_cbf6f9: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _7c8354 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_cae599: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _cbf6f9
_8e8787: SELECT a.pool, a.account_id, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier FROM _74fe69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_5ed232: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.pool, b.account_id AS account_id_right, b.base_from, b.base_until, b.base_tier FROM _cae599 AS a INNER JOIN _8e8787 AS b ON a.account_id = b.account_id AND b.base_from < a.until_on AND b.base_until > a.from_on
_63bffb: SELECT * EXCLUDE (account_id_right) FROM _5ed232
_60e07a: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, a.pool, a.base_from, a.base_until, a.base_tier, b.period, b.starts_on, b.ends_on, b.as_of FROM _63bffb AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_4eab53: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, pool, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(GREATEST(from_on, base_from), starts_on), LEAST(LEAST(until_on, base_until), CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _60e07a
_7d0108: SELECT * FROM _4eab53 WHERE days > 0
_19b3d1: SELECT * FROM _39e937 WHERE base_tier <> ''
_559422: SELECT period, pool, base_tier AS pool_tier, SUM(days) AS days FROM _19b3d1 GROUP BY 1, 2, 3
_98a7f4: SELECT period, pool, SUM(days) AS days FROM _39e937 GROUP BY 1, 2
_c311b6: SELECT period, pool, days, '' AS pool_tier FROM _98a7f4
_6cd533: SELECT period, pool, pool_tier, days FROM _c311b6
_0cf45e: SELECT * FROM _559422 AS t133 UNION ALL SELECT * FROM _6cd533 AS t136
_77baab: SELECT period, pool, pool_tier, days AS base_days FROM _0cf45e
_fcbab3: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.unconverted, a.period, a.starts_on, a.ends_on, a.as_of, a.pool, a.pool_tier, b.period AS period_right, b.pool AS pool_right, b.pool_tier AS pool_tier_right, b.base_days FROM _f73bfd AS a LEFT OUTER JOIN _77baab AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_e30ff7: SELECT * EXCLUDE (period_right, pool_tier_right, pool_right) FROM _fcbab3
_6246b5: SELECT * FROM _e30ff7 WHERE unconverted OR (base_days IS NULL)
_d1e39f: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, CAST(NULL AS TEXT) AS account_id, CAST(NULL AS TEXT) AS tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, CAST(NULL AS DATE) AS entered_on, 1000000000 AS tier_order, CASE WHEN unconverted THEN 'unconverted' ELSE 'no_account_days' END AS left_out FROM _6246b5
_1d22fa: SELECT cost_id, incurred_on, CAST(NULL AS DECIMAL(24, 8)) AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, entered_on, tier_order, left_out FROM _d1e39f
_6db737: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _1d22fa
_54b866: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _cae599 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_beeb9c: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _54b866 GROUP BY 1, 2, 3, 4, 5
_b9c23a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _beeb9c
_5951c6: SELECT * EXCLUDE (immature) FROM _b9c23a
_f6a4e2: SELECT * FROM _399a4e WHERE NOT account_id IS NULL
_8ade92: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _f6a4e2
_d13464: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _currency AS _source FROM _8ade92
_dda0bd: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _d13464 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.incurred_on >= b._rate_from AND a.incurred_on < b._rate_until
_3db2aa: SELECT * EXCLUDE (_source, _rate_from, _rate_until, from_currency) FROM _dda0bd
_d67fb9: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _3db2aa
_30814d: SELECT cost_id, incurred_on, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _d67fb9
_35fcb3: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _30814d
_42eb7b: SELECT cost_id, incurred_on, account_id, amount, unconverted FROM _35fcb3
_bf83a3: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, b.cost_id, b.incurred_on, b.amount, b.unconverted FROM _5951c6 AS a INNER JOIN _42eb7b AS b ON a.account_id = b.account_id
_110178: SELECT * FROM _bf83a3 WHERE incurred_on >= starts_on AND incurred_on <= ends_on AND incurred_on >= entered_on
_507d86: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, unconverted, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _110178
_f2024b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, CASE WHEN unconverted THEN CAST(NULL AS DECIMAL(24, 8)) ELSE amount END AS amount, unconverted, left_out FROM _507d86
_3f6ffa: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _f2024b
_18d2ee: SELECT * FROM _7d0108 WHERE base_tier <> ''
_25b454: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, base_tier AS pool_tier, SUM(days) AS days FROM _18d2ee GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
_d294c1: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, SUM(days) AS days FROM _7d0108 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
_615fe5: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, days, '' AS pool_tier FROM _d294c1
_9f6fe5: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days FROM _615fe5
_0bb4b8: SELECT * FROM _25b454 AS t164 UNION ALL SELECT * FROM _9f6fe5 AS t167
_40e513: SELECT * FROM _f73bfd WHERE NOT (unconverted)
_c2a911: SELECT period, pool, pool_tier, SUM(amount) AS total FROM _40e513 GROUP BY 1, 2, 3
_be5d18: SELECT a.period, a.pool, a.pool_tier, a.total, b.base_days FROM _c2a911 AS a INNER JOIN _77baab AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_2fa192: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.pool, a.pool_tier, a.days, b.total, b.base_days FROM _0bb4b8 AS a INNER JOIN _be5d18 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_f3ecff: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days, total, base_days, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on, CAST((CAST(total AS DOUBLE) * days) / base_days AS DECIMAL(24, 8)) AS amount, CAST(NULL AS TEXT) AS left_out FROM _2fa192
_c46a83: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _f3ecff
_4e8fd5: SELECT * FROM _3f6ffa AS t163 UNION ALL SELECT * FROM _c46a83 AS t180
_054b82: SELECT * FROM _6db737 AS t172 UNION ALL SELECT * FROM _4e8fd5 AS t181
_5e4378: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _054b82
_1105d3: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _5e4378
_6f5009: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, CAST(NULL AS DATE) AS happened_on FROM _1105d3
_f41b26: SELECT a.account_id, a.entered_on FROM _7c8354 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_a91bca: SELECT DISTINCT * FROM _f41b26
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_5c0d0b: SELECT * FROM _20cd23 WHERE touches > 0
_1cc1e0: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _a91bca AS a INNER JOIN _5c0d0b AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_1a0699: SELECT * EXCLUDE (account_id_right) FROM _1cc1e0
_a64848: SELECT account_id, entered_on, MIN(day) AS first_on FROM _1a0699 GROUP BY 1, 2
_cf7967: SELECT account_id, entered_on, first_on AS happened_on FROM _a64848
_9bc31d: SELECT account_id, entered_on AS since, happened_on FROM _cf7967
_8cd906: SELECT a.account_id, a.since, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _9bc31d AS a INNER JOIN days AS b ON a.happened_on = b.day
_46557a: SELECT * EXCLUDE (day) FROM _8cd906
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_e48917: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _cae599 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_48bbfd: SELECT * EXCLUDE (as_of) FROM _e48917
_df64d1: SELECT a.account_id, a.since, a.happened_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _46557a AS a INNER JOIN _48bbfd AS b ON a.account_id = b.account_id AND a.happened_on >= b.from_on AND a.happened_on < b.until_on
_939f4d: SELECT * EXCLUDE (account_id_right) FROM _df64d1
_041bd5: SELECT * EXCLUDE (from_on, until_on) FROM _939f4d
_c2afea: SELECT * FROM _041bd5 WHERE since = entered_on
_7629cd: SELECT * EXCLUDE (since) FROM _c2afea
_5ca1c3: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _7629cd
_c2f53f: SELECT * FROM _5ca1c3 WHERE turn = 0
_f2ebfc: SELECT * EXCLUDE (turn) FROM _c2f53f
_bc41a6: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _f2ebfc
_3d338a: SELECT account_id, happened_on, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, CAST(NULL AS DECIMAL(24, 8)) AS numerator, 1 AS denominator FROM _bc41a6
_3f6c30: SELECT period, account_id, happened_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _3d338a
_d8aedd: SELECT period, account_id, happened_on, entered_on, tier, left_out, numerator, denominator, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on FROM _3f6c30
_ecb0f2: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, happened_on FROM _d8aedd
_2e6a44: SELECT * FROM _6f5009 AS t191 UNION ALL SELECT * FROM _ecb0f2 AS t188
_76ef88: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, happened_on, FALSE AS immature FROM _2e6a44
_2b814a: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _76ef88 GROUP BY 1
