-- deal_velocity 7c1fe30c74ef5aba
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
_20b4ac: SELECT * FROM _4e3878 WHERE status <> 'open' AND NOT closed_on IS NULL
_f98449: SELECT * EXCLUDE (as_of) FROM _20b4ac
_dc3a20: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _f98449 AS a INNER JOIN days AS b ON a.closed_on = b.day
_b90d00: SELECT * EXCLUDE (day) FROM _dc3a20
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_7fe155: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _b90d00 AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on AND b.until_on > a.created_on
_33e02d: SELECT * EXCLUDE (account_id_right) FROM _7fe155
_13c175: SELECT * FROM _33e02d WHERE created_on <= closed_on
_c9c144: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _13c175
_11c9f7: SELECT * FROM _c9c144 WHERE turn = 0
_0cb7ed: SELECT * EXCLUDE (from_on, turn, until_on) FROM _11c9f7
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_049198: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order FROM _0cb7ed AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_7a21e8: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, DATE_DIFF('DAY', created_on, closed_on) AS days FROM _049198
_875a7d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, CAST(NULL AS TEXT) AS left_out FROM _7a21e8
_61000e: SELECT * FROM _b2cacd WHERE NOT (COALESCE(closed_on >= created_on, TRUE))
_5d4f9d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened FROM _61000e
_3faf0f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _5d4f9d
_4e358b: SELECT * EXCLUDE (as_of) FROM _3faf0f
_c4c64d: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _4e358b AS a INNER JOIN days AS b ON a.closed_on = b.day
_819c84: SELECT * EXCLUDE (day) FROM _c4c64d
_9919b8: SELECT opportunity_id, account_id, name, type, closed_on AS created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, created_on AS first_on FROM _819c84
_a25286: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, a.first_on, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _9919b8 AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on AND b.until_on > a.created_on
_b7a870: SELECT * EXCLUDE (account_id_right) FROM _a25286
_c9f266: SELECT * FROM _b7a870 WHERE created_on <= closed_on
_73e04a: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, first_on, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _c9f266
_08f91b: SELECT * FROM _73e04a WHERE turn = 0
_19350c: SELECT * EXCLUDE (from_on, turn, until_on) FROM _08f91b
_1350d6: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, a.first_on, a.entered_on, a.tier, a.tier_order FROM _19350c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_05351b: SELECT opportunity_id, account_id, name, type, first_on AS created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, first_on, entered_on, tier, tier_order FROM _1350d6
_76eff6: SELECT * EXCLUDE (first_on) FROM _05351b
_872c57: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, DATE_DIFF('DAY', created_on, closed_on) AS days FROM _76eff6
_926205: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, 'closed_before_created' AS left_out FROM _872c57
_49a1be: SELECT * FROM _875a7d AS t72 UNION ALL SELECT * FROM _926205 AS t74
_8d991c: SELECT * FROM _49a1be WHERE status = 'won'
_800662: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, COALESCE(left_out, CASE WHEN account_id IS NULL THEN 'no_account' ELSE CAST(NULL AS TEXT) END) AS left_out FROM _8d991c
_b836a3: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, left_out, days AS numerator FROM _800662
_c229d2: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, COALESCE(left_out, CASE WHEN numerator < 0 THEN 'negative' ELSE CASE WHEN numerator IS NULL THEN 'no_value' ELSE CAST(NULL AS TEXT) END END) AS left_out, numerator FROM _b836a3
_3fb181: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, days, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _c229d2
_1e8011: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _3fb181
_cd8925: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _1e8011
_3d802a: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _cd8925 GROUP BY 1
