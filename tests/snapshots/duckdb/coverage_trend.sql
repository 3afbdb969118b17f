-- coverage_trend 6f87a723bcece503
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_cab9fb: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _4ed088 AS a INNER JOIN windows AS b ON a.from_on <= b.starts_on AND a.until_on > b.starts_on
_02786f: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _cab9fb
_1d52be: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _02786f
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_e07e31: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.person_id, b.email, b.phone, b.first_name, b.last_name, b.country, b.language, b.job_title, b.seniority, b.department, b.role, b.persona, b.created_on, b.left_on, b.email_bounced, b.counts FROM _1d52be AS a INNER JOIN _be7be9 AS b ON a.account_id = b.account_id
_2a9a2c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, CASE WHEN ((created_on IS NULL) OR (created_on <= starts_on)) AND ((left_on IS NULL) OR (left_on > starts_on)) THEN 1 ELSE 0 END AS then, CASE WHEN ((created_on IS NULL) OR (created_on <= ends_on)) AND ((left_on IS NULL) OR (left_on > ends_on)) THEN 1 ELSE 0 END AS now FROM _e07e31
_e38fe2: SELECT * FROM _2a9a2c WHERE (then = 1) OR (now = 1)
_acf197: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, then, now, now - then AS change FROM _e38fe2
_e418c2: SELECT * EXCLUDE (now, then) FROM _acf197
_18a5f8: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, change, CAST(NULL AS TEXT) AS left_out FROM _e418c2
_0a1f5a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, change, left_out, change AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _18a5f8
_2ec745: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _0a1f5a
_cd460d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, CAST(NULL AS TEXT) AS left_out FROM _1d52be
_4ec61f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, left_out, CAST(NULL AS DOUBLE) AS numerator, 1 AS denominator FROM _cd460d
_b4330b: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _4ec61f
_4c4549: SELECT period, account_id, entered_on, tier, immature, left_out, numerator, denominator, CAST(NULL AS TEXT) AS person_id, CAST(NULL AS DATE) AS created_on FROM _b4330b
_f21fea: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, numerator, denominator FROM _4c4549
_1868b3: SELECT * FROM _2ec745 AS t41 UNION ALL SELECT * FROM _f21fea AS t32
_d5c2bb: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _1868b3 GROUP BY 1
