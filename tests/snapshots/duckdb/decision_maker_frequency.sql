-- decision_maker_frequency b6b9024671a8e95e
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_50031a: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _034837 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.ends_on
_07d3d3: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _50031a
_d24763: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _07d3d3
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_df65b3: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.person_id, c.email, c.phone, c.first_name, c.last_name, c.country, c.language, c.job_title, c.seniority, c.department, c.role, c.persona, c.created_on, c.left_on, c.email_bounced, c.counts FROM _d24763 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _be7be9 AS c ON a.account_id = c.account_id
_366e85: SELECT * FROM _df65b3 WHERE role = 'decision_maker' AND ((created_on IS NULL) OR (created_on <= ends_on)) AND ((left_on IS NULL) OR (left_on > ends_on))
_160c9f: SELECT period, account_id, person_id, starts_on, ends_on FROM _366e85
_fd451c: SELECT person_id, day, engaging FROM person_days
_06e798: SELECT a.period, a.account_id, a.person_id, a.starts_on, a.ends_on, b.day, b.engaging FROM _160c9f AS a INNER JOIN _fd451c AS b ON a.person_id = b.person_id
_ea19d6: SELECT * FROM _06e798 WHERE day >= starts_on AND day <= ends_on
_6aad5f: SELECT a.account_id, a.starts_on AS from_on, a.ends_on AS until_on FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_931530: SELECT a.period, a.account_id, a.person_id, a.starts_on, a.ends_on, a.day, a.engaging FROM _ea19d6 AS a SEMI JOIN _6aad5f AS b ON a.account_id = b.account_id AND b.from_on <= a.day AND b.until_on > a.day
_1f72a7: SELECT period, account_id, person_id, SUM(engaging) AS touches FROM _931530 GROUP BY 1, 2, 3
_53d09e: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.person_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b.touches FROM _366e85 AS a LEFT OUTER JOIN _1f72a7 AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_5d7dd0: SELECT * EXCLUDE (account_id_right, period_right, person_id_right) FROM _53d09e
_24f973: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, COALESCE(touches, 0) AS touches, (DATE_DIFF('DAY', starts_on, ends_on) + 1) / 30.4375 AS months FROM _5d7dd0
_765b94: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, touches, months, CAST(NULL AS TEXT) AS left_out FROM _24f973
_d80ebb: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, touches, months, left_out, touches AS numerator, months AS denominator FROM _765b94
_7e9ca5: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _d80ebb
_b68c8d: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7e9ca5 GROUP BY 1
