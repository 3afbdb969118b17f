-- contacts_with_relationship b029f1237ff2eddc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_e6e6c6: SELECT * FROM _f60088 AS t25 UNION SELECT * FROM _9aac06 AS t26
_61152f: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _e6e6c6
_e13fa9: SELECT account_id, at AS starts_on, ends_on FROM _61152f
_6b9bcb: SELECT * FROM _e13fa9 WHERE NOT ends_on IS NULL
_2b3039: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _6b9bcb AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_fa0d64: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _2b3039
_b04fa5: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _fa0d64 GROUP BY 1, 2, 3
_2a1377: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _b04fa5
_46c88a: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _2a1377
_f0a972: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _46c88a
_bef4b8: SELECT * EXCLUDE (previous) FROM _f0a972
_0b215d: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _bef4b8
_aa769c: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _0b215d AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_cad355: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _aa769c
_3ac580: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _cad355 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_a4cfe0: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _3ac580
_a310ca: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _a4cfe0
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_9a2aee: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.person_id, b.email, b.phone, b.first_name, b.last_name, b.country, b.language, b.job_title, b.seniority, b.department, b.role, b.persona, b.created_on, b.left_on, b.email_bounced, b.counts FROM _a310ca AS a INNER JOIN _be7be9 AS b ON a.account_id = b.account_id
_8b25c9: SELECT * FROM _9a2aee WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_22c721: SELECT period, account_id, person_id, as_of FROM _8b25c9
_1666f9: SELECT * FROM touches WHERE counts AND NOT account_id IS NULL AND NOT person_id IS NULL AND (kind IN ('mail_in', 'meeting_held', 'chat') OR ((kind = 'call') AND COALESCE(LOWER(TRIM(outcome, ' 	
')) = 'connected', FALSE)))
_eb5397: SELECT person_id, occurred_on AS day FROM _1666f9
_7a6886: SELECT DISTINCT * FROM _eb5397
_56eba2: SELECT a.period, a.account_id, a.person_id, a.as_of, b.day FROM _22c721 AS a INNER JOIN _7a6886 AS b ON a.person_id = b.person_id
_82bf7e: SELECT * FROM _56eba2 WHERE DATE_DIFF('DAY', day, as_of) >= 0 AND DATE_DIFF('DAY', day, as_of) < 180
_80d4d7: SELECT period, account_id, person_id FROM _82bf7e
_94fbbd: SELECT DISTINCT * FROM _80d4d7
_573991: SELECT period, account_id, person_id, TRUE AS _found FROM _94fbbd
_4523eb: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.person_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b._found FROM _8b25c9 AS a LEFT OUTER JOIN _573991 AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_1dfc81: SELECT * EXCLUDE (account_id_right, period_right, person_id_right) FROM _4523eb
_cba232: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, _found, COALESCE(_found, FALSE) AS in_dialogue FROM _1dfc81
_c570ec: SELECT * EXCLUDE (_found) FROM _cba232
_434e2f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, in_dialogue, CAST(NULL AS TEXT) AS left_out FROM _c570ec
_ec3bd9: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, in_dialogue, left_out, CASE WHEN COALESCE(in_dialogue, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _434e2f
_661bbf: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _ec3bd9
_ebab3d: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _661bbf GROUP BY 1
