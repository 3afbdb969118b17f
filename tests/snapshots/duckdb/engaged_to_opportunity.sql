-- engaged_to_opportunity a3bbb56291e60e02
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
_865e09: SELECT a.account_id, a.entered_on FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_086030: SELECT DISTINCT * FROM _865e09
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_592483: SELECT account_id, day, CASE WHEN CAST($engaged_slot AS BIGINT) = 1 THEN kinds_1 WHEN CAST($engaged_slot AS BIGINT) = 2 THEN kinds_2 WHEN CAST($engaged_slot AS BIGINT) = 3 THEN kinds_3 WHEN CAST($engaged_slot AS BIGINT) = 4 THEN kinds_4 WHEN CAST($engaged_slot AS BIGINT) = 5 THEN kinds_5 WHEN CAST($engaged_slot AS BIGINT) = 6 THEN kinds_6 WHEN CAST($engaged_slot AS BIGINT) = 7 THEN kinds_7 WHEN CAST($engaged_slot AS BIGINT) = 8 THEN kinds_8 ELSE engaging END AS touches, weighted_seconds AS seconds FROM _2e9009
_f66c3f: SELECT * FROM _592483 WHERE (touches > 0) OR (seconds > 0)
_3082ce: SELECT * FROM _f66c3f WHERE touches > 0
_8a8c61: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _086030 AS a INNER JOIN _3082ce AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_fb6e21: SELECT * EXCLUDE (account_id_right) FROM _8a8c61
_e36da6: SELECT account_id, entered_on, MIN(day) AS first_on FROM _fb6e21 GROUP BY 1, 2
_eafba4: SELECT account_id, entered_on, first_on AS _first FROM _e36da6
_f9d5cb: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.first_opportunity_on, b.account_id AS account_id_right, b.entered_on AS entered_on_right, b._first FROM _c08efc AS a LEFT OUTER JOIN _eafba4 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on
_8df963: SELECT * EXCLUDE (account_id_right, entered_on_right) FROM _f9d5cb
_7f04a5: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_opportunity_on, _first, CASE WHEN _first <= as_of THEN _first ELSE CAST(NULL AS DATE) END AS first_engaging_on FROM _8df963
_0a5608: SELECT * EXCLUDE (_first) FROM _7f04a5
_a49901: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_opportunity_on, first_engaging_on, CAST(NULL AS TEXT) AS left_out FROM _0a5608
_75e030: SELECT * FROM _a49901 WHERE NOT first_engaging_on IS NULL
_8db2b6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, first_opportunity_on, first_engaging_on, left_out, CASE WHEN COALESCE(first_opportunity_on >= first_engaging_on, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _75e030
_ab9a05: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _8db2b6
_12511e: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _ab9a05 GROUP BY 1
