-- lead_conversion ccfec4c52b5825b9
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_f6c3a1: SELECT * FROM _be7be9 WHERE NOT created_on IS NULL
_7e2b49: SELECT a.person_id, a.account_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _f6c3a1 AS a INNER JOIN days AS b ON a.created_on = b.day
_5e1d51: SELECT * EXCLUDE (day) FROM _7e2b49
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_ec0296: SELECT * FROM _f60088 AS t41 UNION SELECT * FROM _9aac06 AS t42
_ea3f1e: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _ec0296
_779e4f: SELECT account_id, at AS starts_on, ends_on FROM _ea3f1e
_89d817: SELECT * FROM _779e4f WHERE NOT ends_on IS NULL
_c91b68: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _89d817 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_123fcb: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _c91b68
_2961ed: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _123fcb GROUP BY 1, 2, 3
_c9db95: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _2961ed
_4e71b4: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _c9db95
_6650bd: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _4e71b4
_ec193c: SELECT * EXCLUDE (previous) FROM _6650bd
_97c0a1: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _ec193c
_03176e: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _97c0a1 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_206438: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _03176e
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_dd7ee0: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _206438 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_4f2756: SELECT * EXCLUDE (as_of) FROM _dd7ee0
_8a1de5: SELECT a.person_id, a.account_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _5e1d51 AS a INNER JOIN _4f2756 AS b ON a.account_id = b.account_id AND a.created_on >= b.from_on AND a.created_on < b.until_on
_f78e38: SELECT * EXCLUDE (account_id_right) FROM _8a1de5
_aee193: SELECT * EXCLUDE (from_on, until_on) FROM _f78e38
_f801ac: SELECT period, account_id, person_id, as_of FROM _aee193
_d3b704: SELECT opportunity_id, person_id FROM deal_people
_bdac7c: SELECT opportunity_id, created_on, qualified_on FROM deals
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_14253f: SELECT a.period, a.account_id, a.person_id, a.as_of, b.opportunity_id, c.created_on, c.qualified_on, d.opportunity_id AS opportunity_id_right, d.state_from, d.state_until, d.stage, d.status, d.amount, d.closed_on, d.reopened FROM _f801ac AS a INNER JOIN _d3b704 AS b ON a.person_id = b.person_id INNER JOIN _bdac7c AS c ON b.opportunity_id = c.opportunity_id INNER JOIN _e34439 AS d ON b.opportunity_id = d.opportunity_id AND d.state_from <= a.as_of AND d.state_until > a.as_of
_4984cd: SELECT * EXCLUDE (opportunity_id_right) FROM _14253f
_472b46: SELECT * EXCLUDE (state_until, state_from) FROM _4984cd
_c7f24f: SELECT * FROM _472b46 WHERE COALESCE(closed_on >= created_on, TRUE)
_ff2a7c: SELECT period, account_id, person_id, as_of, opportunity_id, created_on, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, stage, status, amount, closed_on, reopened FROM _c7f24f
_6d90a7: SELECT period, account_id, person_id, as_of, opportunity_id, created_on, qualified_on, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _ff2a7c
_7d1586: SELECT * FROM _6d90a7 WHERE legitimate
_80fbc9: SELECT period, account_id, person_id FROM _7d1586
_75c07b: SELECT DISTINCT * FROM _80fbc9
_6644cf: SELECT period, account_id, person_id, TRUE AS _found FROM _75c07b
_86a482: SELECT a.person_id, a.account_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b._found FROM _aee193 AS a LEFT OUTER JOIN _6644cf AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_a48664: SELECT * EXCLUDE (period_right, account_id_right, person_id_right) FROM _86a482
_e2a1f6: SELECT person_id, account_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _found, COALESCE(_found, FALSE) AS on_deal FROM _a48664
_bf110f: SELECT * EXCLUDE (_found) FROM _e2a1f6
_b80ff0: SELECT person_id, account_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, on_deal, CAST(NULL AS TEXT) AS left_out FROM _bf110f
_4e8d8e: SELECT person_id, account_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, on_deal, left_out, CASE WHEN COALESCE(on_deal, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _b80ff0
_94d279: SELECT period, account_id, person_id, created_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _4e8d8e
_8ff499: SELECT period, account_id, person_id, created_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _94d279
_a2d4ab: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _8ff499 GROUP BY 1
