-- approaches 39318313b4d727b4
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
_ef4607: SELECT * EXCLUDE (as_of) FROM _4e3878
_d29b02: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _ef4607 AS a INNER JOIN days AS b ON a.created_on = b.day
_08474c: SELECT * EXCLUDE (day) FROM _d29b02
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_fb8dd5: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _08474c AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.created_on AND b.until_on > a.created_on
_97cb74: SELECT * EXCLUDE (account_id_right) FROM _fb8dd5
_631f91: SELECT * FROM _97cb74 WHERE created_on <= created_on
_fd9429: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _631f91
_cbe3ce: SELECT * FROM _fd9429 WHERE turn = 0
_a0201a: SELECT * EXCLUDE (from_on, turn, until_on) FROM _cbe3ce
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_3bf890: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order FROM _a0201a AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_a9af22: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, DATE_DIFF('DAY', created_on, closed_on) AS days FROM _3bf890
_f3a5b8: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, CAST(NULL AS TEXT) AS left_out FROM _a9af22
_61000e: SELECT * FROM _b2cacd WHERE NOT (COALESCE(closed_on >= created_on, TRUE))
_5d4f9d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened FROM _61000e
_3faf0f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _5d4f9d
_4e358b: SELECT * EXCLUDE (as_of) FROM _3faf0f
_0f6884: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _4e358b AS a INNER JOIN days AS b ON a.created_on = b.day
_c698a0: SELECT * EXCLUDE (day) FROM _0f6884
_479f87: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, created_on AS first_on FROM _c698a0
_44ca3c: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, a.first_on, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _479f87 AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.created_on AND b.until_on > a.created_on
_980a26: SELECT * EXCLUDE (account_id_right) FROM _44ca3c
_989dba: SELECT * FROM _980a26 WHERE created_on <= created_on
_13f6a7: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, first_on, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _989dba
_0d9aba: SELECT * FROM _13f6a7 WHERE turn = 0
_38639e: SELECT * EXCLUDE (from_on, turn, until_on) FROM _0d9aba
_e976fc: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, a.first_on, a.entered_on, a.tier, a.tier_order FROM _38639e AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_9e299b: SELECT opportunity_id, account_id, name, type, first_on AS created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, first_on, entered_on, tier, tier_order FROM _e976fc
_7c4d4f: SELECT * EXCLUDE (first_on) FROM _9e299b
_6ec17f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, DATE_DIFF('DAY', created_on, closed_on) AS days FROM _7c4d4f
_cdc8f1: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, 'closed_before_created' AS left_out FROM _6ec17f
_9d60d7: SELECT * FROM _f3a5b8 AS t70 UNION ALL SELECT * FROM _cdc8f1 AS t73
_37d693: SELECT * FROM _9d60d7 WHERE legitimate
_346a73: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, left_out, approach AS by_approach FROM _37d693
_984741: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, left_out, by_approach, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _346a73
_67f688: SELECT period, by_approach, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _984741
_7355af: SELECT * FROM _67f688 WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_758f60: SELECT period, by_approach, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _7355af
_0908d6: SELECT period, by_approach, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _758f60 GROUP BY 1, 2
