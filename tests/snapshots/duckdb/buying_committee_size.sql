-- buying_committee_size 270f5b4beb7c451b
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
_612ea0: SELECT period, account_id, COUNT(*) AS _number FROM _5d71cd GROUP BY 1, 2
_acd4a5: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._number FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _612ea0 AS c ON a.period = c.period AND a.account_id = c.account_id
_018a9b: SELECT * EXCLUDE (account_id_right, period_right) FROM _acd4a5
_aed885: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _number, COALESCE(_number, 0) AS key_people FROM _018a9b
_3dcf22: SELECT * EXCLUDE (_number) FROM _aed885
_bbbd44: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, key_people, CAST(NULL AS TEXT) AS left_out FROM _3dcf22
_617f90: SELECT * FROM _bbbd44 WHERE key_people > 0
_504b86: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, key_people, left_out, key_people AS numerator FROM _617f90
_2863a6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, key_people, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_value' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _504b86
_ec42b5: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, key_people, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _2863a6
_e280ef: SELECT period, account_id, entered_on, tier, key_people, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _ec42b5
_6491a1: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _e280ef GROUP BY 1
