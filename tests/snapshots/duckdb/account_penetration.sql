-- account_penetration 7b4232d62b927663
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
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_926dce: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.person_id, c.email, c.phone, c.first_name, c.last_name, c.country, c.language, c.job_title, c.seniority, c.department, c.role, c.persona, c.created_on, c.left_on, c.email_bounced, c.counts FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _be7be9 AS c ON a.account_id = c.account_id
_9b67f2: SELECT * FROM _926dce WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_79405b: SELECT * FROM _9b67f2 WHERE NOT role IS NULL
_04f0f1: SELECT period, account_id, person_id, as_of FROM _79405b
_ff64a3: SELECT person_id, day FROM person_days
_7e2d62: SELECT a.period, a.account_id, a.person_id, a.as_of, b.day FROM _04f0f1 AS a INNER JOIN _ff64a3 AS b ON a.person_id = b.person_id
_b4c00f: SELECT * FROM _7e2d62 WHERE DATE_DIFF('DAY', day, as_of) >= 0 AND DATE_DIFF('DAY', day, as_of) < CAST($engagement_lookback_days AS BIGINT)
_9de63a: SELECT period, account_id, person_id FROM _b4c00f
_74498e: SELECT DISTINCT * FROM _9de63a
_e5ce58: SELECT period, account_id, person_id, TRUE AS _found FROM _74498e
_d6b500: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.person_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b._found FROM _79405b AS a LEFT OUTER JOIN _e5ce58 AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_77ffc5: SELECT * EXCLUDE (account_id_right, period_right, person_id_right) FROM _d6b500
_79db24: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, _found, COALESCE(_found, FALSE) AS engaged FROM _77ffc5
_40e332: SELECT * EXCLUDE (_found) FROM _79db24
_8be7ab: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, engaged, CAST(NULL AS TEXT) AS left_out FROM _40e332
_4799e4: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, engaged, left_out, CASE WHEN COALESCE(engaged, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _8be7ab
_9874b4: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _4799e4
_f19ad5: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _9874b4 GROUP BY 1
