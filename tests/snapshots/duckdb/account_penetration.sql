-- account_penetration 30c3a732754ba4bb
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_816b33: SELECT * FROM _f60088 AS t26 UNION SELECT * FROM _9aac06 AS t27
_bbc829: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _816b33
_ed6544: SELECT account_id, at AS starts_on, ends_on FROM _bbc829
_e7cf25: SELECT * FROM _ed6544 WHERE NOT ends_on IS NULL
_d8abbf: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _e7cf25 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_af9c50: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _d8abbf
_9266e9: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _af9c50 GROUP BY 1, 2, 3
_ab8b2d: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _9266e9
_144225: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _ab8b2d
_38bcac: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _144225
_649a4b: SELECT * EXCLUDE (previous) FROM _38bcac
_388b92: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _649a4b
_e56924: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _388b92 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_010d27: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _e56924
_093ed4: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _010d27 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_4fa1d2: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _093ed4
_d1f0c8: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _4fa1d2
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_da2c54: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.person_id, c.email, c.phone, c.first_name, c.last_name, c.country, c.language, c.job_title, c.seniority, c.department, c.role, c.persona, c.created_on, c.left_on, c.email_bounced, c.counts FROM _d1f0c8 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _be7be9 AS c ON a.account_id = c.account_id
_e57a36: SELECT * FROM _da2c54 WHERE ((created_on IS NULL) OR (created_on <= as_of)) AND ((left_on IS NULL) OR (left_on > as_of))
_752cf5: SELECT * FROM _e57a36 WHERE NOT role IS NULL
_3f1a20: SELECT period, account_id, person_id, as_of FROM _752cf5
_ff64a3: SELECT person_id, day FROM person_days
_901930: SELECT a.period, a.account_id, a.person_id, a.as_of, b.day FROM _3f1a20 AS a INNER JOIN _ff64a3 AS b ON a.person_id = b.person_id
_c2b4a0: SELECT * FROM _901930 WHERE DATE_DIFF('DAY', day, as_of) >= 0 AND DATE_DIFF('DAY', day, as_of) < 90
_a5e317: SELECT period, account_id, person_id FROM _c2b4a0
_79f2d7: SELECT DISTINCT * FROM _a5e317
_2d82fd: SELECT period, account_id, person_id, TRUE AS _found FROM _79f2d7
_8ed969: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.person_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b._found FROM _752cf5 AS a LEFT OUTER JOIN _2d82fd AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_c21a76: SELECT * EXCLUDE (period_right, account_id_right, person_id_right) FROM _8ed969
_32e77a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, _found, COALESCE(_found, FALSE) AS engaged FROM _c21a76
_e86d76: SELECT * EXCLUDE (_found) FROM _32e77a
_b608c3: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, engaged, CAST(NULL AS TEXT) AS left_out FROM _e86d76
_ee9bed: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, person_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, engaged, left_out, CASE WHEN COALESCE(engaged, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _b608c3
_0607b3: SELECT period, account_id, person_id, created_on, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _ee9bed
_2eba21: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _0607b3 GROUP BY 1
