-- contacts_with_relationship 7db1e6221347c87a
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
_017427: SELECT period, account_id, person_id, as_of FROM _c7c5ad
_1666f9: SELECT * FROM touches WHERE counts AND NOT account_id IS NULL AND NOT person_id IS NULL AND (kind IN ('mail_in', 'meeting_held', 'chat') OR ((kind = 'call') AND COALESCE(LOWER(TRIM(outcome, ' 	
')) = 'connected', FALSE)))
_eb5397: SELECT person_id, occurred_on AS day FROM _1666f9
_7a6886: SELECT DISTINCT * FROM _eb5397
_443bed: SELECT a.period, a.account_id, a.person_id, a.as_of, b.day FROM _017427 AS a INNER JOIN _7a6886 AS b ON a.person_id = b.person_id
_447432: SELECT * FROM _443bed WHERE DATE_DIFF('DAY', day, as_of) >= 0 AND DATE_DIFF('DAY', day, as_of) < 180
_8d7e6b: SELECT period, account_id, person_id FROM _447432
_b835fa: SELECT DISTINCT * FROM _8d7e6b
_9dce6d: SELECT period, account_id, person_id, TRUE AS _found FROM _b835fa
_0bf91d: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.person_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b._found FROM _c7c5ad AS a LEFT OUTER JOIN _9dce6d AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_aca00a: SELECT * EXCLUDE (account_id_right, period_right, person_id_right) FROM _0bf91d
_df634e: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, _found, COALESCE(_found, FALSE) AS in_dialogue FROM _aca00a
_c740a1: SELECT * EXCLUDE (_found) FROM _df634e
_0b7fc8: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, in_dialogue, CAST(NULL AS TEXT) AS left_out FROM _c740a1
_c7f8cd: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, in_dialogue, left_out, CASE WHEN COALESCE(in_dialogue, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _0b7fc8
_0c82fc: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _c7f8cd
_6add8a: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _0c82fc GROUP BY 1
