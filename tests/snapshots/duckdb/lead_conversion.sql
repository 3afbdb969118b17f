-- lead_conversion ec11f747f88f7094
_f4f0e3: SELECT * EXCLUDE (parent_id) FROM people
_4461ba: SELECT * FROM _f4f0e3 WHERE NOT account_id IS NULL
_be7be9: SELECT * FROM _4461ba WHERE counts
_f6c3a1: SELECT * FROM _be7be9 WHERE NOT created_on IS NULL
_7e2b49: SELECT a.person_id, a.account_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _f6c3a1 AS a INNER JOIN days AS b ON a.created_on = b.day
_5e1d51: SELECT * EXCLUDE (day) FROM _7e2b49
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_4cdb6e: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _034837 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_5b82c4: SELECT * EXCLUDE (as_of) FROM _4cdb6e
_15422f: SELECT a.person_id, a.account_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _5e1d51 AS a INNER JOIN _5b82c4 AS b ON a.account_id = b.account_id AND a.created_on >= b.from_on AND a.created_on < b.until_on
_652e16: SELECT * EXCLUDE (account_id_right) FROM _15422f
_bdcb85: SELECT * EXCLUDE (from_on, until_on) FROM _652e16
_4f755d: SELECT period, account_id, person_id, as_of FROM _bdcb85
_d3b704: SELECT opportunity_id, person_id FROM deal_people
_bdac7c: SELECT opportunity_id, created_on, qualified_on FROM deals
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_9ab571: SELECT a.period, a.account_id, a.person_id, a.as_of, b.opportunity_id, c.created_on, c.qualified_on, d.opportunity_id AS opportunity_id_right, d.state_from, d.state_until, d.stage, d.status, d.amount, d.closed_on, d.reopened FROM _4f755d AS a INNER JOIN _d3b704 AS b ON a.person_id = b.person_id INNER JOIN _bdac7c AS c ON b.opportunity_id = c.opportunity_id INNER JOIN _e34439 AS d ON b.opportunity_id = d.opportunity_id AND d.state_from <= a.as_of AND d.state_until > a.as_of
_ec373e: SELECT * EXCLUDE (opportunity_id_right) FROM _9ab571
_1af959: SELECT * EXCLUDE (state_from, state_until) FROM _ec373e
_3dfb2e: SELECT * FROM _1af959 WHERE COALESCE(closed_on >= created_on, TRUE)
_a49168: SELECT period, account_id, person_id, as_of, opportunity_id, created_on, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, stage, status, amount, closed_on, reopened FROM _3dfb2e
_617ad5: SELECT period, account_id, person_id, as_of, opportunity_id, created_on, qualified_on, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _a49168
_787fa9: SELECT * FROM _617ad5 WHERE legitimate
_857f7e: SELECT period, account_id, person_id FROM _787fa9
_4d4b18: SELECT DISTINCT * FROM _857f7e
_20f544: SELECT period, account_id, person_id, TRUE AS _found FROM _4d4b18
_111882: SELECT a.person_id, a.account_id, a.email, a.phone, a.first_name, a.last_name, a.country, a.language, a.job_title, a.seniority, a.department, a.role, a.persona, a.created_on, a.left_on, a.email_bounced, a.counts, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b.person_id AS person_id_right, b._found FROM _bdcb85 AS a LEFT OUTER JOIN _20f544 AS b ON a.period = b.period AND a.account_id = b.account_id AND a.person_id = b.person_id
_c7fd16: SELECT * EXCLUDE (account_id_right, period_right, person_id_right) FROM _111882
_b0af5e: SELECT person_id, account_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _found, COALESCE(_found, FALSE) AS on_deal FROM _c7fd16
_177e56: SELECT * EXCLUDE (_found) FROM _b0af5e
_0bf244: SELECT person_id, account_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, on_deal, CAST(NULL AS TEXT) AS left_out FROM _177e56
_86d49f: SELECT person_id, account_id, email, phone, first_name, last_name, country, language, job_title, seniority, department, role, persona, created_on, left_on, email_bounced, counts, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, on_deal, left_out, CASE WHEN COALESCE(on_deal, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _0bf244
_78b9ca: SELECT period, account_id, person_id, created_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _86d49f
_e06c0e: SELECT period, account_id, person_id, created_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _78b9ca
_fd8c43: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _e06c0e GROUP BY 1
