-- relationship_score 8fec2c9c83c43a47
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_5332c0: SELECT * FROM _f60088 AS t27 UNION SELECT * FROM _9aac06 AS t28
_8522d9: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _5332c0
_cf3b76: SELECT account_id, at AS starts_on, ends_on FROM _8522d9
_b7ff2c: SELECT * FROM _cf3b76 WHERE NOT ends_on IS NULL
_dac011: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _b7ff2c AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_8be5be: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _dac011
_4e5fc6: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _8be5be GROUP BY 1, 2, 3
_1f38ff: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _4e5fc6
_6961b4: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _1f38ff
_f939d6: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _6961b4
_89e32b: SELECT * EXCLUDE (previous) FROM _f939d6
_bed883: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _89e32b
_e41fe8: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _bed883 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_1e94ec: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _e41fe8
_ee3d5b: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _1e94ec AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_4cbc64: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _ee3d5b
_1776c7: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _4cbc64
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
_a73c4b: SELECT a.period, a.account_id, a.as_of, c.person, c.day, c.weight, c.inbound, c.outbound, c.seniority FROM _1776c7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _b10609 AS c ON a.account_id = c.account_id
_ff36c2: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, UNNEST(CAST([0] AS TINYINT[])) AS days_before FROM _a73c4b
_05cbc8: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, DATE_DIFF('DAY', day, as_of) - days_before AS age FROM _ff36c2
_ac9b77: SELECT * FROM _05cbc8 WHERE age >= 0
_f71f6d: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, age, POWER(2.0, (-(CAST(age AS DOUBLE)) / 45)) AS fading FROM _ac9b77
_f97adb: SELECT period, account_id, days_before, person, SUM(weight * fading) AS evidence, SUM(inbound * fading) AS inbound, SUM(outbound * fading) AS outbound, MAX(seniority) AS seniority FROM _f71f6d GROUP BY 1, 2, 3, 4
_0d37fe: SELECT period, account_id, days_before, person, evidence, inbound, outbound, seniority, LN(GREATEST(1 - ((1 - EXP((-(evidence) * ((((LEAST(inbound, outbound) + 0.25) / (GREATEST(inbound, outbound) + 0.5)) * 0.65) + 0.35)) / 4)) * seniority), 1e-12)) AS missing FROM _f97adb
_4c98ba: SELECT period, account_id, days_before, (1 - EXP(SUM(missing))) * 100 AS score FROM _0d37fe GROUP BY 1, 2, 3
_8c6200: SELECT period, account_id, score FROM _4c98ba
_3d8787: SELECT period, account_id, score AS relationship FROM _8c6200
_ae68b4: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c.relationship FROM _1776c7 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _3d8787 AS c ON a.period = c.period AND a.account_id = c.account_id
_75d2cf: SELECT * EXCLUDE (account_id_right, period_right) FROM _ae68b4
_9b240d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, CAST(NULL AS TEXT) AS left_out FROM _75d2cf
_309a8b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, left_out, relationship AS numerator FROM _9b240d
_cfe3c6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_score' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _309a8b
_a9eae5: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, relationship, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _cfe3c6
_7cfef9: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _a9eae5
_687d03: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7cfef9 GROUP BY 1
