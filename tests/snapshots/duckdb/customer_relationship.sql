-- customer_relationship 0e45fca22ccfbc69
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_bd9995: SELECT account_id FROM _bebdf6
_c60f74: SELECT DISTINCT * FROM _bd9995
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_95b617: SELECT * FROM _f60088 AS t31 UNION SELECT * FROM _9aac06 AS t32
_87e076: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _95b617
_2a93fc: SELECT account_id, at AS starts_on, ends_on FROM _87e076
_97bc90: SELECT * FROM _2a93fc WHERE NOT ends_on IS NULL
_56d143: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _97bc90 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_f6da04: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _56d143
_8636c9: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _f6da04 GROUP BY 1, 2, 3
_65b23c: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _8636c9
_0b7a96: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _65b23c
_43809d: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _0b7a96
_a48f50: SELECT * EXCLUDE (previous) FROM _43809d
_8933ff: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _a48f50
_6398ee: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _8933ff AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_c9a4a6: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _6398ee
_4f7437: SELECT a.account_id, b.period, b.starts_on, b.ends_on, b.as_of, d.account_id AS account_id_right, d.from_on, d.until_on, d.entered_on, d.tier, d.tier_order FROM _c60f74 AS a CROSS JOIN windows AS b SEMI JOIN _bebdf6 AS c ON a.account_id = c.account_id AND c.starts_on <= b.as_of AND c.ends_on > b.as_of AND c.known_from <= b.as_of AND c.known_to > b.as_of INNER JOIN _c9a4a6 AS d ON a.account_id = d.account_id AND d.from_on <= b.as_of
_522317: SELECT * EXCLUDE (account_id_right) FROM _4f7437
_83d428: SELECT account_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _522317
_3ae08f: SELECT * FROM _83d428 WHERE turn = 0
_33e735: SELECT * EXCLUDE (from_on, turn, until_on) FROM _3ae08f
_86a821: SELECT period, account_id, as_of FROM _33e735
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
_73e81e: SELECT a.period, a.account_id, a.as_of, b.person, b.day, b.weight, b.inbound, b.outbound, b.seniority FROM _86a821 AS a INNER JOIN _b10609 AS b ON a.account_id = b.account_id
_b43888: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, UNNEST(CAST([0] AS TINYINT[])) AS days_before FROM _73e81e
_e597c9: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, DATE_DIFF('DAY', day, as_of) - days_before AS age FROM _b43888
_c0b7ec: SELECT * FROM _e597c9 WHERE age >= 0
_5f534f: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, age, POWER(2.0, (-(CAST(age AS DOUBLE)) / 45)) AS fading FROM _c0b7ec
_3baf4e: SELECT period, account_id, days_before, person, SUM(weight * fading) AS evidence, SUM(inbound * fading) AS inbound, SUM(outbound * fading) AS outbound, MAX(seniority) AS seniority FROM _5f534f GROUP BY 1, 2, 3, 4
_7e0284: SELECT period, account_id, days_before, person, evidence, inbound, outbound, seniority, LN(GREATEST(1 - ((1 - EXP((-(evidence) * ((((LEAST(inbound, outbound) + 0.25) / (GREATEST(inbound, outbound) + 0.5)) * 0.65) + 0.35)) / 4)) * seniority), 1e-12)) AS missing FROM _3baf4e
_d2ede1: SELECT period, account_id, days_before, (1 - EXP(SUM(missing))) * 100 AS score FROM _7e0284 GROUP BY 1, 2, 3
_21ca4b: SELECT period, account_id, score FROM _d2ede1
_01aec0: SELECT period, account_id, score AS relationship FROM _21ca4b
_4330b6: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b.relationship FROM _33e735 AS a LEFT OUTER JOIN _01aec0 AS b ON a.period = b.period AND a.account_id = b.account_id
_8b9eac: SELECT * EXCLUDE (account_id_right, period_right) FROM _4330b6
_e7fedf: SELECT period, account_id, as_of FROM _8b9eac
_ac9a64: SELECT a.period, a.account_id, a.as_of, b.person, b.day, b.weight, b.inbound, b.outbound, b.seniority FROM _e7fedf AS a INNER JOIN _b10609 AS b ON a.account_id = b.account_id
_d86a65: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, UNNEST(CAST([90] AS TINYINT[])) AS days_before FROM _ac9a64
_5b57fd: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, DATE_DIFF('DAY', day, as_of) - days_before AS age FROM _d86a65
_791c8d: SELECT * FROM _5b57fd WHERE age >= 0
_24b85b: SELECT period, account_id, as_of, person, day, weight, inbound, outbound, seniority, days_before, age, POWER(2.0, (-(CAST(age AS DOUBLE)) / 45)) AS fading FROM _791c8d
_5f1d84: SELECT period, account_id, days_before, person, SUM(weight * fading) AS evidence, SUM(inbound * fading) AS inbound, SUM(outbound * fading) AS outbound, MAX(seniority) AS seniority FROM _24b85b GROUP BY 1, 2, 3, 4
_f707cb: SELECT period, account_id, days_before, person, evidence, inbound, outbound, seniority, LN(GREATEST(1 - ((1 - EXP((-(evidence) * ((((LEAST(inbound, outbound) + 0.25) / (GREATEST(inbound, outbound) + 0.5)) * 0.65) + 0.35)) / 4)) * seniority), 1e-12)) AS missing FROM _5f1d84
_f0e146: SELECT period, account_id, days_before, (1 - EXP(SUM(missing))) * 100 AS score FROM _f707cb GROUP BY 1, 2, 3
_737d0e: SELECT period, account_id, score FROM _f0e146
_d149fa: SELECT period, account_id, score AS relationship_before FROM _737d0e
_73f5a2: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a.relationship, b.period AS period_right, b.account_id AS account_id_right, b.relationship_before FROM _8b9eac AS a LEFT OUTER JOIN _d149fa AS b ON a.period = b.period AND a.account_id = b.account_id
_ab4dab: SELECT * EXCLUDE (account_id_right, period_right) FROM _73f5a2
_11fc31: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, relationship, relationship_before, CAST(NULL AS TEXT) AS left_out FROM _ab4dab
_fdbf5a: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, relationship, relationship_before, left_out, relationship AS numerator FROM _11fc31
_b5bbea: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, relationship, relationship_before, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_score' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _fdbf5a
_0a8d8c: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, relationship, relationship_before, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _b5bbea
_03fe52: SELECT period, account_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _0a8d8c
_18e92e: SELECT period, account_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _03fe52
_d86515: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _18e92e GROUP BY 1
