-- completeness ede894e11e88b09b
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_88bd9b: SELECT * FROM _f60088 AS t20 UNION SELECT * FROM _9aac06 AS t21
_1458cc: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _88bd9b
_60f06d: SELECT account_id, at AS starts_on, ends_on FROM _1458cc
_0b22bb: SELECT * FROM _60f06d WHERE NOT ends_on IS NULL
_32c070: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _0b22bb AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_72cb86: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _32c070
_20e7cb: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _72cb86 GROUP BY 1, 2, 3
_ed7832: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _20e7cb
_dfb8a8: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _ed7832
_390d1c: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _dfb8a8
_9f7fb7: SELECT * EXCLUDE (previous) FROM _390d1c
_f6b76a: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _9f7fb7
_282a5c: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _f6b76a AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_882a76: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _282a5c
_ed2795: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _882a76 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_ab0a92: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _ed2795
_000e80: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _ab0a92
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_5079fa: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.person_id, b.email, b.phone, b.first_name, b.last_name, b.country, b.language, b.job_title, b.seniority, b.department, b.role, b.persona, b.created_on, b.left_on, b.email_bounced, b.counts FROM _000e80 AS a INNER JOIN _be7be9 AS b ON a.account_id = b.account_id
_70ca47: SELECT * FROM _5079fa WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_bdb9de: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, 'email' AS field, COALESCE(NOT (LOWER(TRIM(email, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')) AND (NOT CASE WHEN REGEXP_MATCHES(LOWER(TRIM(email, ' 	
')), '^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$') THEN LOWER(TRIM(email, ' 	
')) ELSE NULL END IS NULL) AND NOT (email_bounced), FALSE) AS filled FROM _70ca47
_6268d8: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, 'phone' AS field, COALESCE(NOT (LOWER(TRIM(phone, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) AS filled FROM _70ca47
_1f4b98: SELECT * FROM _bdb9de AS t51 UNION ALL SELECT * FROM _6268d8 AS t47
_7af6bd: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, 'job_title' AS field, COALESCE(NOT (LOWER(TRIM(job_title, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) AS filled FROM _70ca47
_a10caa: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, 'buying_role' AS field, COALESCE(NOT (LOWER(TRIM(role, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) AS filled FROM _70ca47
_4ace1a: SELECT * FROM _7af6bd AS t48 UNION ALL SELECT * FROM _a10caa AS t49
_de7cef: SELECT * FROM _1f4b98 AS t52 UNION ALL SELECT * FROM _4ace1a AS t50
_9be75b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, field, filled, CAST(NULL AS TEXT) AS left_out FROM _de7cef
_294c9f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, field, filled, left_out, CASE WHEN COALESCE(filled, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _9be75b
_e5d240: SELECT period, account_id, person_id, field, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _294c9f
_22d1e2: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _e5d240 GROUP BY 1
