-- relationship_score e3abe8bbd1231c4d
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_f50196: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _4ed088 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_ed14c3: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _f50196
_7ddc3c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _ed14c3
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_0658b8: SELECT * FROM _757d43 WHERE kind IN ('meeting_held', 'call', 'mail_in', 'mail_out')
_12edb4: SELECT * FROM _0658b8 WHERE (kind <> 'call') OR COALESCE(outcome = 'connected', FALSE)
_e116da: SELECT touch_id, occurred_at, occurred_on, kind, channel, direction, team, account_id, person_id, visitor_id, session_id, campaign_id, asset_id, url, quantity, user_id, outcome, engages, is_high_value, content_seconds, weighted_seconds, match, counts, COUNT(touch_id) OVER (PARTITION BY account_id, kind, occurred_at ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS attendees FROM _12edb4
_d14cd8: SELECT touch_id, occurred_at, occurred_on, kind, channel, direction, team, account_id, person_id, visitor_id, session_id, campaign_id, asset_id, url, quantity, user_id, outcome, engages, is_high_value, content_seconds, weighted_seconds, match, counts, attendees, CASE WHEN kind = 'meeting_held' THEN CASE WHEN kind = 'meeting_held' THEN 3.0 WHEN kind = 'call' THEN 2.0 WHEN kind = 'mail_in' THEN 1.0 WHEN kind = 'mail_out' THEN 0.25 ELSE 0.0 END / SQRT(CAST(attendees AS DOUBLE)) ELSE CASE WHEN kind = 'meeting_held' THEN 3.0 WHEN kind = 'call' THEN 2.0 WHEN kind = 'mail_in' THEN 1.0 WHEN kind = 'mail_out' THEN 0.25 ELSE 0.0 END END AS weight FROM _e116da
_94ecbd: SELECT person_id, seniority FROM people
_87c62d: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.kind, a.channel, a.direction, a.team, a.account_id, a.person_id, a.visitor_id, a.session_id, a.campaign_id, a.asset_id, a.url, a.quantity, a.user_id, a.outcome, a.engages, a.is_high_value, a.content_seconds, a.weighted_seconds, a.match, a.counts, a.attendees, a.weight, b.person_id AS person_id_right, b.seniority FROM _d14cd8 AS a LEFT OUTER JOIN _94ecbd AS b ON a.person_id = b.person_id
_30b87c: SELECT * EXCLUDE (person_id_right) FROM _87c62d
_b10609: SELECT account_id, COALESCE(person_id, visitor_id, '') AS person, occurred_on AS day, weight, CASE WHEN kind = 'mail_out' THEN 0 ELSE 1 END AS inbound, CASE WHEN kind = 'mail_in' THEN 0 ELSE 1 END AS outbound, CASE WHEN seniority = 'c_level' THEN 1.0 WHEN seniority = 'vp' THEN 0.75 WHEN seniority = 'director' THEN 0.625 WHEN seniority = 'manager' THEN 0.5 WHEN seniority = 'staff' THEN 0.25 ELSE 0.25 END AS seniority FROM _30b87c
_53c2e4: SELECT a.period, a.account_id, a.as_of, c.person, c.day, c.weight, c.inbound, c.outbound, c.seniority FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _b10609 AS c ON a.account_id = c.account_id
_6fceca: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, UNNEST(CAST([0] AS TINYINT[])) AS days_before FROM _53c2e4
_7998ef: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, DATE_DIFF('DAY', day, as_of) - days_before AS age FROM _6fceca
_136f31: SELECT * FROM _7998ef WHERE age >= 0
_39527e: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, age, POWER(2.0, (-(CAST(age AS DOUBLE)) / 45)) AS fading FROM _136f31
_e5365f: SELECT period, account_id, days_before, person, SUM(weight * fading) AS evidence, SUM(inbound * fading) AS inbound, SUM(outbound * fading) AS outbound, MAX(seniority) AS seniority FROM _39527e GROUP BY 1, 2, 3, 4
_a6428b: SELECT period, account_id, days_before, person, evidence, inbound, outbound, seniority, LN(GREATEST(1 - ((1 - EXP((-(evidence) * ((((LEAST(inbound, outbound) + 0.25) / (GREATEST(inbound, outbound) + 0.5)) * 0.65) + 0.35)) / 4)) * seniority), 1e-12)) AS missing FROM _e5365f
_c90e5e: SELECT period, account_id, days_before, (1 - EXP(SUM(missing))) * 100 AS score FROM _a6428b GROUP BY 1, 2, 3
_cc4775: SELECT period, account_id, score FROM _c90e5e
_5b7ad3: SELECT period, account_id, score AS relationship FROM _cc4775
_c9cc2b: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c.relationship FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _5b7ad3 AS c ON a.period = c.period AND a.account_id = c.account_id
_f75b6c: SELECT * EXCLUDE (account_id_right, period_right) FROM _c9cc2b
_de7d9a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, CAST(NULL AS TEXT) AS left_out FROM _f75b6c
_32790d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, left_out, relationship AS numerator FROM _de7d9a
_05e5f5: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_score' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _32790d
_5ee3ca: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _05e5f5
_280b69: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _5ee3ca
_ce2fa8: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _280b69 GROUP BY 1
