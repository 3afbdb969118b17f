-- relationship_score 5d0f2ce19606d072
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_7729ab: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _034837 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_2bfa3d: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _7729ab
_0189f5: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _2bfa3d
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
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
_9a2529: SELECT a.period, a.account_id, a.as_of, c.person, c.day, c.weight, c.inbound, c.outbound, c.seniority FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _464f98 AS c ON a.account_id = c.account_id
_211d89: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, UNNEST(CAST([0] AS TINYINT[])) AS days_before FROM _9a2529
_5e9fb2: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, DATE_DIFF('DAY', day, as_of) - days_before AS age FROM _211d89
_2740a7: SELECT * FROM _5e9fb2 WHERE age >= 0
_54b119: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, age, POWER(2.0, (-(CAST(age AS DOUBLE)) / CAST($relationship_half_life_days AS DOUBLE))) AS fading FROM _2740a7
_e88383: SELECT period, account_id, days_before, person, SUM(weight * fading) AS evidence, SUM(inbound * fading) AS inbound, SUM(outbound * fading) AS outbound, MAX(seniority) AS seniority FROM _54b119 GROUP BY 1, 2, 3, 4
_0b9ec3: SELECT period, account_id, days_before, person, evidence, inbound, outbound, seniority, LN(GREATEST(1 - ((1 - EXP((-(evidence) * ((((LEAST(inbound, outbound) + 0.25) / (GREATEST(inbound, outbound) + 0.5)) * 0.65) + 0.35)) / 4)) * seniority), 1e-12)) AS missing FROM _e88383
_a485c8: SELECT period, account_id, days_before, (1 - EXP(SUM(missing))) * 100 AS score FROM _0b9ec3 GROUP BY 1, 2, 3
_3b2042: SELECT period, account_id, score FROM _a485c8
_21a3ca: SELECT period, account_id, score AS relationship FROM _3b2042
_eb8288: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c.relationship FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _21a3ca AS c ON a.period = c.period AND a.account_id = c.account_id
_44d281: SELECT * EXCLUDE (account_id_right, period_right) FROM _eb8288
_66b338: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, CAST(NULL AS TEXT) AS left_out FROM _44d281
_fef1f2: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, left_out, relationship AS numerator FROM _66b338
_d2965d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_score' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _fef1f2
_5982a9: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _d2965d
_163a7e: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _5982a9
_d06a01: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _163a7e GROUP BY 1
