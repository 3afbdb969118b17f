-- cost_per_won_account 3a49aa987435a6ba
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
_5be946: SELECT * EXCLUDE (_source, _rate_from, _rate_until, from_currency) FROM _d55da3
_93ac06: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _5be946
_82dbdf: SELECT cost_id, incurred_on, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _93ac06
_173146: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _82dbdf
_d146d8: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.unconverted, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _173146 AS a INNER JOIN days AS b ON a.incurred_on = b.day
_d79922: SELECT * EXCLUDE (day) FROM _d146d8
_f73bfd: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, unconverted, period, starts_on, ends_on, as_of, COALESCE(programme_id, '') AS pool, COALESCE(tier, '') AS pool_tier FROM _d79922
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_d33583: SELECT * FROM _f60088 AS t62 UNION SELECT * FROM _9aac06 AS t63
_31d32e: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _d33583
_08484e: SELECT account_id, at AS starts_on, ends_on FROM _31d32e
_3e24bd: SELECT * FROM _08484e WHERE NOT ends_on IS NULL
_04cbc8: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _3e24bd AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_516e9e: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _04cbc8
_7a1837: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _516e9e GROUP BY 1, 2, 3
_ab0bbb: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _7a1837
_bcfe2c: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _ab0bbb
_d5268d: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _bcfe2c
_1831a5: SELECT * EXCLUDE (previous) FROM _d5268d
_02cdd9: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _1831a5
_c82e76: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _02cdd9 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_d19b7c: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _c82e76
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
_f6d3a7: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.pool, b.account_id AS account_id_right, b.base_from, b.base_until, b.base_tier FROM _d19b7c AS a INNER JOIN _5d97e4 AS b ON a.account_id = b.account_id AND b.base_from < a.until_on AND b.base_until > a.from_on
_d110be: SELECT * EXCLUDE (account_id_right) FROM _f6d3a7
_51e247: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, a.pool, a.base_from, a.base_until, a.base_tier, b.period, b.starts_on, b.ends_on, b.as_of FROM _d110be AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_3d0314: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, pool, base_from, base_until, base_tier, period, starts_on, ends_on, as_of, GREATEST(DATE_DIFF('DAY', GREATEST(GREATEST(from_on, base_from), starts_on), LEAST(LEAST(until_on, base_until), CAST(CAST(ends_on AS TIMESTAMP) + INTERVAL '1' DAY AS DATE))), 0) AS days FROM _51e247
_9ece68: SELECT * FROM _3d0314 WHERE days > 0
_857ad9: SELECT * FROM _ac1aac WHERE base_tier <> ''
_6ec8f9: SELECT period, pool, base_tier AS pool_tier, SUM(days) AS days FROM _857ad9 GROUP BY 1, 2, 3
_781108: SELECT period, pool, SUM(days) AS days FROM _ac1aac GROUP BY 1, 2
_5f2c7e: SELECT period, pool, days, '' AS pool_tier FROM _781108
_bb79e9: SELECT period, pool, pool_tier, days FROM _5f2c7e
_a70e25: SELECT * FROM _6ec8f9 AS t139 UNION ALL SELECT * FROM _bb79e9 AS t141
_2e53d8: SELECT period, pool, pool_tier, days AS base_days FROM _a70e25
_443c4a: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a.unconverted, a.period, a.starts_on, a.ends_on, a.as_of, a.pool, a.pool_tier, b.period AS period_right, b.pool AS pool_right, b.pool_tier AS pool_tier_right, b.base_days FROM _f73bfd AS a LEFT OUTER JOIN _2e53d8 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_a573dd: SELECT * EXCLUDE (period_right, pool_tier_right, pool_right) FROM _443c4a
_e84bfb: SELECT * FROM _a573dd WHERE unconverted OR (base_days IS NULL)
_8a10b5: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, CAST(NULL AS TEXT) AS account_id, CAST(NULL AS TEXT) AS tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, CAST(NULL AS DATE) AS entered_on, 1000000000 AS tier_order, CASE WHEN unconverted THEN 'unconverted' ELSE 'no_account_days' END AS left_out FROM _e84bfb
_1484ee: SELECT cost_id, incurred_on, CAST(NULL AS DECIMAL(24, 8)) AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, unconverted, period, starts_on, ends_on, as_of, pool, pool_tier, base_days, entered_on, tier_order, left_out FROM _8a10b5
_5a2cf6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _1484ee
_367e73: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _d19b7c AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_632ea7: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _367e73 GROUP BY 1, 2, 3, 4, 5
_aef3b0: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _632ea7
_8d11ce: SELECT * EXCLUDE (immature) FROM _aef3b0
_f6a4e2: SELECT * FROM _399a4e WHERE NOT account_id IS NULL
_8ade92: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _f6a4e2
_d13464: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _currency AS _source FROM _8ade92
_dda0bd: SELECT a.cost_id, a.incurred_on, a.amount, a.currency, a.kind, a.programme_id, a.campaign_id, a.channel, a.account_id, a.tier, a.approach, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _d13464 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.incurred_on >= b._rate_from AND a.incurred_on < b._rate_until
_3db2aa: SELECT * EXCLUDE (_source, _rate_from, _rate_until, from_currency) FROM _dda0bd
_d67fb9: SELECT cost_id, incurred_on, amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _3db2aa
_30814d: SELECT cost_id, incurred_on, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, currency, kind, programme_id, campaign_id, channel, account_id, tier, approach, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _d67fb9
_35fcb3: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _30814d
_42eb7b: SELECT cost_id, incurred_on, account_id, amount, unconverted FROM _35fcb3
_83ab78: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, b.cost_id, b.incurred_on, b.amount, b.unconverted FROM _8d11ce AS a INNER JOIN _42eb7b AS b ON a.account_id = b.account_id
_dfeb9d: SELECT * FROM _83ab78 WHERE incurred_on >= starts_on AND incurred_on <= ends_on AND incurred_on >= entered_on
_ada5bf: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, unconverted, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _dfeb9d
_798b80: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, CASE WHEN unconverted THEN CAST(NULL AS DECIMAL(24, 8)) ELSE amount END AS amount, unconverted, left_out FROM _ada5bf
_77de7d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _798b80
_b9e24c: SELECT * FROM _9ece68 WHERE base_tier <> ''
_f729c2: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, base_tier AS pool_tier, SUM(days) AS days FROM _b9e24c GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
_838906: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, SUM(days) AS days FROM _9ece68 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
_73f3e0: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, days, '' AS pool_tier FROM _838906
_c98689: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days FROM _73f3e0
_6477c3: SELECT * FROM _f729c2 AS t170 UNION ALL SELECT * FROM _c98689 AS t171
_40e513: SELECT * FROM _f73bfd WHERE NOT (unconverted)
_c2a911: SELECT period, pool, pool_tier, SUM(amount) AS total FROM _40e513 GROUP BY 1, 2, 3
_e1ae06: SELECT a.period, a.pool, a.pool_tier, a.total, b.base_days FROM _c2a911 AS a INNER JOIN _2e53d8 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_f283ec: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.pool, a.pool_tier, a.days, b.total, b.base_days FROM _6477c3 AS a INNER JOIN _e1ae06 AS b ON a.period = b.period AND a.pool = b.pool AND a.pool_tier = b.pool_tier
_cf4640: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, pool, pool_tier, days, total, base_days, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on, CAST((CAST(total AS DOUBLE) * days) / base_days AS DECIMAL(24, 8)) AS amount, CAST(NULL AS TEXT) AS left_out FROM _f283ec
_ef5b02: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out FROM _cf4640
_c633a8: SELECT * FROM _77de7d AS t169 UNION ALL SELECT * FROM _ef5b02 AS t185
_ab44f6: SELECT * FROM _5a2cf6 AS t176 UNION ALL SELECT * FROM _c633a8 AS t187
_f245cf: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, cost_id, incurred_on, amount, left_out, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _ab44f6
_4c421d: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _f245cf
_baa544: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, CAST(NULL AS TEXT) AS opportunity_id, CAST(NULL AS DATE) AS happened_on, CAST(NULL AS DATE) AS created_on, CAST(NULL AS DATE) AS closed_on, CAST(NULL AS TEXT) AS stage, CAST(NULL AS TEXT) AS status, CAST(NULL AS BOOLEAN) AS reopened FROM _4c421d
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_819380: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN _da5d42 AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_23b1a5: SELECT * EXCLUDE (opportunity_id_right) FROM _819380
_6b02d0: SELECT * EXCLUDE (state_until, state_from) FROM _23b1a5
_00ea96: SELECT * FROM _6b02d0 WHERE COALESCE(closed_on >= created_on, TRUE)
_a7495c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, as_of, stage, status, amount, closed_on, reopened FROM _00ea96
_de993b: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _a7495c
_1e0c2f: SELECT * FROM _de993b WHERE NOT closed_on IS NULL AND closed_on <= as_of
_28b580: SELECT * FROM _1e0c2f WHERE status = 'won'
_903a12: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _28b580
_be61b2: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _903a12 AS a INNER JOIN _d19b7c AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on AND b.until_on > a.created_on
_9dfa5d: SELECT * EXCLUDE (account_id_right) FROM _be61b2
_f391b2: SELECT * FROM _9dfa5d WHERE created_on <= closed_on
_77ef31: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _f391b2
_48d606: SELECT * FROM _77ef31 WHERE turn = 0
_23f5e1: SELECT * EXCLUDE (from_on, until_on, turn) FROM _48d606
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_3e936f: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.entered_on, a.tier, a.tier_order FROM _23f5e1 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_8ff654: SELECT * FROM _3e936f WHERE closed_on >= entered_on
_0b3d35: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id, entered_on ORDER BY closed_on ASC, opportunity_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _8ff654
_0b330f: SELECT * FROM _0b3d35 WHERE turn = 0
_0edd57: SELECT * EXCLUDE (turn) FROM _0b330f
_ed8380: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, closed_on AS happened_on FROM _0edd57
_53e9a8: SELECT * EXCLUDE (period) FROM _ed8380
_d8f2b4: SELECT * EXCLUDE (as_of) FROM _53e9a8
_41b3ec: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _d8f2b4 AS a INNER JOIN days AS b ON a.happened_on = b.day
_72cae8: SELECT * EXCLUDE (day) FROM _41b3ec
_12de54: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _72cae8
_d1d01f: SELECT * FROM _12de54 WHERE turn = 0
_0f6551: SELECT * EXCLUDE (turn) FROM _d1d01f
_5e36d3: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, CAST(NULL AS TEXT) AS left_out FROM _0f6551
_e8d742: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, left_out, CAST(NULL AS DECIMAL(24, 8)) AS numerator, 1 AS denominator FROM _5e36d3
_7ef848: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _e8d742
_f722f6: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, CAST(NULL AS TEXT) AS cost_id, CAST(NULL AS DATE) AS incurred_on FROM _7ef848
_eaf263: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, opportunity_id, happened_on, created_on, closed_on, stage, status, reopened FROM _f722f6
_b6d1d9: SELECT * FROM _baa544 AS t198 UNION ALL SELECT * FROM _eaf263 AS t203
_6d5a06: SELECT period, account_id, cost_id, incurred_on, entered_on, tier, left_out, numerator, denominator, opportunity_id, happened_on, created_on, closed_on, stage, status, reopened, FALSE AS immature FROM _b6d1d9
_5ab21b: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _6d5a06 GROUP BY 1
