-- programme_cost 53b43b6a9411282c
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b1dd3d: SELECT a.account_id, COALESCE(a.programme_id, '') AS pool, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier, c.period, c.starts_on, c.ends_on, c.as_of FROM _8e4a49 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id INNER JOIN windows AS c ON a.starts_on <= c.ends_on AND a.ends_on > c.starts_on
_26bfd3: SELECT account_id, pool, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(base_from, starts_on), LEAST(base_until, CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _b1dd3d
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_19cf39: SELECT a.account_id, COALESCE(a.programme_id, '') AS pool, a.starts_on AS base_from, a.ends_on AS base_until, COALESCE(a.tier, '') AS base_tier FROM _8e4a49 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_f19bf2: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.account_id AS account_id_right, b.pool, b.base_from, b.base_until, b.base_tier FROM _034837 AS a INNER JOIN _19cf39 AS b ON a.account_id = b.account_id AND b.base_from < a.until_on AND b.base_until > a.from_on
_361f19: SELECT * EXCLUDE (account_id_right) FROM _f19bf2
_c0d798: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, a.pool, a.base_from, a.base_until, a.base_tier, b.period, b.starts_on, b.ends_on, b.as_of FROM _361f19 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_ac5c8d: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, pool, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(GREATEST(from_on, base_from), starts_on), LEAST(LEAST(until_on, base_until), CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _c0d798
_de6fbe: SELECT * FROM _ac5c8d WHERE days > 0
_399a4e: SELECT * EXCLUDE (parent_id) FROM costs
_0c3049: SELECT * FROM _399a4e WHERE account_id IS NULL
_24c01b: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, UPPER(COALESCE(currency, CAST($currency AS TEXT))) AS _currency FROM _0c3049
_d5825d: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _currency AS _source FROM _24c01b
_f47278: SELECT * FROM fx_spells WHERE to_currency = CAST($asked_currency AS TEXT)
_d3c104: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _f47278
_88290d: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _d5825d AS a LEFT OUTER JOIN _d3c104 AS b ON a._source = b.from_currency AND a.incurred_on >= b._rate_from AND a.incurred_on < b._rate_until
_5f0b0e: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _88290d
_7d8135: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CAST(CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN 1.0 ELSE _direct END AS DECIMAL(30, 14)) AS _rate FROM _5f0b0e
_483b35: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, CASE WHEN (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) THEN amount ELSE CAST(NULL AS DECIMAL(24, 8)) END AS lost, CASE WHEN (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) THEN _currency ELSE CAST(NULL AS TEXT) END AS lost_in FROM _7d8135
_b9560e: SELECT cost_id, incurred_on, CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN amount ELSE CAST(amount * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, lost, lost_in, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _483b35
_72aeb0: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _b9560e
_b92307: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.lost, a.lost_in, a.unconverted, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _72aeb0 AS a INNER JOIN days AS b ON a.incurred_on = b.day
_c3a7d5: SELECT * EXCLUDE (day) FROM _b92307
_6133a4: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, lost, lost_in, unconverted, period, starts_on, ends_on, as_of, COALESCE(programme_id, '') AS pool, COALESCE(tier, '') AS pool_tier FROM _c3a7d5
_ecdc38: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _034837 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_204ea3: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _ecdc38 GROUP BY 1, 2, 3, 4, 5
_026c08: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _204ea3
_44b406: SELECT * EXCLUDE (immature) FROM _026c08
_f6a4e2: SELECT * FROM _399a4e WHERE NOT account_id IS NULL
_bdf99d: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, UPPER(COALESCE(currency, CAST($currency AS TEXT))) AS _currency FROM _f6a4e2
_7d4e01: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _currency AS _source FROM _bdf99d
_bca689: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _7d4e01 AS a LEFT OUTER JOIN _d3c104 AS b ON a._source = b.from_currency AND a.incurred_on >= b._rate_from AND a.incurred_on < b._rate_until
_713279: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _bca689
_f0e796: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CAST(CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN 1.0 ELSE _direct END AS DECIMAL(30, 14)) AS _rate FROM _713279
_59e762: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, CASE WHEN (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) THEN amount ELSE CAST(NULL AS DECIMAL(24, 8)) END AS lost, CASE WHEN (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) THEN _currency ELSE CAST(NULL AS TEXT) END AS lost_in FROM _f0e796
_4a2be8: SELECT cost_id, incurred_on, CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN amount ELSE CAST(amount * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, lost, lost_in, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _59e762
_be64fa: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _4a2be8
_ab9478: SELECT cost_id, campaign_id, incurred_on, account_id, amount, unconverted, lost, lost_in FROM _be64fa
_0189a9: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, b.cost_id, b.campaign_id, b.incurred_on, b.amount, b.unconverted, b.lost, b.lost_in FROM _44b406 AS a INNER JOIN _ab9478 AS b ON a.account_id = b.account_id
_56c056: SELECT * FROM _0189a9 WHERE incurred_on >= starts_on AND incurred_on <= ends_on AND incurred_on >= entered_on
_44b325: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, campaign_id, incurred_on, amount, unconverted, lost, lost_in, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _56c056
_7b271e: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, campaign_id, incurred_on, CASE WHEN unconverted THEN CAST(NULL AS DECIMAL(24, 8)) ELSE amount END AS amount, unconverted, lost, lost_in, left_out FROM _44b325
_2a32ea: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, campaign_id, incurred_on, amount, left_out, lost, lost_in FROM _7b271e
_3161f5: SELECT * FROM _de6fbe WHERE base_tier <> ''
_889b39: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, base_tier AS pool_tier, SUM(days) AS days FROM _3161f5 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
_4ec23d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, SUM(days) AS days FROM _de6fbe GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
_085fe2: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, days, '' AS pool_tier FROM _4ec23d
_0ce545: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days FROM _085fe2
_697cdf: SELECT * FROM _889b39 AS t85 UNION ALL SELECT * FROM _0ce545 AS t88
_4edf59: SELECT * FROM _6133a4 WHERE NOT (unconverted)
_d0280b: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, lost, lost_in, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, '' AS pool_campaign FROM _4edf59
_6a0cae: SELECT period, pool, pool_tier, pool_campaign, SUM(amount) AS total FROM _d0280b GROUP BY 1, 2, 3, 4
_d8ad30: SELECT * FROM _26bfd3 WHERE base_tier <> ''
_3362cf: SELECT period, pool, base_tier AS pool_tier, SUM(days) AS days FROM _d8ad30 GROUP BY 1, 2, 3
_7bb808: SELECT period, pool, SUM(days) AS days FROM _26bfd3 GROUP BY 1, 2
_7d2fd2: SELECT period, pool, days, '' AS pool_tier FROM _7bb808
_cae421: SELECT period, pool, pool_tier, days FROM _7d2fd2
_8020e0: SELECT * FROM _3362cf AS t51 UNION ALL SELECT * FROM _cae421 AS t53
_a04cfc: SELECT period, pool, pool_tier, days AS base_days FROM _8020e0
_f88b24: SELECT a.period, a.pool, a.pool_tier, a.pool_campaign, a.total, b.base_days FROM _6a0cae AS a INNER JOIN _a04cfc AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_acdcd1: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.pool, a.pool_tier, a.days, b.pool_campaign, b.total, b.base_days FROM _697cdf AS a INNER JOIN _f88b24 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_03227d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days, pool_campaign, total, base_days, CAST(NULL AS TEXT) AS cost_id, NULLIF(pool_campaign, '') AS campaign_id, CAST(NULL AS DATE) AS incurred_on, CAST(CASE WHEN SUM(days) OVER (PARTITION BY period, pool, pool_tier, pool_campaign ORDER BY account_id ASC, entered_on ASC, tier_order ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) = base_days THEN total ELSE CAST(CAST(total AS DOUBLE) * (CAST(SUM(days) OVER (PARTITION BY period, pool, pool_tier, pool_campaign ORDER BY account_id ASC, entered_on ASC, tier_order ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS DOUBLE) / base_days) AS DECIMAL(24, 8)) END - CASE WHEN (SUM(days) OVER (PARTITION BY period, pool, pool_tier, pool_campaign ORDER BY account_id ASC, entered_on ASC, tier_order ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - days) = base_days THEN total ELSE CAST(CAST(total AS DOUBLE) * (CAST(SUM(days) OVER (PARTITION BY period, pool, pool_tier, pool_campaign ORDER BY account_id ASC, entered_on ASC, tier_order ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - days AS DOUBLE) / base_days) AS DECIMAL(24, 8)) END AS DECIMAL(24, 8)) AS amount, CAST(NULL AS TEXT) AS left_out, CAST(NULL AS DECIMAL(24, 8)) AS lost, CAST(NULL AS TEXT) AS lost_in FROM _acdcd1
_77f116: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, campaign_id, incurred_on, amount, left_out, lost, lost_in FROM _03227d
_897612: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.lost, a.lost_in, a.unconverted, a.period, a.starts_on, a.ends_on, a.as_of, a.pool, a.pool_tier, b.period AS period_right, b.pool AS pool_right, b.pool_tier AS pool_tier_right, b.base_days FROM _6133a4 AS a LEFT OUTER JOIN _a04cfc AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_426b14: SELECT * EXCLUDE (period_right, pool_right, pool_tier_right) FROM _897612
_02de0e: SELECT * FROM _426b14 WHERE unconverted OR (base_days IS NULL)
_619c1d: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, COALESCE(lost, amount) AS lost, lost_in, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, CASE WHEN unconverted THEN 'unconverted' ELSE 'no_account_days' END AS left_out FROM _02de0e
_59438b: SELECT cost_id, incurred_on, CAST(NULL AS DECIMAL(24, 8)) AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, lost, lost_in, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, left_out FROM _619c1d
_65a453: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, CAST(NULL AS TEXT) AS account_id, CAST(NULL AS TEXT) AS tier, approach, lost, lost_in, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, left_out, CAST(NULL AS DATE) AS entered_on, 1000000000 AS tier_order FROM _59438b
_4a0a88: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, campaign_id, incurred_on, amount, left_out, lost, lost_in FROM _65a453
_7d4a8f: SELECT * FROM _77f116 AS t107 UNION ALL SELECT * FROM _4a0a88 AS t105
_bf8894: SELECT * FROM _7d4a8f WHERE CAST($arm AS TEXT) = 'abm'
_e289d4: SELECT * FROM _2a32ea AS t95 UNION ALL SELECT * FROM _bf8894 AS t109
_bb9716: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, campaign_id, incurred_on, amount, left_out, lost, lost_in, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _e289d4
_99a08c: SELECT period, account_id, cost_id, campaign_id, incurred_on, entered_on, tier, left_out, lost, lost_in, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _bb9716
_35c931: SELECT period, account_id, cost_id, campaign_id, incurred_on, entered_on, tier, left_out, lost, lost_in, numerator, denominator, FALSE AS immature FROM _99a08c
_363bbb: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _35c931 GROUP BY 1
