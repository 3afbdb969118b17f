-- deal_coverage 37fe278b04815c76
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_9bdb32: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT (account_id IS NULL)
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_48dbcc: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, b.period, b.starts_on, b.ends_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _9bdb32 AS a CROSS JOIN windows AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_9fb689: SELECT * EXCLUDE (opportunity_id_right) FROM _48dbcc
_9f030f: SELECT * EXCLUDE (state_from, state_until) FROM _9fb689
_2b2daa: SELECT * FROM _9f030f WHERE COALESCE(closed_on >= created_on, TRUE)
_83c733: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _2b2daa
_745c92: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _83c733
_699156: SELECT * FROM _745c92 WHERE status = 'open'
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_a3f478: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _699156 AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of AND b.until_on > a.created_on
_9820a8: SELECT * EXCLUDE (account_id_right) FROM _a3f478
_f81eda: SELECT * FROM _9820a8 WHERE created_on <= as_of
_f9a9bd: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _f81eda
_a3ac7d: SELECT * FROM _f9a9bd WHERE turn = 0
_ca121b: SELECT * EXCLUDE (from_on, turn, until_on) FROM _a3ac7d
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_944996: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order FROM _ca121b AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_f72143: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _944996
_3278bb: SELECT period, opportunity_id, account_id, as_of FROM _f72143
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_f3086a: SELECT * FROM _757d43 WHERE kind <> 'email_bounced'
_78cd86: SELECT account_id, occurred_on, person_id FROM _f3086a
_4ada85: SELECT a.period, a.opportunity_id, a.account_id, a.as_of, b.account_id AS account_id_right, b.occurred_on, b.person_id FROM _3278bb AS a INNER JOIN _78cd86 AS b ON a.account_id = b.account_id AND b.occurred_on <= a.as_of
_f2f14f: SELECT * EXCLUDE (account_id_right) FROM _4ada85
_9fed03: SELECT period, opportunity_id, MAX(occurred_on) AS last_touch_on, SUM(CASE WHEN (DATE_DIFF('DAY', occurred_on, as_of) >= 0) AND (DATE_DIFF('DAY', occurred_on, as_of) < CAST($engagement_lookback_days AS BIGINT)) THEN 1 ELSE 0 END) AS _touches FROM _f2f14f GROUP BY 1, 2
_3fb606: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.left_out, b.period AS period_right, b.opportunity_id AS opportunity_id_right, b.last_touch_on, b._touches FROM _f72143 AS a LEFT OUTER JOIN _9fed03 AS b ON a.period = b.period AND a.opportunity_id = b.opportunity_id
_83dd38: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _3fb606
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_e2d5c0: SELECT a.period, a.opportunity_id, a.account_id, a.as_of, b.person_id, b.email, b.phone, b.first_name, b.last_name, b.country, b.language, b.job_title, b.seniority, b.department, b.role, b.persona, b.created_on, b.left_on, b.email_bounced, b.counts FROM _3278bb AS a INNER JOIN _be7be9 AS b ON a.account_id = b.account_id
_04180d: SELECT * FROM _e2d5c0 WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_49c417: SELECT * FROM _04180d WHERE NOT role IS NULL
_c35908: SELECT period, opportunity_id, person_id FROM _49c417
_cb0b11: SELECT * FROM _f2f14f WHERE DATE_DIFF('DAY', occurred_on, as_of) >= 0 AND DATE_DIFF('DAY', occurred_on, as_of) < CAST($engagement_lookback_days AS BIGINT)
_42255e: SELECT * FROM _cb0b11 WHERE NOT person_id IS NULL
_d0b443: SELECT period, opportunity_id, person_id FROM _42255e
_a2261f: SELECT DISTINCT * FROM _d0b443
_3a311f: SELECT period, opportunity_id, person_id, 1 AS _met FROM _a2261f
_ac4ed5: SELECT a.period, a.opportunity_id, a.person_id, b.period AS period_right, b.opportunity_id AS opportunity_id_right, b.person_id AS person_id_right, b._met FROM _c35908 AS a LEFT OUTER JOIN _3a311f AS b ON a.period = b.period AND a.opportunity_id = b.opportunity_id AND a.person_id = b.person_id
_c1f486: SELECT period, opportunity_id, person_id, _met FROM _ac4ed5
_0622b6: SELECT period, opportunity_id, COUNT(*) AS _people, SUM(CASE WHEN NOT _met IS NULL THEN 1 ELSE 0 END) AS _touched FROM _c1f486 GROUP BY 1, 2
_3e55ef: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.left_out, a.last_touch_on, a._touches, b.period AS period_right, b.opportunity_id AS opportunity_id_right, b._people, b._touched FROM _83dd38 AS a LEFT OUTER JOIN _0622b6 AS b ON a.period = b.period AND a.opportunity_id = b.opportunity_id
_65a69d: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _3e55ef
_0c21b1: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, left_out, last_touch_on, _touches, _people, _touched, COALESCE(_touches, 0) AS recent_touches, DATE_DIFF('DAY', last_touch_on, as_of) AS days_since_touch, COALESCE(_touched, 0) AS people_touched, COALESCE(_people, 0) AS key_people FROM _65a69d
_3dab7f: SELECT * EXCLUDE (_people, _touched, _touches) FROM _0c21b1
_4a529f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN account_id IS NULL THEN 'no_account' ELSE CAST(NULL AS TEXT) END) AS left_out, last_touch_on, recent_touches, days_since_touch, people_touched, key_people FROM _3dab7f
_f24929: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, left_out, last_touch_on, recent_touches, days_since_touch, people_touched, key_people, CASE WHEN COALESCE(recent_touches > 0, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _4a529f
_67531a: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, recent_touches, days_since_touch, people_touched, key_people, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _f24929
_22b7f1: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, recent_touches, days_since_touch, people_touched, key_people, left_out, numerator, denominator, FALSE AS immature FROM _67531a
_ca3b90: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _22b7f1 GROUP BY 1
