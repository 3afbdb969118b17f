-- engaged_to_opportunity 944c73f9533df14a
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
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_14a1b8: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.period, b.starts_on, b.ends_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN windows AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_865ca0: SELECT * EXCLUDE (opportunity_id_right) FROM _14a1b8
_0532fb: SELECT * EXCLUDE (state_from, state_until) FROM _865ca0
_ff90e9: SELECT * FROM _0532fb WHERE COALESCE(closed_on >= created_on, TRUE)
_0c78b5: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _ff90e9
_02f137: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _0c78b5
_76fea5: SELECT * FROM _02f137 WHERE legitimate
_3dee4d: SELECT account_id, from_on, until_on FROM _4ed088
_5ef101: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on FROM _76fea5 AS a INNER JOIN _3dee4d AS b ON a.account_id = b.account_id AND b.from_on <= a.created_on AND b.until_on > a.created_on
_537f32: SELECT * EXCLUDE (account_id_right) FROM _5ef101
_8aed08: SELECT period, account_id, opportunity_id, created_on, qualified_on, status FROM _537f32
_8d95fb: SELECT period, account_id, opportunity_id, created_on, status FROM _8aed08
_76d8c5: SELECT a.period, a.account_id, a.entered_on, c.opportunity_id, c.created_on, c.status FROM _6758f7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _8d95fb AS c ON a.period = c.period AND a.account_id = c.account_id
_b55480: SELECT * FROM _76d8c5 WHERE created_on >= entered_on
_2d4653: SELECT period, account_id, MIN(created_on) AS first_opportunity_on FROM _b55480 GROUP BY 1, 2
_8b76c3: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c.first_opportunity_on FROM _6758f7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _2d4653 AS c ON a.period = c.period AND a.account_id = c.account_id
_9dfac0: SELECT * EXCLUDE (account_id_right, period_right) FROM _8b76c3
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
_974fd2: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.first_opportunity_on, b.account_id AS account_id_right, b.entered_on AS entered_on_right, b._first FROM _9dfac0 AS a LEFT OUTER JOIN _895f44 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on
_c948db: SELECT * EXCLUDE (account_id_right, entered_on_right) FROM _974fd2
_d73a79: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_opportunity_on, _first, CASE WHEN _first <= as_of THEN _first ELSE CAST(NULL AS DATE) END AS first_engaging_on FROM _c948db
_65d6ae: SELECT * EXCLUDE (_first) FROM _d73a79
_0a4691: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_opportunity_on, first_engaging_on, CAST(NULL AS TEXT) AS left_out FROM _65d6ae
_38590c: SELECT * FROM _0a4691 WHERE NOT first_engaging_on IS NULL
_50417b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_opportunity_on, first_engaging_on, left_out, CASE WHEN COALESCE(first_opportunity_on >= first_engaging_on, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _38590c
_34320d: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _50417b
_e324a8: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _34320d GROUP BY 1
