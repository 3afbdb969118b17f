-- deanonymisation_rate f9639a5a9eea4d10
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_1ddec0: SELECT * FROM _757d43 WHERE NOT visitor_id IS NULL
_d0d27a: SELECT account_id, visitor_id, occurred_on FROM _1ddec0
_95b623: SELECT DISTINCT * FROM _d0d27a
_6ad473: SELECT a.account_id, a.visitor_id, a.occurred_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _95b623 AS a INNER JOIN days AS b ON a.occurred_on = b.day
_d8c2ae: SELECT * EXCLUDE (day) FROM _6ad473
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_64ed60: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _4ed088 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_83b4a3: SELECT * EXCLUDE (as_of) FROM _64ed60
_4d43cb: SELECT a.account_id, a.visitor_id, a.occurred_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _d8c2ae AS a INNER JOIN _83b4a3 AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_eeee55: SELECT * EXCLUDE (account_id_right) FROM _4d43cb
_a20792: SELECT * EXCLUDE (from_on, until_on) FROM _eeee55
_7298ff: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id FROM _a20792
_ab476b: SELECT DISTINCT * FROM _7298ff
_712695: SELECT visitor_id, identified_on FROM visitors
_63eea3: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.visitor_id, b.identified_on FROM _ab476b AS a INNER JOIN _712695 AS b ON a.visitor_id = b.visitor_id
_f77c69: SELECT * FROM _63eea3 WHERE (identified_on IS NULL) OR (identified_on >= starts_on)
_0143a6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, COALESCE(identified_on <= ends_on, FALSE) AS identified FROM _f77c69
_7be06a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, CAST(NULL AS TEXT) AS left_out FROM _0143a6
_bd20cc: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, left_out, ROW_NUMBER() OVER (PARTITION BY period, visitor_id ORDER BY account_id ASC, visitor_id ASC, entered_on ASC, tier ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _7be06a
_6ceff0: SELECT * FROM _bd20cc WHERE turn = 0
_0681ee: SELECT * EXCLUDE (turn) FROM _6ceff0
_88c0e8: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, left_out, CASE WHEN COALESCE(identified, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _0681ee
_aaf3b9: SELECT period, account_id, visitor_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _88c0e8
_4d4196: SELECT period, account_id, visitor_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _aaf3b9
_9525ab: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _4d4196 GROUP BY 1
