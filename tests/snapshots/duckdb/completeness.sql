-- completeness ccc6939172ab032f
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
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_9ba397: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.person_id, b.email, b.phone, b.first_name, b.last_name, b.country, b.language, b.job_title, b.seniority, b.department, b.role, b.persona, b.created_on, b.left_on, b.email_bounced, b.counts FROM _7ddc3c AS a INNER JOIN _be7be9 AS b ON a.account_id = b.account_id
_815819: SELECT * FROM _9ba397 WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_925edf: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, 'email' AS field, COALESCE(NOT (LOWER(TRIM(email, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')) AND (NOT CASE WHEN REGEXP_MATCHES(LOWER(TRIM(email, ' 	
')), '^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$') THEN LOWER(TRIM(email, ' 	
')) ELSE NULL END IS NULL) AND NOT (email_bounced), FALSE) AS filled FROM _815819
_44611e: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, 'phone' AS field, COALESCE(NOT (LOWER(TRIM(phone, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) AS filled FROM _815819
_9f899f: SELECT * FROM _925edf AS t31 UNION ALL SELECT * FROM _44611e AS t27
_4b3e2e: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, 'job_title' AS field, COALESCE(NOT (LOWER(TRIM(job_title, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) AS filled FROM _815819
_c8f72c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, 'buying_role' AS field, COALESCE(NOT (LOWER(TRIM(role, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) AS filled FROM _815819
_5a2ec4: SELECT * FROM _4b3e2e AS t28 UNION ALL SELECT * FROM _c8f72c AS t29
_d2e1a1: SELECT * FROM _9f899f AS t32 UNION ALL SELECT * FROM _5a2ec4 AS t30
_c3dafb: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, field, filled, CAST(NULL AS TEXT) AS left_out FROM _d2e1a1
_a5699a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, field, filled, left_out, CASE WHEN COALESCE(filled, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _c3dafb
_ad663e: SELECT period, account_id, person_id, field, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _a5699a
_fb0809: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _ad663e GROUP BY 1
