-- customer_relationship.degrading d9e6fef082b8a315
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_bd9995: SELECT account_id FROM _bebdf6
_c60f74: SELECT DISTINCT * FROM _bd9995
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_7e8c63: SELECT a.account_id, b.period, b.starts_on, b.ends_on, b.as_of, d.account_id AS account_id_right, d.from_on, d.until_on, d.entered_on, d.tier, d.tier_order FROM _c60f74 AS a CROSS JOIN windows AS b SEMI JOIN _bebdf6 AS c ON a.account_id = c.account_id AND c.starts_on <= b.as_of AND c.ends_on > b.as_of AND c.known_from <= b.as_of AND c.known_to > b.as_of INNER JOIN _034837 AS d ON a.account_id = d.account_id AND d.from_on <= b.as_of
_2d3d4d: SELECT * EXCLUDE (account_id_right) FROM _7e8c63
_ec00f8: SELECT account_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _2d3d4d
_c03841: SELECT * FROM _ec00f8 WHERE turn = 0
_fa5d97: SELECT * EXCLUDE (from_on, turn, until_on) FROM _c03841
_d861c3: SELECT period, account_id, as_of FROM _fa5d97
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_0658b8: SELECT * FROM _757d43 WHERE kind IN ('meeting_held', 'call', 'mail_in', 'mail_out')
_12edb4: SELECT * FROM _0658b8 WHERE (kind <> 'call') OR COALESCE(outcome = 'connected', FALSE)
_6e4924: SELECT touch_id, occurred_at, occurred_on, kind, channel, direction, team, account_id, person_id, visitor_id, session_id, campaign_id, asset_id, url, quantity, user_id, outcome, engages, is_high_value, content_seconds, weighted_seconds, match, objected, counts, COUNT(touch_id) OVER (PARTITION BY account_id, kind, occurred_at ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS attendees FROM _12edb4
_1261f0: SELECT touch_id, occurred_at, occurred_on, kind, channel, direction, team, account_id, person_id, visitor_id, session_id, campaign_id, asset_id, url, quantity, user_id, outcome, engages, is_high_value, content_seconds, weighted_seconds, match, objected, counts, attendees, CASE WHEN kind = 'meeting_held' THEN CASE WHEN kind = 'meeting_held' THEN 3.0 WHEN kind = 'call' THEN 2.0 WHEN kind = 'mail_in' THEN 1.0 WHEN kind = 'mail_out' THEN 0.25 ELSE 0.0 END / SQRT(CAST(attendees AS DOUBLE)) ELSE CASE WHEN kind = 'meeting_held' THEN 3.0 WHEN kind = 'call' THEN 2.0 WHEN kind = 'mail_in' THEN 1.0 WHEN kind = 'mail_out' THEN 0.25 ELSE 0.0 END END AS weight FROM _6e4924
_94ecbd: SELECT person_id, seniority FROM people
_d2b729: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.kind, a.channel, a.direction, a.team, a.account_id, a.person_id, a.visitor_id, a.session_id, a.campaign_id, a.asset_id, a.url, a.quantity, a.user_id, a.outcome, a.engages, a.is_high_value, a.content_seconds, a.weighted_seconds, a.match, a.objected, a.counts, a.attendees, a.weight, b.person_id AS person_id_right, b.seniority FROM _1261f0 AS a LEFT OUTER JOIN _94ecbd AS b ON a.person_id = b.person_id
_737253: SELECT * EXCLUDE (person_id_right) FROM _d2b729
_464f98: SELECT account_id, COALESCE(person_id, visitor_id, '') AS person, occurred_on AS day, weight, CASE WHEN kind = 'mail_out' THEN 0 ELSE 1 END AS inbound, CASE WHEN kind = 'mail_in' THEN 0 ELSE 1 END AS outbound, CASE WHEN seniority = 'c_level' THEN CAST($seniority_c_level AS DOUBLE) / CAST($seniority_largest AS DOUBLE) WHEN seniority = 'vp' THEN CAST($seniority_vp AS DOUBLE) / CAST($seniority_largest AS DOUBLE) WHEN seniority = 'director' THEN CAST($seniority_director AS DOUBLE) / CAST($seniority_largest AS DOUBLE) WHEN seniority = 'manager' THEN CAST($seniority_manager AS DOUBLE) / CAST($seniority_largest AS DOUBLE) WHEN seniority = 'staff' THEN CAST($seniority_staff AS DOUBLE) / CAST($seniority_largest AS DOUBLE) ELSE CAST($seniority_unknown AS DOUBLE) / CAST($seniority_largest AS DOUBLE) END AS seniority FROM _737253
_ea3efb: SELECT a.period, a.account_id, a.as_of, b.person, b.day, b.weight, b.inbound, b.outbound, b.seniority FROM _d861c3 AS a INNER JOIN _464f98 AS b ON a.account_id = b.account_id
_d481a3: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, UNNEST(CAST([0] AS TINYINT[])) AS days_before FROM _ea3efb
_4cf9ea: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, DATE_DIFF('DAY', day, as_of) - days_before AS age FROM _d481a3
_0c1674: SELECT * FROM _4cf9ea WHERE age >= 0
_9c88e6: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, age, POWER(2.0, (-(CAST(age AS DOUBLE)) / CAST($relationship_half_life_days AS DOUBLE))) AS fading FROM _0c1674
_bf5ccd: SELECT period, account_id, days_before, person, SUM(weight * fading) AS evidence, SUM(inbound * fading) AS inbound, SUM(outbound * fading) AS outbound, MAX(seniority) AS seniority FROM _9c88e6 GROUP BY 1, 2, 3, 4
_0dba3e: SELECT period, account_id, days_before, person, evidence, inbound, outbound, seniority, LN(GREATEST(1 - ((1 - EXP((-(evidence) * ((((LEAST(inbound, outbound) + 0.25) / (GREATEST(inbound, outbound) + 0.5)) * 0.65) + 0.35)) / 4)) * seniority), 1e-12)) AS missing FROM _bf5ccd
_2a38e9: SELECT period, account_id, days_before, (1 - EXP(SUM(missing))) * 100 AS score FROM _0dba3e GROUP BY 1, 2, 3
_d2538a: SELECT period, account_id, score FROM _2a38e9
_0f018f: SELECT period, account_id, score AS relationship FROM _d2538a
_1b90fb: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b.relationship FROM _fa5d97 AS a LEFT OUTER JOIN _0f018f AS b ON a.period = b.period AND a.account_id = b.account_id
_76271f: SELECT * EXCLUDE (account_id_right, period_right) FROM _1b90fb
_edd4ba: SELECT period, account_id, as_of FROM _76271f
_6e479f: SELECT a.period, a.account_id, a.as_of, b.person, b.day, b.weight, b.inbound, b.outbound, b.seniority FROM _edd4ba AS a INNER JOIN _464f98 AS b ON a.account_id = b.account_id
_3b90bc: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, UNNEST(CAST([90] AS TINYINT[])) AS days_before FROM _6e479f
_f7f73f: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, DATE_DIFF('DAY', day, as_of) - days_before AS age FROM _3b90bc
_3ab962: SELECT * FROM _f7f73f WHERE age >= 0
_e06e63: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, age, POWER(2.0, (-(CAST(age AS DOUBLE)) / CAST($relationship_half_life_days AS DOUBLE))) AS fading FROM _3ab962
_dbca13: SELECT period, account_id, days_before, person, SUM(weight * fading) AS evidence, SUM(inbound * fading) AS inbound, SUM(outbound * fading) AS outbound, MAX(seniority) AS seniority FROM _e06e63 GROUP BY 1, 2, 3, 4
_b67ad0: SELECT period, account_id, days_before, person, evidence, inbound, outbound, seniority, LN(GREATEST(1 - ((1 - EXP((-(evidence) * ((((LEAST(inbound, outbound) + 0.25) / (GREATEST(inbound, outbound) + 0.5)) * 0.65) + 0.35)) / 4)) * seniority), 1e-12)) AS missing FROM _dbca13
_9548c4: SELECT period, account_id, days_before, (1 - EXP(SUM(missing))) * 100 AS score FROM _b67ad0 GROUP BY 1, 2, 3
_9a0506: SELECT period, account_id, score FROM _9548c4
_aa866a: SELECT period, account_id, score AS relationship_before FROM _9a0506
_2f2433: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a.relationship, b.period AS period_right, b.account_id AS account_id_right, b.relationship_before FROM _76271f AS a LEFT OUTER JOIN _aa866a AS b ON a.period = b.period AND a.account_id = b.account_id
_3117f1: SELECT * EXCLUDE (account_id_right, period_right) FROM _2f2433
_ec72db: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, relationship, relationship_before, CAST(NULL AS TEXT) AS left_out FROM _3117f1
_0e436f: SELECT * FROM _ec72db WHERE NOT relationship IS NULL
_313b8b: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, relationship, relationship_before, left_out, CASE WHEN COALESCE((relationship_before - relationship) >= 20, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _0e436f
_497036: SELECT period, account_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _313b8b
_c7d8a5: SELECT period, account_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _497036
_16c621: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _c7d8a5 GROUP BY 1
