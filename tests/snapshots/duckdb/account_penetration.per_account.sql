-- account_penetration.per_account f63b42c19339ecb1
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
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_c8643f: SELECT a.period, a.account_id, a.as_of, c.person_id, c.email, c.phone, c.first_name, c.last_name, c.country, c.language, c.job_title, c.seniority, c.department, c.role, c.persona, c.created_on, c.left_on, c.email_bounced, c.counts FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _be7be9 AS c ON a.account_id = c.account_id
_7ccaa8: SELECT * FROM _c8643f WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_5d71cd: SELECT * FROM _7ccaa8 WHERE NOT role IS NULL
_d501a5: SELECT period, account_id, person_id, as_of FROM _5d71cd
_ff64a3: SELECT person_id, day FROM person_days
_292872: SELECT a.period, a.account_id, a.person_id, a.as_of, b.day FROM _d501a5 AS a INNER JOIN _ff64a3 AS b ON a.person_id = b.person_id
_e0dda2: SELECT * FROM _292872 WHERE DATE_DIFF('DAY', day, as_of) >= 0 AND DATE_DIFF('DAY', day, as_of) < 90
_ba125f: SELECT period, account_id, person_id FROM _e0dda2
_64eb9e: SELECT DISTINCT * FROM _ba125f
_14c374: SELECT period, account_id, person_id, TRUE AS _found FROM _64eb9e
_5a1cf6: SELECT a.period, a.account_id, a.as_of, a.person_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b._found FROM _5d71cd AS a LEFT OUTER JOIN _14c374 AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_879701: SELECT * EXCLUDE (account_id_right, period_right, person_id_right) FROM _5a1cf6
_340e3b: SELECT period, account_id, as_of, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, _found, COALESCE(_found, FALSE) AS engaged FROM _879701
_4f1bc4: SELECT * EXCLUDE (_found) FROM _340e3b
_3c8741: SELECT * FROM _4f1bc4 WHERE engaged
_42aa66: SELECT period, account_id, COUNT(*) AS _number FROM _3c8741 GROUP BY 1, 2
_226bd9: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._number FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _42aa66 AS c ON a.period = c.period AND a.account_id = c.account_id
_0a5b18: SELECT * EXCLUDE (account_id_right, period_right) FROM _226bd9
_60a407: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _number, COALESCE(_number, 0) AS engaged_key_people FROM _0a5b18
_41dd15: SELECT * EXCLUDE (_number) FROM _60a407
_2232d3: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged_key_people, CAST(NULL AS TEXT) AS left_out FROM _41dd15
_d2aff1: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged_key_people, left_out, engaged_key_people AS numerator FROM _2232d3
_ce1454: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged_key_people, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_value' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _d2aff1
_c39083: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged_key_people, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _ce1454
_8c25dc: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _c39083
_bf54e8: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _8c25dc GROUP BY 1
