-- coverage_trend 3644f1448c25160f
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_dbb4b9: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _034837 AS a INNER JOIN windows AS b ON a.from_on <= b.starts_on AND a.until_on > b.starts_on
_fef693: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _dbb4b9
_bf26fb: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _fef693
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_771968: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.person_id, b.email, b.phone, b.first_name, b.last_name, b.country, b.language, b.job_title, b.seniority, b.department, b.role, b.persona, b.created_on, b.left_on, b.email_bounced, b.counts FROM _bf26fb AS a INNER JOIN _be7be9 AS b ON a.account_id = b.account_id
_a3891e: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, CASE WHEN ((created_on IS NULL) OR (created_on <= starts_on)) AND ((left_on IS NULL) OR (left_on > starts_on)) THEN 1 ELSE 0 END AS then, CASE WHEN ((created_on IS NULL) OR (created_on <= ends_on)) AND ((left_on IS NULL) OR (left_on > ends_on)) THEN 1 ELSE 0 END AS now FROM _771968
_db8e31: SELECT * FROM _a3891e WHERE (then = 1) OR (now = 1)
_f9ea58: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, then, now, now - then AS change FROM _db8e31
_48cbaa: SELECT * EXCLUDE (now, then) FROM _f9ea58
_7781be: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, change, CAST(NULL AS TEXT) AS left_out FROM _48cbaa
_7f5757: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, change, left_out, change AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _7781be
_1b170d: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _7f5757
_98a1c9: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, CAST(NULL AS TEXT) AS left_out FROM _bf26fb
_06b490: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, left_out, CAST(NULL AS DOUBLE) AS numerator, 1 AS denominator FROM _98a1c9
_98d47c: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _06b490
_dd96b4: SELECT period, account_id, entered_on, tier, immature, left_out, numerator, denominator, CAST(NULL AS TEXT) AS person_id, CAST(NULL AS DATE) AS created_on FROM _98d47c
_6cda84: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, numerator, denominator FROM _dd96b4
_509b1a: SELECT * FROM _1b170d AS t41 UNION ALL SELECT * FROM _6cda84 AS t32
_6c5cf4: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _509b1a GROUP BY 1
