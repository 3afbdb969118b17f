-- accounts_with_opportunity 54d65eb43ab99b58
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_ecdc38: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _034837 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_204ea3: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _ecdc38 GROUP BY 1, 2, 3, 4, 5
_026c08: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _204ea3
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_9bdb32: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT (account_id IS NULL)
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_48dbcc: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, b.period, b.starts_on, b.ends_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _9bdb32 AS a CROSS JOIN windows AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_9fb689: SELECT * EXCLUDE (opportunity_id_right) FROM _48dbcc
_9f030f: SELECT * EXCLUDE (state_from, state_until) FROM _9fb689
_2b2daa: SELECT * FROM _9f030f WHERE COALESCE(closed_on >= created_on, TRUE)
_83c733: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _2b2daa
_745c92: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _83c733
_9d79b2: SELECT * FROM _745c92 WHERE legitimate
_f0d3a9: SELECT account_id, from_on, until_on FROM _034837
_c3cf26: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on FROM _9d79b2 AS a INNER JOIN _f0d3a9 AS b ON a.account_id = b.account_id AND b.from_on <= a.created_on AND b.until_on > a.created_on
_d1909e: SELECT * EXCLUDE (account_id_right) FROM _c3cf26
_758b84: SELECT period, account_id, opportunity_id, created_on, qualified_on, status FROM _d1909e
_a295a1: SELECT period, account_id, opportunity_id, created_on, status FROM _758b84
_c93c32: SELECT a.period, a.account_id, a.entered_on, c.opportunity_id, c.created_on, c.status FROM _026c08 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _a295a1 AS c ON a.period = c.period AND a.account_id = c.account_id
_8e947a: SELECT * FROM _c93c32 WHERE created_on >= entered_on
_333a46: SELECT period, account_id, MIN(created_on) AS first_opportunity_on FROM _8e947a GROUP BY 1, 2
_d474b7: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c.first_opportunity_on FROM _026c08 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _333a46 AS c ON a.period = c.period AND a.account_id = c.account_id
_c08efc: SELECT * EXCLUDE (account_id_right, period_right) FROM _d474b7
_22a6e2: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_opportunity_on, CAST(NULL AS TEXT) AS left_out FROM _c08efc
_054544: SELECT * FROM _22a6e2 WHERE NOT first_opportunity_on IS NULL
_00cc6b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_opportunity_on, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _054544
_fd74be: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _00cc6b
_6b3446: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _fd74be GROUP BY 1
