-- days_to_opportunity d53911916239b5b5
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
_c32aa2: SELECT * FROM _4e3878 WHERE NOT qualified_on IS NULL AND qualified_on <= as_of
_cbd5da: SELECT * FROM _c32aa2 WHERE legitimate
_191198: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _cbd5da
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_3663ac: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _191198 AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.qualified_on AND b.until_on > a.created_on
_ec32de: SELECT * EXCLUDE (account_id_right) FROM _3663ac
_5e1a49: SELECT * FROM _ec32de WHERE created_on <= qualified_on
_1a4fc2: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, legitimate, period, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _5e1a49
_4c0c7b: SELECT * FROM _1a4fc2 WHERE turn = 0
_157b08: SELECT * EXCLUDE (from_on, turn, until_on) FROM _4c0c7b
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_83c132: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.entered_on, a.tier, a.tier_order FROM _157b08 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_027113: SELECT * FROM _83c132 WHERE qualified_on >= entered_on
_ab00e1: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id, entered_on ORDER BY qualified_on ASC, opportunity_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _027113
_9c5a56: SELECT * FROM _ab00e1 WHERE turn = 0
_74f201: SELECT * EXCLUDE (turn) FROM _9c5a56
_1697d9: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, qualified_on AS happened_on FROM _74f201
_2822e8: SELECT * EXCLUDE (period) FROM _1697d9
_ebab3a: SELECT * EXCLUDE (as_of) FROM _2822e8
_afc02b: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _ebab3a AS a INNER JOIN days AS b ON a.happened_on = b.day
_82859e: SELECT * EXCLUDE (day) FROM _afc02b
_2e2e42: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _82859e
_5a9228: SELECT * FROM _2e2e42 WHERE turn = 0
_cc0815: SELECT * EXCLUDE (turn) FROM _5a9228
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
_7a437b: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.entered_on AS entered_on_right, b._first FROM _cc0815 AS a LEFT OUTER JOIN _eafba4 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on
_20defd: SELECT * EXCLUDE (account_id_right, entered_on_right) FROM _7a437b
_92ea52: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, _first, CASE WHEN _first <= as_of THEN _first ELSE CAST(NULL AS DATE) END AS first_engaging_on FROM _20defd
_86f676: SELECT * EXCLUDE (_first) FROM _92ea52
_a26e2d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, CAST(NULL AS TEXT) AS left_out FROM _86f676
_45e089: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, left_out, DATE_DIFF('DAY', first_engaging_on, happened_on) AS numerator FROM _a26e2d
_e43777: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, COALESCE(left_out, CASE WHEN numerator < 0 THEN 'negative' ELSE CASE WHEN numerator IS NULL THEN 'no_engagement' ELSE CAST(NULL AS TEXT) END END) AS left_out, numerator FROM _45e089
_30df84: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _e43777
_23393f: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _30df84
_efa856: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _23393f
_7355a9: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _efa856 GROUP BY 1
