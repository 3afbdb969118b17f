-- deanonymisation_rate f506ac430fb07273
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_1ddec0: SELECT * FROM _757d43 WHERE NOT visitor_id IS NULL
_d0d27a: SELECT account_id, visitor_id, occurred_on FROM _1ddec0
_95b623: SELECT DISTINCT * FROM _d0d27a
_6ad473: SELECT a.account_id, a.visitor_id, a.occurred_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _95b623 AS a INNER JOIN days AS b ON a.occurred_on = b.day
_d8c2ae: SELECT * EXCLUDE (day) FROM _6ad473
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
_5324d7: SELECT a.account_id, a.visitor_id, a.occurred_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _d8c2ae AS a INNER JOIN _5b82c4 AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_3146ee: SELECT * EXCLUDE (account_id_right) FROM _5324d7
_0c97be: SELECT * EXCLUDE (from_on, until_on) FROM _3146ee
_331923: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id FROM _0c97be
_131302: SELECT DISTINCT * FROM _331923
_712695: SELECT visitor_id, identified_on FROM visitors
_73acd3: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.visitor_id, b.identified_on FROM _131302 AS a INNER JOIN _712695 AS b ON a.visitor_id = b.visitor_id
_79e28b: SELECT * FROM _73acd3 WHERE (identified_on IS NULL) OR (identified_on >= starts_on)
_a1c9e5: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, COALESCE(identified_on <= ends_on, FALSE) AS identified FROM _79e28b
_a3d4ca: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, CAST(NULL AS TEXT) AS left_out FROM _a1c9e5
_87d117: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, left_out, ROW_NUMBER() OVER (PARTITION BY period, visitor_id ORDER BY account_id ASC, visitor_id ASC, entered_on ASC, tier ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _a3d4ca
_aa6ff0: SELECT * FROM _87d117 WHERE turn = 0
_31e2d8: SELECT * EXCLUDE (turn) FROM _aa6ff0
_71dfd0: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, left_out, CASE WHEN COALESCE(identified, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _31e2d8
_732f15: SELECT period, account_id, visitor_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _71dfd0
_41b7a5: SELECT period, account_id, visitor_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _732f15
_7ba0b3: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _41b7a5 GROUP BY 1
