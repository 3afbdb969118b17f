-- days_to_opportunity 392176cadb53dd35
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
_9f9605: SELECT * FROM _7ea59c WHERE NOT qualified_on IS NULL AND qualified_on <= as_of
_60aa2c: SELECT * FROM _9f9605 WHERE legitimate
_f737f2: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _60aa2c
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_c094df: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _f737f2 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.qualified_on AND b.until_on > a.created_on
_e979c6: SELECT * EXCLUDE (account_id_right) FROM _c094df
_212637: SELECT * FROM _e979c6 WHERE created_on <= qualified_on
_f3281f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _212637
_4a7b35: SELECT * FROM _f3281f WHERE turn = 0
_9c4f1c: SELECT * EXCLUDE (from_on, turn, until_on) FROM _4a7b35
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_0b05be: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.entered_on, a.tier, a.tier_order FROM _9c4f1c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_6343e8: SELECT * FROM _0b05be WHERE qualified_on >= entered_on
_77d5b1: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id, entered_on ORDER BY qualified_on ASC, opportunity_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _6343e8
_8be2da: SELECT * FROM _77d5b1 WHERE turn = 0
_63c7aa: SELECT * EXCLUDE (turn) FROM _8be2da
_dbc4a0: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, qualified_on AS happened_on FROM _63c7aa
_21a8d1: SELECT * EXCLUDE (period) FROM _dbc4a0
_23bc33: SELECT * EXCLUDE (as_of) FROM _21a8d1
_79ebbd: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _23bc33 AS a INNER JOIN days AS b ON a.happened_on = b.day
_2faf98: SELECT * EXCLUDE (day) FROM _79ebbd
_a2d3d8: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _2faf98
_aedc12: SELECT * FROM _a2d3d8 WHERE turn = 0
_32e1c5: SELECT * EXCLUDE (turn) FROM _aedc12
_28964c: SELECT a.account_id, a.entered_on FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_1dcd52: SELECT DISTINCT * FROM _28964c
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_5c0d0b: SELECT * FROM _20cd23 WHERE touches > 0
_22f2ae: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _1dcd52 AS a INNER JOIN _5c0d0b AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_96efa0: SELECT * EXCLUDE (account_id_right) FROM _22f2ae
_ef9241: SELECT account_id, entered_on, MIN(day) AS first_on FROM _96efa0 GROUP BY 1, 2
_895f44: SELECT account_id, entered_on, first_on AS _first FROM _ef9241
_b1684e: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.entered_on AS entered_on_right, b._first FROM _32e1c5 AS a LEFT OUTER JOIN _895f44 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on
_eca6eb: SELECT * EXCLUDE (account_id_right, entered_on_right) FROM _b1684e
_f99dad: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, _first, CASE WHEN _first <= as_of THEN _first ELSE CAST(NULL AS DATE) END AS first_engaging_on FROM _eca6eb
_f2594e: SELECT * EXCLUDE (_first) FROM _f99dad
_58b24a: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, CAST(NULL AS TEXT) AS left_out FROM _f2594e
_9fbd54: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, left_out, DATE_DIFF('DAY', first_engaging_on, happened_on) AS numerator FROM _58b24a
_e31f16: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, COALESCE(left_out, CASE WHEN numerator < 0 THEN 'negative' ELSE CASE WHEN numerator IS NULL THEN 'no_engagement' ELSE CAST(NULL AS TEXT) END END) AS left_out, numerator FROM _9fbd54
_bde62c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _e31f16
_c44222: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _bde62c
_cbf221: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _c44222
_81001a: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _cbf221 GROUP BY 1
