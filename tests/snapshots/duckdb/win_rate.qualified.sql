-- win_rate.qualified 1eebcf7274279bfa
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
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_e9e319: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _b91360 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on AND b.until_on > a.created_on
_984d2d: SELECT * EXCLUDE (account_id_right) FROM _e9e319
_d548ba: SELECT * FROM _984d2d WHERE created_on <= closed_on
_c25946: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _d548ba
_607d35: SELECT * FROM _c25946 WHERE turn = 0
_e3d327: SELECT * EXCLUDE (from_on, turn, until_on) FROM _607d35
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_35eeb9: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order FROM _e3d327 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_d9c70c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, DATE_DIFF('DAY', created_on, closed_on) AS days FROM _35eeb9
_8e4937: SELECT * FROM _d9c70c WHERE legitimate
_bbd6d3: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, CAST(NULL AS TEXT) AS left_out FROM _8e4937
_ec75a3: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, left_out, CASE WHEN COALESCE(status = 'won', FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _bbd6d3
_8aa3ff: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _ec75a3
_1842c8: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _8aa3ff
_58c486: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _1842c8 GROUP BY 1
