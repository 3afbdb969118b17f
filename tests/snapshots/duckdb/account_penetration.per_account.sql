-- account_penetration.per_account 7bd0826656219a53
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
_def4f1: SELECT a.period, a.account_id, a.as_of, c.person_id, c.email, c.phone, c.first_name, c.last_name, c.country, c.language, c.job_title, c.seniority, c.department, c.role, c.persona, c.created_on, c.left_on, c.email_bounced, c.counts FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _be7be9 AS c ON a.account_id = c.account_id
_e79e5b: SELECT * FROM _def4f1 WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_14910b: SELECT * FROM _e79e5b WHERE NOT role IS NULL
_29cbff: SELECT period, account_id, person_id, as_of FROM _14910b
_ff64a3: SELECT person_id, day FROM person_days
_6244e2: SELECT a.period, a.account_id, a.person_id, a.as_of, b.day FROM _29cbff AS a INNER JOIN _ff64a3 AS b ON a.person_id = b.person_id
_929986: SELECT * FROM _6244e2 WHERE DATE_DIFF('DAY', day, as_of) >= 0 AND DATE_DIFF('DAY', day, as_of) < CAST($engagement_lookback_days AS BIGINT)
_c15ca0: SELECT period, account_id, person_id FROM _929986
_f6291e: SELECT DISTINCT * FROM _c15ca0
_a6f369: SELECT period, account_id, person_id, TRUE AS _found FROM _f6291e
_f6c8b8: SELECT a.period, a.account_id, a.as_of, a.person_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b._found FROM _14910b AS a LEFT OUTER JOIN _a6f369 AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_3a9434: SELECT * EXCLUDE (account_id_right, period_right, person_id_right) FROM _f6c8b8
_9dd175: SELECT period, account_id, as_of, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, _found, COALESCE(_found, FALSE) AS engaged FROM _3a9434
_1c656c: SELECT * EXCLUDE (_found) FROM _9dd175
_71610b: SELECT * FROM _1c656c WHERE engaged
_6fa342: SELECT period, account_id, COUNT(*) AS _number FROM _71610b GROUP BY 1, 2
_660bf8: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._number FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _6fa342 AS c ON a.period = c.period AND a.account_id = c.account_id
_a67445: SELECT * EXCLUDE (account_id_right, period_right) FROM _660bf8
_fee6ef: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _number, COALESCE(_number, 0) AS engaged_key_people FROM _a67445
_bf7293: SELECT * EXCLUDE (_number) FROM _fee6ef
_1d17c9: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged_key_people, CAST(NULL AS TEXT) AS left_out FROM _bf7293
_fe09a4: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged_key_people, left_out, engaged_key_people AS numerator FROM _1d17c9
_7f3d7b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged_key_people, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_value' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _fe09a4
_401f0c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged_key_people, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _7f3d7b
_b2a77b: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _401f0c
_f0789c: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _b2a77b GROUP BY 1
