-- lead_conversion 1f3392b7dae68095
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
_8837be: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _c91b68
_5e6694: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _8837be GROUP BY 1, 2, 3
_3355f5: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _5e6694
_f247f8: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _3355f5
_cbc5d3: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _f247f8
_a05f97: SELECT * EXCLUDE (previous) FROM _cbc5d3
_04a6ee: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _a05f97
_01bf49: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _04a6ee AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_e1651a: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _01bf49
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_5e5d8a: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _e1651a AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_d0caa9: SELECT * EXCLUDE (as_of) FROM _5e5d8a
_4d4738: SELECT a.person_id, a.account_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _5e1d51 AS a INNER JOIN _d0caa9 AS b ON a.account_id = b.account_id AND a.created_on >= b.from_on AND a.created_on < b.until_on
_4d2038: SELECT * EXCLUDE (account_id_right) FROM _4d4738
_ff1ca1: SELECT * EXCLUDE (from_on, until_on) FROM _4d2038
_4c9d50: SELECT period, account_id, person_id, as_of FROM _ff1ca1
_d3b704: SELECT opportunity_id, person_id FROM deal_people
_bdac7c: SELECT opportunity_id, created_on, qualified_on FROM deals
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_61c5c5: SELECT a.period, a.account_id, a.person_id, a.as_of, b.opportunity_id, c.created_on, c.qualified_on, d.opportunity_id AS opportunity_id_right, d.state_from, d.state_until, d.stage, d.status, d.amount, d.closed_on, d.reopened FROM _4c9d50 AS a INNER JOIN _d3b704 AS b ON a.person_id = b.person_id INNER JOIN _bdac7c AS c ON b.opportunity_id = c.opportunity_id INNER JOIN _e34439 AS d ON b.opportunity_id = d.opportunity_id AND d.state_from <= a.as_of AND d.state_until > a.as_of
_71d16b: SELECT * EXCLUDE (opportunity_id_right) FROM _61c5c5
_9b64db: SELECT * EXCLUDE (state_from, state_until) FROM _71d16b
_93e262: SELECT * FROM _9b64db WHERE COALESCE(closed_on >= created_on, TRUE)
_d5d4a0: SELECT period, account_id, person_id, as_of, opportunity_id, created_on, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, stage, status, amount, closed_on, reopened FROM _93e262
_c238c8: SELECT period, account_id, person_id, as_of, opportunity_id, created_on, qualified_on, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _d5d4a0
_75b38a: SELECT * FROM _c238c8 WHERE legitimate
_6b1f55: SELECT period, account_id, person_id FROM _75b38a
_42c7bf: SELECT DISTINCT * FROM _6b1f55
_c77a0f: SELECT period, account_id, person_id, TRUE AS _found FROM _42c7bf
_a9231b: SELECT a.person_id, a.account_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b._found FROM _ff1ca1 AS a LEFT OUTER JOIN _c77a0f AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_f397ca: SELECT * EXCLUDE (account_id_right, period_right, person_id_right) FROM _a9231b
_204e1d: SELECT person_id, account_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _found, COALESCE(_found, FALSE) AS on_deal FROM _f397ca
_6bfa77: SELECT * EXCLUDE (_found) FROM _204e1d
_409857: SELECT person_id, account_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, on_deal, CAST(NULL AS TEXT) AS left_out FROM _6bfa77
_51872b: SELECT person_id, account_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, on_deal, left_out, CASE WHEN COALESCE(on_deal, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _409857
_a937ec: SELECT period, account_id, person_id, created_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _51872b
_d445f4: SELECT period, account_id, person_id, created_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _a937ec
_caf967: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _d445f4 GROUP BY 1
