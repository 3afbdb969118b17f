-- deal_coverage e6edb77f6689da66
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
_0532fb: SELECT * EXCLUDE (state_from, state_until) FROM _865ca0
_ff90e9: SELECT * FROM _0532fb WHERE COALESCE(closed_on >= created_on, TRUE)
_0c78b5: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _ff90e9
_02f137: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _0c78b5
_d5b840: SELECT * FROM _02f137 WHERE status = 'open'
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_ec0296: SELECT * FROM _f60088 AS t41 UNION SELECT * FROM _9aac06 AS t42
_ea3f1e: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _ec0296
_779e4f: SELECT account_id, at AS starts_on, ends_on FROM _ea3f1e
_89d817: SELECT * FROM _779e4f WHERE NOT ends_on IS NULL
_c91b68: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _89d817 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_8837be: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _c91b68
_5e6694: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _8837be GROUP BY 1, 2, 3
_3355f5: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _5e6694
_f247f8: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _3355f5
_cbc5d3: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _f247f8
_a05f97: SELECT * EXCLUDE (previous) FROM _cbc5d3
_04a6ee: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _a05f97
_01bf49: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _04a6ee AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_e1651a: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _01bf49
_1573c0: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _d5b840 AS a INNER JOIN _e1651a AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of AND b.until_on > a.created_on
_09727d: SELECT * EXCLUDE (account_id_right) FROM _1573c0
_325dc7: SELECT * FROM _09727d WHERE created_on <= as_of
_268da4: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _325dc7
_f0f974: SELECT * FROM _268da4 WHERE turn = 0
_e8d50e: SELECT * EXCLUDE (from_on, turn, until_on) FROM _f0f974
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_f3086a: SELECT * FROM _757d43 WHERE kind <> 'email_bounced'
_78cd86: SELECT account_id, occurred_on, person_id FROM _f3086a
_fc3459: SELECT a.period, a.opportunity_id, a.account_id, a.as_of, c.account_id AS account_id_right, c.occurred_on, c.person_id FROM _e8d50e AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _78cd86 AS c ON a.account_id = c.account_id AND c.occurred_on <= a.as_of
_dc17e4: SELECT * EXCLUDE (account_id_right) FROM _fc3459
_bc982a: SELECT period, opportunity_id, MAX(occurred_on) AS last_touch_on, SUM(CASE WHEN (DATE_DIFF('DAY', occurred_on, as_of) >= 0) AND (DATE_DIFF('DAY', occurred_on, as_of) < 90) THEN 1 ELSE 0 END) AS _touches FROM _dc17e4 GROUP BY 1, 2
_154645: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, c.period AS period_right, c.opportunity_id AS opportunity_id_right, c.last_touch_on, c._touches FROM _e8d50e AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _bc982a AS c ON a.period = c.period AND a.opportunity_id = c.opportunity_id
_02d703: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _154645
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_cd7751: SELECT a.period, a.opportunity_id, a.account_id, a.as_of, c.person_id, c.email, c.phone, c.first_name, c.last_name, c.country, c.language, c.job_title, c.seniority, c.department, c.role, c.persona, c.created_on, c.left_on, c.email_bounced, c.counts FROM _e8d50e AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _be7be9 AS c ON a.account_id = c.account_id
_08b334: SELECT * FROM _cd7751 WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_b54304: SELECT * FROM _08b334 WHERE NOT role IS NULL
_1d7bcb: SELECT period, opportunity_id, person_id FROM _b54304
_b9fc1a: SELECT * FROM _dc17e4 WHERE DATE_DIFF('DAY', occurred_on, as_of) >= 0 AND DATE_DIFF('DAY', occurred_on, as_of) < 90
_44b216: SELECT * FROM _b9fc1a WHERE NOT person_id IS NULL
_fbacbe: SELECT period, opportunity_id, person_id FROM _44b216
_29e282: SELECT DISTINCT * FROM _fbacbe
_93c3bd: SELECT period, opportunity_id, person_id, 1 AS _met FROM _29e282
_01104f: SELECT a.period, a.opportunity_id, a.person_id, b.period AS period_right, b.opportunity_id AS opportunity_id_right, b.person_id AS person_id_right, b._met FROM _1d7bcb AS a LEFT OUTER JOIN _93c3bd AS b ON a.period = b.period AND a.opportunity_id = b.opportunity_id AND a.person_id = b.person_id
_d265ef: SELECT period, opportunity_id, person_id, _met FROM _01104f
_263440: SELECT period, opportunity_id, COUNT(*) AS _people, SUM(CASE WHEN NOT _met IS NULL THEN 1 ELSE 0 END) AS _touched FROM _d265ef GROUP BY 1, 2
_a561ed: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.last_touch_on, a._touches, b.period AS period_right, b.opportunity_id AS opportunity_id_right, b._people, b._touched FROM _02d703 AS a LEFT OUTER JOIN _263440 AS b ON a.period = b.period AND a.opportunity_id = b.opportunity_id
_402a41: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _a561ed
_80a220: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, last_touch_on, _touches, _people, _touched, COALESCE(_touches, 0) AS recent_touches, DATE_DIFF('DAY', last_touch_on, as_of) AS days_since_touch, COALESCE(_touched, 0) AS people_touched, COALESCE(_people, 0) AS key_people FROM _402a41
_fd5664: SELECT * EXCLUDE (_people, _touched, _touches) FROM _80a220
_bf5847: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, last_touch_on, recent_touches, days_since_touch, people_touched, key_people, CAST(NULL AS TEXT) AS left_out FROM _fd5664
_18dc51: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, last_touch_on, recent_touches, days_since_touch, people_touched, key_people, left_out, CASE WHEN COALESCE(recent_touches > 0, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _bf5847
_4b7d98: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, recent_touches, days_since_touch, people_touched, key_people, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _18dc51
_b5ad6c: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, recent_touches, days_since_touch, people_touched, key_people, left_out, numerator, denominator, FALSE AS immature FROM _4b7d98
_e27031: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _b5ad6c GROUP BY 1
