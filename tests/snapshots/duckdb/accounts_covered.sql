-- accounts_covered d1968b4faa852ece
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
_ab6f4a: SELECT period, account_id, as_of FROM _7ddc3c
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_955d14: SELECT a.period, a.account_id, a.as_of, b.person_id, b.email, b.phone, b.first_name, b.last_name, b.country, b.language, b.job_title, b.seniority, b.department, b.role, b.persona, b.created_on, b.left_on, b.email_bounced, b.counts FROM _ab6f4a AS a INNER JOIN _be7be9 AS b ON a.account_id = b.account_id
_192616: SELECT * FROM _955d14 WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_aa6c89: SELECT period, account_id, SUM(CASE WHEN role = 'decision_maker' THEN 1 ELSE 0 END) AS _role_0, SUM(CASE WHEN role = 'influencer' THEN 1 ELSE 0 END) AS _role_1, SUM(CASE WHEN role = 'champion' THEN 1 ELSE 0 END) AS _role_2 FROM _192616 GROUP BY 1, 2
_716db4: SELECT period, account_id, CASE WHEN COALESCE(_role_0, 0) >= 1 THEN 1 ELSE 0 END + CASE WHEN COALESCE(_role_1, 0) >= 2 THEN 1 ELSE 0 END + CASE WHEN COALESCE(_role_2, 0) >= 1 THEN 1 ELSE 0 END AS _roles FROM _aa6c89
_8a53f6: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.period AS period_right, b.account_id AS account_id_right, b._roles FROM _7ddc3c AS a LEFT OUTER JOIN _716db4 AS b ON a.period = b.period AND a.account_id = b.account_id
_9f4ae4: SELECT * EXCLUDE (account_id_right, period_right) FROM _8a53f6
_c5a57a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _roles, COALESCE(_roles, 0) / 3 AS role_coverage, COALESCE(_roles, 0) >= 2 AS covered FROM _9f4ae4
_e13288: SELECT * EXCLUDE (_roles) FROM _c5a57a
_7b5b5d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, role_coverage, covered, CAST(NULL AS TEXT) AS left_out FROM _e13288
_a3c87f: SELECT * FROM _7b5b5d WHERE NOT covered IS NULL
_e6a620: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, role_coverage, covered, left_out, CASE WHEN COALESCE(covered, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _a3c87f
_990ef3: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _e6a620
_2476f3: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _990ef3 GROUP BY 1
