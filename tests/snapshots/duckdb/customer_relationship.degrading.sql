-- customer_relationship.degrading 2c9243639376332e
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_bd9995: SELECT account_id FROM _bebdf6
_c60f74: SELECT DISTINCT * FROM _bd9995
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_8ddedc: SELECT a.account_id, b.period, b.starts_on, b.ends_on, b.as_of, d.account_id AS account_id_right, d.from_on, d.until_on, d.entered_on, d.tier, d.tier_order FROM _c60f74 AS a CROSS JOIN windows AS b SEMI JOIN _bebdf6 AS c ON a.account_id = c.account_id AND c.starts_on <= b.as_of AND c.ends_on > b.as_of AND c.known_from <= b.as_of AND c.known_to > b.as_of INNER JOIN _4ed088 AS d ON a.account_id = d.account_id AND d.from_on <= b.as_of
_c2e43f: SELECT * EXCLUDE (account_id_right) FROM _8ddedc
_8f48bc: SELECT account_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _c2e43f
_8b440c: SELECT * FROM _8f48bc WHERE turn = 0
_b16992: SELECT * EXCLUDE (from_on, turn, until_on) FROM _8b440c
_a13669: SELECT period, account_id, as_of FROM _b16992
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
_9dcff3: SELECT a.period, a.account_id, a.as_of, b.person, b.day, b.weight, b.inbound, b.outbound, b.seniority FROM _a13669 AS a INNER JOIN _b10609 AS b ON a.account_id = b.account_id
_93e2d9: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, UNNEST(CAST([0] AS TINYINT[])) AS days_before FROM _9dcff3
_f3c501: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, DATE_DIFF('DAY', day, as_of) - days_before AS age FROM _93e2d9
_16f367: SELECT * FROM _f3c501 WHERE age >= 0
_71255a: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, age, POWER(2.0, (-(CAST(age AS DOUBLE)) / 45)) AS fading FROM _16f367
_f3e154: SELECT period, account_id, days_before, person, SUM(weight * fading) AS evidence, SUM(inbound * fading) AS inbound, SUM(outbound * fading) AS outbound, MAX(seniority) AS seniority FROM _71255a GROUP BY 1, 2, 3, 4
_4841f4: SELECT period, account_id, days_before, person, evidence, inbound, outbound, seniority, LN(GREATEST(1 - ((1 - EXP((-(evidence) * ((((LEAST(inbound, outbound) + 0.25) / (GREATEST(inbound, outbound) + 0.5)) * 0.65) + 0.35)) / 4)) * seniority), 1e-12)) AS missing FROM _f3e154
_58e82c: SELECT period, account_id, days_before, (1 - EXP(SUM(missing))) * 100 AS score FROM _4841f4 GROUP BY 1, 2, 3
_cedaba: SELECT period, account_id, score FROM _58e82c
_36bb55: SELECT period, account_id, score AS relationship FROM _cedaba
_ba4f8b: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b.relationship FROM _b16992 AS a LEFT OUTER JOIN _36bb55 AS b ON a.period = b.period AND a.account_id = b.account_id
_bf2b8f: SELECT * EXCLUDE (account_id_right, period_right) FROM _ba4f8b
_f45fe9: SELECT period, account_id, as_of FROM _bf2b8f
_a1d82d: SELECT a.period, a.account_id, a.as_of, b.person, b.day, b.weight, b.inbound, b.outbound, b.seniority FROM _f45fe9 AS a INNER JOIN _b10609 AS b ON a.account_id = b.account_id
_c39db7: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, UNNEST(CAST([90] AS TINYINT[])) AS days_before FROM _a1d82d
_570fb2: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, DATE_DIFF('DAY', day, as_of) - days_before AS age FROM _c39db7
_3f45f3: SELECT * FROM _570fb2 WHERE age >= 0
_953d3b: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, age, POWER(2.0, (-(CAST(age AS DOUBLE)) / 45)) AS fading FROM _3f45f3
_416618: SELECT period, account_id, days_before, person, SUM(weight * fading) AS evidence, SUM(inbound * fading) AS inbound, SUM(outbound * fading) AS outbound, MAX(seniority) AS seniority FROM _953d3b GROUP BY 1, 2, 3, 4
_dd0a7e: SELECT period, account_id, days_before, person, evidence, inbound, outbound, seniority, LN(GREATEST(1 - ((1 - EXP((-(evidence) * ((((LEAST(inbound, outbound) + 0.25) / (GREATEST(inbound, outbound) + 0.5)) * 0.65) + 0.35)) / 4)) * seniority), 1e-12)) AS missing FROM _416618
_00e8e0: SELECT period, account_id, days_before, (1 - EXP(SUM(missing))) * 100 AS score FROM _dd0a7e GROUP BY 1, 2, 3
_ce0186: SELECT period, account_id, score FROM _00e8e0
_5cf124: SELECT period, account_id, score AS relationship_before FROM _ce0186
_d1436f: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a.relationship, b.period AS period_right, b.account_id AS account_id_right, b.relationship_before FROM _bf2b8f AS a LEFT OUTER JOIN _5cf124 AS b ON a.period = b.period AND a.account_id = b.account_id
_cdceb5: SELECT * EXCLUDE (account_id_right, period_right) FROM _d1436f
_15ca60: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, relationship, relationship_before, CAST(NULL AS TEXT) AS left_out FROM _cdceb5
_27587d: SELECT * FROM _15ca60 WHERE NOT relationship IS NULL
_28156d: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, relationship, relationship_before, left_out, CASE WHEN COALESCE((relationship_before - relationship) >= 20, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _27587d
_545ce9: SELECT period, account_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _28156d
_0561e1: SELECT period, account_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _545ce9
_60208f: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _0561e1 GROUP BY 1
