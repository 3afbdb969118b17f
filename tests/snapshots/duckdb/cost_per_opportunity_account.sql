-- cost_per_opportunity_account 231adb1d05259416
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
_8fab5f: SELECT * FROM _889b39 AS t116 UNION ALL SELECT * FROM _0ce545 AS t120
_4edf59: SELECT * FROM _6133a4 WHERE NOT (unconverted)
_d0280b: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, lost, lost_in, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, '' AS pool_campaign FROM _4edf59
_6a0cae: SELECT period, pool, pool_tier, pool_campaign, SUM(amount) AS total FROM _d0280b GROUP BY 1, 2, 3, 4
_d8ad30: SELECT * FROM _26bfd3 WHERE base_tier <> ''
_3362cf: SELECT period, pool, base_tier AS pool_tier, SUM(days) AS days FROM _d8ad30 GROUP BY 1, 2, 3
_7bb808: SELECT period, pool, SUM(days) AS days FROM _26bfd3 GROUP BY 1, 2
_7d2fd2: SELECT period, pool, days, '' AS pool_tier FROM _7bb808
_cae421: SELECT period, pool, pool_tier, days FROM _7d2fd2
_867aa7: SELECT * FROM _3362cf AS t71 UNION ALL SELECT * FROM _cae421 AS t73
_b8cf9c: SELECT period, pool, pool_tier, days AS base_days FROM _867aa7
_76653a: SELECT a.period, a.pool, a.pool_tier, a.pool_campaign, a.total, b.base_days FROM _6a0cae AS a INNER JOIN _b8cf9c AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_16638a: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.pool, a.pool_tier, a.days, b.pool_campaign, b.total, b.base_days FROM _8fab5f AS a INNER JOIN _76653a AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_0a21f6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days, pool_campaign, total, base_days, CAST(NULL AS TEXT) AS cost_id, NULLIF(pool_campaign, '') AS campaign_id, CAST(NULL AS DATE) AS incurred_on, CAST(CASE WHEN SUM(days) OVER (PARTITION BY period, pool, pool_tier, pool_campaign ORDER BY account_id ASC, entered_on ASC, tier_order ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) = base_days THEN total ELSE CAST(CAST(total AS DOUBLE) * (CAST(SUM(days) OVER (PARTITION BY period, pool, pool_tier, pool_campaign ORDER BY account_id ASC, entered_on ASC, tier_order ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS DOUBLE) / base_days) AS DECIMAL(24, 8)) END - CASE WHEN (SUM(days) OVER (PARTITION BY period, pool, pool_tier, pool_campaign ORDER BY account_id ASC, entered_on ASC, tier_order ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - days) = base_days THEN total ELSE CAST(CAST(total AS DOUBLE) * (CAST(SUM(days) OVER (PARTITION BY period, pool, pool_tier, pool_campaign ORDER BY account_id ASC, entered_on ASC, tier_order ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - days AS DOUBLE) / base_days) AS DECIMAL(24, 8)) END AS DECIMAL(24, 8)) AS amount, CAST(NULL AS TEXT) AS left_out, CAST(NULL AS DECIMAL(24, 8)) AS lost, CAST(NULL AS TEXT) AS lost_in FROM _16638a
_746c09: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, campaign_id, incurred_on, amount, left_out, lost, lost_in FROM _0a21f6
_fb8943: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.lost, a.lost_in, a.unconverted, a.period, a.starts_on, a.ends_on, a.as_of, a.pool, a.pool_tier, b.period AS period_right, b.pool AS pool_right, b.pool_tier AS pool_tier_right, b.base_days FROM _6133a4 AS a LEFT OUTER JOIN _b8cf9c AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_64fb9a: SELECT * EXCLUDE (period_right, pool_right, pool_tier_right) FROM _fb8943
_3a3881: SELECT * FROM _64fb9a WHERE unconverted OR (base_days IS NULL)
_269dd1: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, COALESCE(lost, amount) AS lost, lost_in, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, CASE WHEN unconverted THEN 'unconverted' ELSE 'no_account_days' END AS left_out FROM _3a3881
_5e8228: SELECT cost_id, incurred_on, CAST(NULL AS DECIMAL(24, 8)) AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, lost, lost_in, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, left_out FROM _269dd1
_f3439b: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, CAST(NULL AS TEXT) AS account_id, CAST(NULL AS TEXT) AS tier, approach, lost, lost_in, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, left_out, CAST(NULL AS DATE) AS entered_on, 1000000000 AS tier_order FROM _5e8228
_c39c16: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, campaign_id, incurred_on, amount, left_out, lost, lost_in FROM _f3439b
_7d431c: SELECT * FROM _746c09 AS t149 UNION ALL SELECT * FROM _c39c16 AS t140
_782289: SELECT * FROM _7d431c WHERE CAST($arm AS TEXT) = 'abm'
_884288: SELECT * FROM _2a32ea AS t126 UNION ALL SELECT * FROM _782289 AS t152
_7dae97: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, campaign_id, incurred_on, amount, left_out, lost, lost_in, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _884288
_4193a3: SELECT period, account_id, cost_id, campaign_id, incurred_on, entered_on, tier, left_out, lost, lost_in, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _7dae97
_b8a6ba: SELECT period, account_id, cost_id, campaign_id, incurred_on, entered_on, tier, left_out, lost, lost_in, numerator, denominator, CAST(NULL AS TEXT) AS opportunity_id, CAST(NULL AS DATE) AS happened_on, CAST(NULL AS DATE) AS created_on, CAST(NULL AS DATE) AS closed_on, CAST(NULL AS TEXT) AS stage, CAST(NULL AS TEXT) AS status, CAST(NULL AS BOOLEAN) AS reopened FROM _4193a3
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_9bdb32: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT (account_id IS NULL)
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_651f28: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _9bdb32 AS a CROSS JOIN _da5d42 AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_1a4ac5: SELECT * EXCLUDE (opportunity_id_right) FROM _651f28
_b2cacd: SELECT * EXCLUDE (state_from, state_until) FROM _1a4ac5
_268448: SELECT * FROM _b2cacd WHERE COALESCE(closed_on >= created_on, TRUE)
_7f822f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened FROM _268448
_4e3878: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _7f822f
_a9b48b: SELECT * FROM _4e3878 WHERE NOT created_on IS NULL AND created_on <= as_of
_e3068c: SELECT * FROM _a9b48b WHERE legitimate
_8f2136: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _e3068c
_5537b4: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _8f2136 AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.created_on AND b.until_on > a.created_on
_455820: SELECT * EXCLUDE (account_id_right) FROM _5537b4
_b3c957: SELECT * FROM _455820 WHERE created_on <= created_on
_9b6e75: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, legitimate, period, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _b3c957
_6994ce: SELECT * FROM _9b6e75 WHERE turn = 0
_852e5b: SELECT * EXCLUDE (from_on, turn, until_on) FROM _6994ce
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_2d9888: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.entered_on, a.tier, a.tier_order FROM _852e5b AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_52547d: SELECT * FROM _2d9888 WHERE created_on >= entered_on
_9ac701: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id, entered_on ORDER BY created_on ASC, opportunity_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _52547d
_0ecb54: SELECT * FROM _9ac701 WHERE turn = 0
_33b4ec: SELECT * EXCLUDE (turn) FROM _0ecb54
_26b5cf: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, created_on AS happened_on FROM _33b4ec
_f171bd: SELECT * EXCLUDE (period) FROM _26b5cf
_e16c2f: SELECT * EXCLUDE (as_of) FROM _f171bd
_124836: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _e16c2f AS a INNER JOIN days AS b ON a.happened_on = b.day
_bdb81e: SELECT * EXCLUDE (day) FROM _124836
_36cc95: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _bdb81e
_31c9ad: SELECT * FROM _36cc95 WHERE turn = 0
_ad4085: SELECT * EXCLUDE (turn) FROM _31c9ad
_5ad2b9: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, CAST(NULL AS TEXT) AS left_out FROM _ad4085
_8a9ca8: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, left_out, CAST(NULL AS DECIMAL(24, 8)) AS numerator, 1 AS denominator FROM _5ad2b9
_53fed4: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _8a9ca8
_d6ecf7: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS TEXT) AS campaign_id, CAST(NULL AS DATE) AS incurred_on, CAST(NULL AS DECIMAL(24, 8)) AS lost, CAST(NULL AS TEXT) AS lost_in FROM _53fed4
_f0a9fb: SELECT period, account_id, cost_id, campaign_id, incurred_on, entered_on, tier, left_out, lost, lost_in, numerator, denominator, opportunity_id, happened_on, created_on, closed_on, stage, status, reopened FROM _d6ecf7
_5dc33a: SELECT * FROM _b8a6ba AS t163 UNION ALL SELECT * FROM _f0a9fb AS t168
_dfa8a2: SELECT period, account_id, cost_id, campaign_id, incurred_on, entered_on, tier, left_out, lost, lost_in, numerator, denominator, opportunity_id, happened_on, created_on, closed_on, stage, status, reopened, FALSE AS immature FROM _5dc33a
_84c823: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _dfa8a2 GROUP BY 1
