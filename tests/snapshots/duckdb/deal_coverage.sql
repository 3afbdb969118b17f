-- deal_coverage 0cc9cf8eb24a6a16
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
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_730b97: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _d5b840 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of AND b.until_on > a.created_on
_d7345e: SELECT * EXCLUDE (account_id_right) FROM _730b97
_cd193a: SELECT * FROM _d7345e WHERE created_on <= as_of
_d4bd63: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _cd193a
_3e3f86: SELECT * FROM _d4bd63 WHERE turn = 0
_676dee: SELECT * EXCLUDE (from_on, turn, until_on) FROM _3e3f86
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_f3086a: SELECT * FROM _757d43 WHERE kind <> 'email_bounced'
_78cd86: SELECT account_id, occurred_on, person_id FROM _f3086a
_bcb617: SELECT a.period, a.opportunity_id, a.account_id, a.as_of, c.account_id AS account_id_right, c.occurred_on, c.person_id FROM _676dee AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _78cd86 AS c ON a.account_id = c.account_id AND c.occurred_on <= a.as_of
_88c9d6: SELECT * EXCLUDE (account_id_right) FROM _bcb617
_b6cf5e: SELECT period, opportunity_id, MAX(occurred_on) AS last_touch_on, SUM(CASE WHEN (DATE_DIFF('DAY', occurred_on, as_of) >= 0) AND (DATE_DIFF('DAY', occurred_on, as_of) < 90) THEN 1 ELSE 0 END) AS _touches FROM _88c9d6 GROUP BY 1, 2
_dd9c65: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, c.period AS period_right, c.opportunity_id AS opportunity_id_right, c.last_touch_on, c._touches FROM _676dee AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _b6cf5e AS c ON a.period = c.period AND a.opportunity_id = c.opportunity_id
_4f0587: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _dd9c65
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_238595: SELECT a.period, a.opportunity_id, a.account_id, a.as_of, c.person_id, c.email, c.phone, c.first_name, c.last_name, c.country, c.language, c.job_title, c.seniority, c.department, c.role, c.persona, c.created_on, c.left_on, c.email_bounced, c.counts FROM _676dee AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _be7be9 AS c ON a.account_id = c.account_id
_36f2fd: SELECT * FROM _238595 WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_7d4227: SELECT * FROM _36f2fd WHERE NOT role IS NULL
_e05226: SELECT period, opportunity_id, person_id FROM _7d4227
_35dfd4: SELECT * FROM _88c9d6 WHERE DATE_DIFF('DAY', occurred_on, as_of) >= 0 AND DATE_DIFF('DAY', occurred_on, as_of) < 90
_ee45b7: SELECT * FROM _35dfd4 WHERE NOT person_id IS NULL
_0a4104: SELECT period, opportunity_id, person_id FROM _ee45b7
_58727a: SELECT DISTINCT * FROM _0a4104
_57bbbd: SELECT period, opportunity_id, person_id, 1 AS _met FROM _58727a
_ce3b31: SELECT a.period, a.opportunity_id, a.person_id, b.period AS period_right, b.opportunity_id AS opportunity_id_right, b.person_id AS person_id_right, b._met FROM _e05226 AS a LEFT OUTER JOIN _57bbbd AS b ON a.period = b.period AND a.opportunity_id = b.opportunity_id AND a.person_id = b.person_id
_e3323f: SELECT period, opportunity_id, person_id, _met FROM _ce3b31
_e9ecf6: SELECT period, opportunity_id, COUNT(*) AS _people, SUM(CASE WHEN NOT _met IS NULL THEN 1 ELSE 0 END) AS _touched FROM _e3323f GROUP BY 1, 2
_038dc8: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.last_touch_on, a._touches, b.period AS period_right, b.opportunity_id AS opportunity_id_right, b._people, b._touched FROM _4f0587 AS a LEFT OUTER JOIN _e9ecf6 AS b ON a.period = b.period AND a.opportunity_id = b.opportunity_id
_07f6ce: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _038dc8
_f69cdb: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, last_touch_on, _touches, _people, _touched, COALESCE(_touches, 0) AS recent_touches, DATE_DIFF('DAY', last_touch_on, as_of) AS days_since_touch, COALESCE(_touched, 0) AS people_touched, COALESCE(_people, 0) AS key_people FROM _07f6ce
_08f454: SELECT * EXCLUDE (_people, _touched, _touches) FROM _f69cdb
_4d99ac: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, last_touch_on, recent_touches, days_since_touch, people_touched, key_people, CAST(NULL AS TEXT) AS left_out FROM _08f454
_377741: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, last_touch_on, recent_touches, days_since_touch, people_touched, key_people, left_out, CASE WHEN COALESCE(recent_touches > 0, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _4d99ac
_dea84d: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, recent_touches, days_since_touch, people_touched, key_people, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _377741
_67ae13: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, recent_touches, days_since_touch, people_touched, key_people, left_out, numerator, denominator, FALSE AS immature FROM _dea84d
_6bc230: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _67ae13 GROUP BY 1
