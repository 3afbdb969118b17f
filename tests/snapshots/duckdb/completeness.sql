-- completeness 2d02fea391561309
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
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_f35b37: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.person_id, b.email, b.phone, b.first_name, b.last_name, b.country, b.language, b.job_title, b.seniority, b.department, b.role, b.persona, b.created_on, b.left_on, b.email_bounced, b.counts FROM _0189f5 AS a INNER JOIN _be7be9 AS b ON a.account_id = b.account_id
_c7c5ad: SELECT * FROM _f35b37 WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_c49013: SELECT person_id, seniority AS _seniority, department AS _department, role AS _role FROM suggested_people
_27b942: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.person_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.person_id AS person_id_right, b._seniority, b._department, b._role FROM _c7c5ad AS a LEFT OUTER JOIN _c49013 AS b ON a.person_id = b.person_id
_98ef6b: SELECT * EXCLUDE (person_id_right) FROM _27b942
_db7e77: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, CASE WHEN _seniority IS NULL THEN seniority ELSE NULL END AS seniority, CASE WHEN _department IS NULL THEN department ELSE NULL END AS department, CASE WHEN _role IS NULL THEN role ELSE NULL END AS role, persona, created_on, left_on, email_bounced, counts, _seniority, _department, _role FROM _98ef6b
_2b907a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, _seniority, _department, _role, UNNEST(CAST($completeness_fields AS TEXT[])) AS field FROM _db7e77
_753a24: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, _seniority, _department, _role, field, CASE WHEN field = 'email' THEN COALESCE(NOT (LOWER(TRIM(email, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')) AND (NOT CASE WHEN REGEXP_MATCHES(LOWER(TRIM(email, ' 	
')), '^[^@\s<>()"'',;:][^@\s<>()",;:]*@[^@\s.<>()"'',;:]+(?:\.[^@\s.<>()"'',;:]+)+$') THEN LOWER(TRIM(email, ' 	
')) WHEN NOT LOWER(TRIM(email, ' 	
')) IS NULL THEN CASE WHEN NULLIF(REGEXP_EXTRACT(REPLACE(LOWER(TRIM(email, ' 	
')), NULLIF(REGEXP_EXTRACT(LOWER(TRIM(email, ' 	
')), '(?:^|[<;,("'']|mailto:)\s*([^@\s<>()"'',;:][^@\s<>()",;:]*@[^@\s.<>()"'',;:]+(?:\.[^@\s.<>()"'',;:]+)+)\s*(?:$|[>;,)"''])', 1), ''), ''), '(?:^|[<;,("'']|mailto:)\s*([^@\s<>()"'',;:][^@\s<>()",;:]*@[^@\s.<>()"'',;:]+(?:\.[^@\s.<>()"'',;:]+)+)\s*(?:$|[>;,)"''])', 1), '') IS NULL THEN NULLIF(REGEXP_EXTRACT(LOWER(TRIM(email, ' 	
')), '(?:^|[<;,("'']|mailto:)\s*([^@\s<>()"'',;:][^@\s<>()",;:]*@[^@\s.<>()"'',;:]+(?:\.[^@\s.<>()"'',;:]+)+)\s*(?:$|[>;,)"''])', 1), '') ELSE NULL END ELSE NULL END IS NULL) AND NOT (email_bounced), FALSE) WHEN field = 'phone' THEN COALESCE(NOT (LOWER(TRIM(phone, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) WHEN field = 'first_name' THEN COALESCE(NOT (LOWER(TRIM(first_name, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) WHEN field = 'last_name' THEN COALESCE(NOT (LOWER(TRIM(last_name, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) WHEN field = 'job_title' THEN COALESCE(NOT (LOWER(TRIM(job_title, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) WHEN field = 'seniority' THEN COALESCE(NOT (LOWER(TRIM(seniority, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) WHEN field = 'department' THEN COALESCE(NOT (LOWER(TRIM(department, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) WHEN field = 'buying_role' THEN COALESCE(NOT (LOWER(TRIM(role, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) WHEN field = 'persona' THEN COALESCE(NOT (LOWER(TRIM(persona, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) WHEN field = 'country' THEN COALESCE(NOT (LOWER(TRIM(country, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) WHEN field = 'language' THEN COALESCE(NOT (LOWER(TRIM(language, ' 	
')) IN ('', 'n/a', 'na', 'none', 'null', 'test', '-', '--', '?', 'unknown', 'tbd', 'xxx')), FALSE) ELSE NULL END AS filled FROM _2b907a
_f52d27: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, _seniority, _department, _role, field, filled, CAST(NULL AS TEXT) AS left_out FROM _753a24
_89ea9a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, _seniority, _department, _role, field, filled, left_out, CASE WHEN COALESCE(filled, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _f52d27
_0d4fa1: SELECT period, account_id, person_id, field, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _89ea9a
_79c740: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _0d4fa1 GROUP BY 1
