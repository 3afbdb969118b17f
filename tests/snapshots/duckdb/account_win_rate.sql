-- account_win_rate 30cf32c9774900f0
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_86ff17: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _4ed088 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_2029c1: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _86ff17 GROUP BY 1, 2, 3, 4, 5
_6758f7: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _2029c1
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
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
_55b46a: SELECT * FROM _7ea59c WHERE status <> 'open' AND NOT closed_on IS NULL
_7fdd02: SELECT * EXCLUDE (as_of) FROM _55b46a
_91d02d: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _7fdd02 AS a INNER JOIN days AS b ON a.closed_on = b.day
_b91360: SELECT * EXCLUDE (day) FROM _91d02d
_e9e319: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _b91360 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on AND b.until_on > a.created_on
_984d2d: SELECT * EXCLUDE (account_id_right) FROM _e9e319
_d548ba: SELECT * FROM _984d2d WHERE created_on <= closed_on
_c25946: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _d548ba
_607d35: SELECT * FROM _c25946 WHERE turn = 0
_e3d327: SELECT * EXCLUDE (from_on, turn, until_on) FROM _607d35
_2dc086: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, DATE_DIFF('DAY', created_on, closed_on) AS days FROM _e3d327
_2a2161: SELECT * FROM _2dc086 WHERE status = 'won'
_8c1b49: SELECT period, account_id, closed_on FROM _2a2161
_395d89: SELECT a.period, a.account_id, a.entered_on, c.closed_on FROM _6758f7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _8c1b49 AS c ON a.period = c.period AND a.account_id = c.account_id
_edbec1: SELECT * FROM _395d89 WHERE closed_on >= entered_on
_bd442d: SELECT period, account_id FROM _edbec1
_9f8582: SELECT DISTINCT * FROM _bd442d
_d46749: SELECT period, account_id, TRUE AS _found FROM _9f8582
_b623a4: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._found FROM _6758f7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _d46749 AS c ON a.period = c.period AND a.account_id = c.account_id
_37a950: SELECT * EXCLUDE (account_id_right, period_right) FROM _b623a4
_228358: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _found, COALESCE(_found, FALSE) AS won_in_window FROM _37a950
_8a830f: SELECT * EXCLUDE (_found) FROM _228358
_2f7d13: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, won_in_window, CAST(NULL AS TEXT) AS left_out FROM _8a830f
_baf813: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, won_in_window, left_out, CASE WHEN COALESCE(won_in_window, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _2f7d13
_5db441: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _baf813
_ac643f: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _5db441 GROUP BY 1
