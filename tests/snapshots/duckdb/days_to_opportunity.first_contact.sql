-- days_to_opportunity.first_contact 4d05455aa02f9502
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_819380: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN _da5d42 AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_23b1a5: SELECT * EXCLUDE (opportunity_id_right) FROM _819380
_6b02d0: SELECT * EXCLUDE (state_until, state_from) FROM _23b1a5
_00ea96: SELECT * FROM _6b02d0 WHERE COALESCE(closed_on >= created_on, TRUE)
_a7495c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, as_of, stage, status, amount, closed_on, reopened FROM _00ea96
_de993b: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _a7495c
_266082: SELECT * FROM _de993b WHERE NOT qualified_on IS NULL AND qualified_on <= as_of
_304445: SELECT * FROM _266082 WHERE legitimate
_e17576: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _304445
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_d1d96d: SELECT * FROM _f60088 AS t38 UNION SELECT * FROM _9aac06 AS t39
_aada76: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _d1d96d
_4ca057: SELECT account_id, at AS starts_on, ends_on FROM _aada76
_228759: SELECT * FROM _4ca057 WHERE NOT ends_on IS NULL
_0b1c29: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _228759 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_c80f61: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _0b1c29
_440128: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _c80f61 GROUP BY 1, 2, 3
_37ad5a: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _440128
_4a139b: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _37ad5a
_d4b10f: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _4a139b
_14abff: SELECT * EXCLUDE (previous) FROM _d4b10f
_52f3a0: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _14abff
_83089c: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _52f3a0 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_0f1006: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _83089c
_b5a58a: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _e17576 AS a INNER JOIN _0f1006 AS b ON a.account_id = b.account_id AND b.from_on <= a.qualified_on AND b.until_on > a.created_on
_8f2d61: SELECT * EXCLUDE (account_id_right) FROM _b5a58a
_8c6a15: SELECT * FROM _8f2d61 WHERE created_on <= qualified_on
_2de312: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _8c6a15
_703afa: SELECT * FROM _2de312 WHERE turn = 0
_9e5c03: SELECT * EXCLUDE (from_on, until_on, turn) FROM _703afa
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_b6bf09: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.entered_on, a.tier, a.tier_order FROM _9e5c03 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_5fc060: SELECT * FROM _b6bf09 WHERE qualified_on >= entered_on
_4756db: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id, entered_on ORDER BY qualified_on ASC, opportunity_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _5fc060
_74b774: SELECT * FROM _4756db WHERE turn = 0
_876eb3: SELECT * EXCLUDE (turn) FROM _74b774
_aadee8: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, qualified_on AS happened_on FROM _876eb3
_faaccf: SELECT * EXCLUDE (period) FROM _aadee8
_2b2ad8: SELECT * EXCLUDE (as_of) FROM _faaccf
_2bf248: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _2b2ad8 AS a INNER JOIN days AS b ON a.happened_on = b.day
_0ecfdb: SELECT * EXCLUDE (day) FROM _2bf248
_09a28e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _0ecfdb
_ce98f4: SELECT * FROM _09a28e WHERE turn = 0
_94f7a1: SELECT * EXCLUDE (turn) FROM _ce98f4
_d214c8: SELECT a.account_id, a.entered_on FROM _52f3a0 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_f80d82: SELECT DISTINCT * FROM _d214c8
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_234215: SELECT a.account_id, a.entered_on, b.touch_id, b.occurred_at, b.occurred_on, b.kind, b.channel, b.direction, b.team, b.account_id AS account_id_right, b.person_id, b.visitor_id, b.session_id, b.campaign_id, b.asset_id, b.url, b.quantity, b.user_id, b.outcome, b.engages, b.is_high_value, b.content_seconds, b.weighted_seconds, b.match, b.counts FROM _f80d82 AS a INNER JOIN _757d43 AS b ON a.account_id = b.account_id AND b.occurred_on >= a.entered_on
_a77c02: SELECT * EXCLUDE (account_id_right) FROM _234215
_af6a65: SELECT account_id, entered_on, MIN(occurred_on) AS first_on FROM _a77c02 GROUP BY 1, 2
_6868ea: SELECT account_id, entered_on, first_on AS _first FROM _af6a65
_f9f1e1: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.entered_on AS entered_on_right, b._first FROM _94f7a1 AS a LEFT OUTER JOIN _6868ea AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on
_07960d: SELECT * EXCLUDE (account_id_right, entered_on_right) FROM _f9f1e1
_a9e4be: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, _first, CASE WHEN _first <= as_of THEN _first ELSE CAST(NULL AS DATE) END AS first_touch_on FROM _07960d
_28f617: SELECT * EXCLUDE (_first) FROM _a9e4be
_cf82e0: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_touch_on, CAST(NULL AS TEXT) AS left_out FROM _28f617
_06ebc2: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_touch_on, left_out, DATE_DIFF('DAY', first_touch_on, happened_on) AS numerator FROM _cf82e0
_113ecb: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_touch_on, COALESCE(left_out, CASE WHEN numerator < 0 THEN 'negative' ELSE CASE WHEN numerator IS NULL THEN 'no_touch' ELSE CAST(NULL AS TEXT) END END) AS left_out, numerator FROM _06ebc2
_028226: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_touch_on, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _113ecb
_174c31: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _028226
_de4702: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _174c31
_f5be2d: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _de4702 GROUP BY 1
