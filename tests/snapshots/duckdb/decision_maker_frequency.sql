-- decision_maker_frequency d4efac04a74b81b7
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_b428e6: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _4ed088 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.ends_on
_401cc7: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _b428e6
_2c1e29: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _401cc7
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_7487bc: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.person_id, c.email, c.phone, c.first_name, c.last_name, c.country, c.language, c.job_title, c.seniority, c.department, c.role, c.persona, c.created_on, c.left_on, c.email_bounced, c.counts FROM _2c1e29 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _be7be9 AS c ON a.account_id = c.account_id
_bd8a6d: SELECT * FROM _7487bc WHERE role = 'decision_maker' AND ((created_on IS NULL) OR (created_on <= ends_on)) AND ((left_on IS NULL) OR (left_on > ends_on))
_c05d24: SELECT period, account_id, person_id, starts_on, ends_on FROM _bd8a6d
_fd451c: SELECT person_id, day, engaging FROM person_days
_ccdb80: SELECT a.period, a.account_id, a.person_id, a.starts_on, a.ends_on, b.day, b.engaging FROM _c05d24 AS a INNER JOIN _fd451c AS b ON a.person_id = b.person_id
_e0c8d8: SELECT * FROM _ccdb80 WHERE day >= starts_on AND day <= ends_on
_11a1d9: SELECT period, account_id, person_id, SUM(engaging) AS touches FROM _e0c8d8 GROUP BY 1, 2, 3
_3f46ee: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.person_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b.touches FROM _bd8a6d AS a LEFT OUTER JOIN _11a1d9 AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_00787d: SELECT * EXCLUDE (account_id_right, period_right, person_id_right) FROM _3f46ee
_bd813c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, COALESCE(touches, 0) AS touches, (DATE_DIFF('DAY', starts_on, ends_on) + 1) / 30.4375 AS months FROM _00787d
_a7976a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, touches, months, CAST(NULL AS TEXT) AS left_out FROM _bd813c
_945d42: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, touches, months, left_out, touches / months AS numerator FROM _a7976a
_4a272b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, touches, months, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_value' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _945d42
_0a3808: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, touches, months, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _4a272b
_7d326e: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _0a3808
_79c85f: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7d326e GROUP BY 1
