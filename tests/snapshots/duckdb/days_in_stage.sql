-- days_in_stage 3316cdb2c645202e
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
_a87f34: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _4e3878
_e5d3c2: SELECT * EXCLUDE (stage) FROM _a87f34
_b59440: SELECT * EXCLUDE (ends_on) FROM deal_stages
_e1dfe7: SELECT opportunity_id, stage AS stay_stage, starts_on AS from_day, next_on FROM _b59440
_3da215: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.stay_stage, b.from_day, b.next_on FROM _e5d3c2 AS a INNER JOIN _e1dfe7 AS b ON a.opportunity_id = b.opportunity_id
_1ea1fb: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, status, amount, closed_on, reopened, legitimate, period, stay_stage AS stage, from_day, next_on FROM _3da215
_d34858: SELECT * FROM _1ea1fb WHERE from_day <= as_of
_474238: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, status, amount, closed_on, reopened, legitimate, period, stage, from_day, next_on, CASE WHEN next_on <= as_of THEN next_on ELSE closed_on END AS ended_on FROM _d34858
_0454e8: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, status, amount, closed_on, reopened, legitimate, period, stage, from_day, next_on, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent, CASE WHEN ended_on IS NULL THEN 1 ELSE 0 END AS going FROM _474238
_423aae: SELECT as_of, account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, period, opportunity_id, stage, SUM(spent) AS days, MIN(spent) AS shortest, MIN(from_day) AS entered_stage_on, MAX(ended_on) AS left_stage_on, MAX(going) AS going FROM _0454e8 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
_9d77a3: SELECT * FROM _423aae WHERE going = 0
_39a10d: SELECT * EXCLUDE (period) FROM _9d77a3
_95869b: SELECT * EXCLUDE (as_of) FROM _39a10d
_bbcf6c: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _95869b AS a INNER JOIN days AS b ON a.left_stage_on = b.day
_b03281: SELECT * EXCLUDE (day) FROM _bbcf6c
_402c76: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id || '
' || stage AS opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, opportunity_id AS _deal FROM _b03281
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_e750e4: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.period, a.starts_on, a.ends_on, a.as_of, a._deal, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _402c76 AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.left_stage_on AND b.until_on > a.created_on
_443927: SELECT * EXCLUDE (account_id_right) FROM _e750e4
_224e0f: SELECT * FROM _443927 WHERE created_on <= left_stage_on
_9db83f: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, _deal, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _224e0f
_7058b4: SELECT * FROM _9db83f WHERE turn = 0
_ec0c94: SELECT * EXCLUDE (from_on, turn, until_on) FROM _7058b4
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_7cb4af: SELECT a.account_id, a.created_on, a.closed_on, a.status, a.owner_id, a.approach, a.name, a.amount, a.currency, a.opportunity_id, a.stage, a.days, a.shortest, a.entered_stage_on, a.left_stage_on, a.going, a.period, a.starts_on, a.ends_on, a.as_of, a._deal, a.entered_on, a.tier, a.tier_order FROM _ec0c94 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_09ffea: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, _deal AS opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, _deal, entered_on, tier, tier_order FROM _7cb4af
_bf7600: SELECT * EXCLUDE (_deal) FROM _09ffea
_d175ab: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CASE WHEN shortest < 0 THEN 'negative' ELSE CAST(NULL AS TEXT) END AS left_out FROM _bf7600
_534db2: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, stage AS by_stage FROM _d175ab
_9ae319: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, by_stage, days AS numerator FROM _534db2
_ba77ef: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN numerator < 0 THEN 'negative' ELSE CASE WHEN numerator IS NULL THEN 'negative' ELSE CAST(NULL AS TEXT) END END) AS left_out, by_stage, numerator FROM _9ae319
_f3b9e0: SELECT account_id, created_on, closed_on, status, owner_id, approach, name, amount, currency, opportunity_id, stage, days, shortest, entered_stage_on, left_stage_on, going, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, by_stage, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _ba77ef
_c75b75: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _f3b9e0
_f092e5: SELECT * FROM _c75b75 WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_ba5bf5: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, left_out, numerator, denominator, FALSE AS immature FROM _f092e5
_bb5b66: SELECT period, by_stage, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _ba5bf5 GROUP BY 1, 2
