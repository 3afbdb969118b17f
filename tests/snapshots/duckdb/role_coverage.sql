-- role_coverage f6d26f1ab8735bff
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
_24dc7b: SELECT period, account_id, as_of FROM _0189f5
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_960092: SELECT a.period, a.account_id, a.as_of, b.person_id, b.email, b.phone, b.first_name, b.last_name, b.country, b.language, b.job_title, b.seniority, b.department, b.role, b.persona, b.created_on, b.left_on, b.email_bounced, b.counts FROM _24dc7b AS a INNER JOIN _be7be9 AS b ON a.account_id = b.account_id
_143f66: SELECT * FROM _960092 WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_e1ad80: SELECT period, account_id, role, COUNT(*) AS _people FROM _143f66 GROUP BY 1, 2, 3
_e0e495: SELECT * FROM _e1ad80 WHERE ARRAY_CONTAINS(CAST($committee_roles AS TEXT[]), role) AND LIST_EXTRACT(CAST($committee_wanted AS BIGINT[]), (CASE WHEN (CAST($committee_roles AS TEXT[]) IS NULL) OR (role IS NULL) THEN NULL ELSE COALESCE(LIST_INDEXOF(CAST($committee_roles AS TEXT[]), role), 0) END - 1) + CAST((CASE WHEN (CAST($committee_roles AS TEXT[]) IS NULL) OR (role IS NULL) THEN NULL ELSE COALESCE(LIST_INDEXOF(CAST($committee_roles AS TEXT[]), role), 0) END - 1) >= 0 AS BIGINT)) > 0 AND _people >= LIST_EXTRACT(CAST($committee_wanted AS BIGINT[]), (CASE WHEN (CAST($committee_roles AS TEXT[]) IS NULL) OR (role IS NULL) THEN NULL ELSE COALESCE(LIST_INDEXOF(CAST($committee_roles AS TEXT[]), role), 0) END - 1) + CAST((CASE WHEN (CAST($committee_roles AS TEXT[]) IS NULL) OR (role IS NULL) THEN NULL ELSE COALESCE(LIST_INDEXOF(CAST($committee_roles AS TEXT[]), role), 0) END - 1) >= 0 AS BIGINT))
_3ed979: SELECT period, account_id, COUNT(*) AS _roles FROM _e0e495 GROUP BY 1, 2
_110c8d: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.period AS period_right, b.account_id AS account_id_right, b._roles FROM _0189f5 AS a LEFT OUTER JOIN _3ed979 AS b ON a.period = b.period AND a.account_id = b.account_id
_b5a1e3: SELECT * EXCLUDE (account_id_right, period_right) FROM _110c8d
_a32f9c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _roles, (COALESCE(_roles, 0) + CAST($committee_needless AS BIGINT)) / NULLIF(CAST($committee_size AS BIGINT), 0) AS role_coverage, CASE WHEN NULLIF(CAST($committee_size AS BIGINT), 0) IS NULL THEN CAST(NULL AS BOOLEAN) ELSE (COALESCE(_roles, 0) + CAST($committee_needless AS BIGINT)) >= CAST($committee_needed AS BIGINT) END AS covered FROM _b5a1e3
_3205f9: SELECT * EXCLUDE (_roles) FROM _a32f9c
_752c26: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, role_coverage, covered, CAST(NULL AS TEXT) AS left_out FROM _3205f9
_4ee6a9: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, role_coverage, covered, left_out, role_coverage AS numerator FROM _752c26
_2425e6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, role_coverage, covered, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_committee' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _4ee6a9
_3b8b62: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, role_coverage, covered, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _2425e6
_369394: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _3b8b62
_48f692: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _369394 GROUP BY 1
