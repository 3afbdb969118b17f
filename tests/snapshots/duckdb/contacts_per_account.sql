-- contacts_per_account 13b85e72177d4c1e
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
_0cac5f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, CAST(NULL AS TEXT) AS left_out FROM _c7c5ad
_a46f18: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _0cac5f
_3c1e05: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _a46f18
_4b1bf4: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, CAST(NULL AS TEXT) AS left_out FROM _0189f5
_a6ff9f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, left_out, CAST(NULL AS DOUBLE) AS numerator, 1 AS denominator FROM _4b1bf4
_938869: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _a6ff9f
_88cea5: SELECT period, account_id, entered_on, tier, immature, left_out, numerator, denominator, CAST(NULL AS TEXT) AS person_id, CAST(NULL AS DATE) AS created_on FROM _938869
_62f68c: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, numerator, denominator FROM _88cea5
_db8223: SELECT * FROM _3c1e05 AS t38 UNION ALL SELECT * FROM _62f68c AS t34
_163fdb: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _db8223 GROUP BY 1
