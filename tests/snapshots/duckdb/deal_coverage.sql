-- deal_coverage 44c5e0b6a64fb008
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_14a1b8: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.period, b.starts_on, b.ends_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN windows AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_865ca0: SELECT * EXCLUDE (opportunity_id_right) FROM _14a1b8
_e6bd94: SELECT * EXCLUDE (state_until, state_from) FROM _865ca0
_d29378: SELECT * FROM _e6bd94 WHERE COALESCE(closed_on >= created_on, TRUE)
_71668c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _d29378
_46f693: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _71668c
_6dbc39: SELECT * FROM _46f693 WHERE status = 'open'
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_ec0296: SELECT * FROM _f60088 AS t41 UNION SELECT * FROM _9aac06 AS t42
_ea3f1e: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _ec0296
_779e4f: SELECT account_id, at AS starts_on, ends_on FROM _ea3f1e
_89d817: SELECT * FROM _779e4f WHERE NOT ends_on IS NULL
_c91b68: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _89d817 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_123fcb: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _c91b68
_2961ed: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _123fcb GROUP BY 1, 2, 3
_c9db95: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _2961ed
_4e71b4: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _c9db95
_6650bd: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _4e71b4
_ec193c: SELECT * EXCLUDE (previous) FROM _6650bd
_97c0a1: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _ec193c
_03176e: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _97c0a1 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_206438: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _03176e
_1a8e70: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _6dbc39 AS a INNER JOIN _206438 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of AND b.until_on > a.created_on
_e1c452: SELECT * EXCLUDE (account_id_right) FROM _1a8e70
_945edc: SELECT * FROM _e1c452 WHERE created_on <= as_of
_2b47c2: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _945edc
_fc1281: SELECT * FROM _2b47c2 WHERE turn = 0
_2aa8d7: SELECT * EXCLUDE (from_on, until_on, turn) FROM _fc1281
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_f3086a: SELECT * FROM _757d43 WHERE kind <> 'email_bounced'
_78cd86: SELECT account_id, occurred_on, person_id FROM _f3086a
_590f35: SELECT a.period, a.opportunity_id, a.account_id, a.as_of, c.account_id AS account_id_right, c.occurred_on, c.person_id FROM _2aa8d7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _78cd86 AS c ON a.account_id = c.account_id AND c.occurred_on <= a.as_of
_4d99cd: SELECT * EXCLUDE (account_id_right) FROM _590f35
_ffc0f6: SELECT period, opportunity_id, MAX(occurred_on) AS last_touch_on, SUM(CASE WHEN (DATE_DIFF('DAY', occurred_on, as_of) >= 0) AND (DATE_DIFF('DAY', occurred_on, as_of) < 90) THEN 1 ELSE 0 END) AS _touches FROM _4d99cd GROUP BY 1, 2
_e528b0: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, c.period AS period_right, c.opportunity_id AS opportunity_id_right, c.last_touch_on, c._touches FROM _2aa8d7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _ffc0f6 AS c ON a.period = c.period AND a.opportunity_id = c.opportunity_id
_a149a9: SELECT * EXCLUDE (period_right, opportunity_id_right) FROM _e528b0
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_5d9638: SELECT a.period, a.opportunity_id, a.account_id, a.as_of, c.person_id, c.email, c.phone, c.first_name, c.last_name, c.country, c.language, c.job_title, c.seniority, c.department, c.role, c.persona, c.created_on, c.left_on, c.email_bounced, c.counts FROM _2aa8d7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _be7be9 AS c ON a.account_id = c.account_id
_06b560: SELECT * FROM _5d9638 WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_1cb831: SELECT * FROM _06b560 WHERE NOT role IS NULL
_836c4f: SELECT period, opportunity_id, person_id FROM _1cb831
_c87bae: SELECT * FROM _4d99cd WHERE DATE_DIFF('DAY', occurred_on, as_of) >= 0 AND DATE_DIFF('DAY', occurred_on, as_of) < 90
_7fce29: SELECT * FROM _c87bae WHERE NOT person_id IS NULL
_b60b4f: SELECT period, opportunity_id, person_id FROM _7fce29
_7f0069: SELECT DISTINCT * FROM _b60b4f
_1827e8: SELECT period, opportunity_id, person_id, 1 AS _met FROM _7f0069
_97e6f8: SELECT a.period, a.opportunity_id, a.person_id, b.period AS period_right, b.opportunity_id AS opportunity_id_right, b.person_id AS person_id_right, b._met FROM _836c4f AS a LEFT OUTER JOIN _1827e8 AS b ON a.period = b.period AND a.opportunity_id = b.opportunity_id AND a.person_id = b.person_id
_39414b: SELECT period, opportunity_id, person_id, _met FROM _97e6f8
_3d5a2c: SELECT period, opportunity_id, COUNT(*) AS _people, SUM(CASE WHEN NOT _met IS NULL THEN 1 ELSE 0 END) AS _touched FROM _39414b GROUP BY 1, 2
_cba8da: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.last_touch_on, a._touches, b.period AS period_right, b.opportunity_id AS opportunity_id_right, b._people, b._touched FROM _a149a9 AS a LEFT OUTER JOIN _3d5a2c AS b ON a.period = b.period AND a.opportunity_id = b.opportunity_id
_9d159a: SELECT * EXCLUDE (period_right, opportunity_id_right) FROM _cba8da
_9a834a: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, last_touch_on, _touches, _people, _touched, COALESCE(_touches, 0) AS recent_touches, DATE_DIFF('DAY', last_touch_on, as_of) AS days_since_touch, COALESCE(_touched, 0) AS people_touched, COALESCE(_people, 0) AS key_people FROM _9d159a
_8519af: SELECT * EXCLUDE (_touched, _touches, _people) FROM _9a834a
_4cb641: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, last_touch_on, recent_touches, days_since_touch, people_touched, key_people, CAST(NULL AS TEXT) AS left_out FROM _8519af
_47d3c5: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, last_touch_on, recent_touches, days_since_touch, people_touched, key_people, left_out, CASE WHEN COALESCE(recent_touches > 0, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _4cb641
_ae34f8: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, recent_touches, days_since_touch, people_touched, key_people, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _47d3c5
_7fa19a: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, recent_touches, days_since_touch, people_touched, key_people, left_out, numerator, denominator, FALSE AS immature FROM _ae34f8
_ad6b5a: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7fa19a GROUP BY 1
