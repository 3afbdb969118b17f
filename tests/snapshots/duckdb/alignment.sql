-- alignment bde4b5286e69a06f
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_0f43eb: SELECT * FROM _757d43 WHERE team IN ('marketing', 'sales')
_d08c2e: SELECT account_id, occurred_on, team FROM _0f43eb
_6d2cbc: SELECT a.account_id, a.occurred_on, a.team, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _d08c2e AS a INNER JOIN days AS b ON a.occurred_on = b.day
_0af1b0: SELECT * EXCLUDE (day) FROM _6d2cbc
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
_edc39e: SELECT a.account_id, a.occurred_on, a.team, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _0af1b0 AS a INNER JOIN _5b82c4 AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_60d289: SELECT * EXCLUDE (account_id_right) FROM _edc39e
_8573b1: SELECT * EXCLUDE (from_on, until_on) FROM _60d289
_ce7ce8: SELECT period, account_id, as_of, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY occurred_on DESC) AS tier, FIRST(tier_order ORDER BY occurred_on DESC) AS tier_order, SUM(CASE WHEN team = 'marketing' THEN 1 ELSE 0 END) > 0 AS by_marketing, SUM(CASE WHEN team = 'sales' THEN 1 ELSE 0 END) > 0 AS by_sales FROM _8573b1 GROUP BY 1, 2, 3
_c18688: SELECT period, account_id, as_of, entered_on, tier, tier_order, by_marketing, by_sales, CAST(NULL AS TEXT) AS left_out FROM _ce7ce8
_3ef7bc: SELECT period, account_id, as_of, entered_on, tier, tier_order, by_marketing, by_sales, left_out, CASE WHEN COALESCE(by_marketing AND by_sales, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _c18688
_e2fbf8: SELECT period, account_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _3ef7bc
_5fe1fa: SELECT period, account_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _e2fbf8
_1cca92: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _5fe1fa GROUP BY 1
