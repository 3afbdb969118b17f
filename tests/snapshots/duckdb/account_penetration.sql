-- account_penetration cf73d57398f9c8da
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
_c12fea: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.person_id, c.email, c.phone, c.first_name, c.last_name, c.country, c.language, c.job_title, c.seniority, c.department, c.role, c.persona, c.created_on, c.left_on, c.email_bounced, c.counts FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _be7be9 AS c ON a.account_id = c.account_id
_175a45: SELECT * FROM _c12fea WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_275feb: SELECT * FROM _175a45 WHERE NOT role IS NULL
_a7a8b2: SELECT period, account_id, person_id, as_of FROM _275feb
_ff64a3: SELECT person_id, day FROM person_days
_9dce1e: SELECT a.period, a.account_id, a.person_id, a.as_of, b.day FROM _a7a8b2 AS a INNER JOIN _ff64a3 AS b ON a.person_id = b.person_id
_f6d693: SELECT * FROM _9dce1e WHERE DATE_DIFF('DAY', day, as_of) >= 0 AND DATE_DIFF('DAY', day, as_of) < 90
_6ad44b: SELECT period, account_id, person_id FROM _f6d693
_579511: SELECT DISTINCT * FROM _6ad44b
_c6a145: SELECT period, account_id, person_id, TRUE AS _found FROM _579511
_28d48f: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.person_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b._found FROM _275feb AS a LEFT OUTER JOIN _c6a145 AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_9b5bc0: SELECT * EXCLUDE (account_id_right, period_right, person_id_right) FROM _28d48f
_9702e2: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, _found, COALESCE(_found, FALSE) AS engaged FROM _9b5bc0
_bfa751: SELECT * EXCLUDE (_found) FROM _9702e2
_909663: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, engaged, CAST(NULL AS TEXT) AS left_out FROM _bfa751
_80d373: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, engaged, left_out, CASE WHEN COALESCE(engaged, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _909663
_2a2b15: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _80d373
_bbd88f: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _2a2b15 GROUP BY 1
