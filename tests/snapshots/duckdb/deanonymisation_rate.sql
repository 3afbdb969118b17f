-- deanonymisation_rate fa3daa92d3e7f8f4
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_1ddec0: SELECT * FROM _757d43 WHERE NOT visitor_id IS NULL
_d0d27a: SELECT account_id, visitor_id, occurred_on FROM _1ddec0
_95b623: SELECT DISTINCT * FROM _d0d27a
_6ad473: SELECT a.account_id, a.visitor_id, a.occurred_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _95b623 AS a INNER JOIN days AS b ON a.occurred_on = b.day
_d8c2ae: SELECT * EXCLUDE (day) FROM _6ad473
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_b6ad93: SELECT * FROM _f60088 AS t35 UNION SELECT * FROM _9aac06 AS t36
_941ce0: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _b6ad93
_233aa4: SELECT account_id, at AS starts_on, ends_on FROM _941ce0
_5947ac: SELECT * FROM _233aa4 WHERE NOT ends_on IS NULL
_13ac24: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _5947ac AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_7ab985: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _13ac24
_9a9c13: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _7ab985 GROUP BY 1, 2, 3
_94ec0b: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _9a9c13
_d35f3a: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _94ec0b
_9744c1: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _d35f3a
_204719: SELECT * EXCLUDE (previous) FROM _9744c1
_3a7116: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _204719
_8f3930: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _3a7116 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_e6c9c3: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _8f3930
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_48b93d: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _e6c9c3 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_7beb15: SELECT * EXCLUDE (as_of) FROM _48b93d
_157cdd: SELECT a.account_id, a.visitor_id, a.occurred_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _d8c2ae AS a INNER JOIN _7beb15 AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_2b3893: SELECT * EXCLUDE (account_id_right) FROM _157cdd
_6b9129: SELECT * EXCLUDE (from_on, until_on) FROM _2b3893
_e9546c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id FROM _6b9129
_88dc7c: SELECT DISTINCT * FROM _e9546c
_712695: SELECT visitor_id, identified_on FROM visitors
_8be089: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.visitor_id, b.identified_on FROM _88dc7c AS a INNER JOIN _712695 AS b ON a.visitor_id = b.visitor_id
_10b57e: SELECT * FROM _8be089 WHERE (identified_on IS NULL) OR (identified_on >= starts_on)
_5d48a7: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, COALESCE(identified_on <= ends_on, FALSE) AS identified FROM _10b57e
_ab34a8: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, CAST(NULL AS TEXT) AS left_out FROM _5d48a7
_3bc1e9: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, left_out, ROW_NUMBER() OVER (PARTITION BY period, visitor_id ORDER BY account_id ASC, visitor_id ASC, entered_on ASC, tier ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _ab34a8
_90bd0b: SELECT * FROM _3bc1e9 WHERE turn = 0
_ecdc58: SELECT * EXCLUDE (turn) FROM _90bd0b
_63b0d0: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, left_out, CASE WHEN COALESCE(identified, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _ecdc58
_b80027: SELECT period, account_id, visitor_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _63b0d0
_e2aadb: SELECT period, account_id, visitor_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _b80027
_cac54c: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _e2aadb GROUP BY 1
