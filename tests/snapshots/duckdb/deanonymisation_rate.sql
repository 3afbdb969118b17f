-- deanonymisation_rate 86018d3a126406ef
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
_77070b: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _13ac24
_815e4f: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _77070b GROUP BY 1, 2, 3
_230917: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _815e4f
_e22b87: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _230917
_9af92d: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _e22b87
_027f21: SELECT * EXCLUDE (previous) FROM _9af92d
_9d4917: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _027f21
_75cc48: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _9d4917 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_064129: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _75cc48
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_b19d3f: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _064129 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_f3158d: SELECT * EXCLUDE (as_of) FROM _b19d3f
_b4bd84: SELECT a.account_id, a.visitor_id, a.occurred_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _d8c2ae AS a INNER JOIN _f3158d AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_66af28: SELECT * EXCLUDE (account_id_right) FROM _b4bd84
_2d22db: SELECT * EXCLUDE (from_on, until_on) FROM _66af28
_60b881: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id FROM _2d22db
_980bc3: SELECT DISTINCT * FROM _60b881
_712695: SELECT visitor_id, identified_on FROM visitors
_581a2f: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.visitor_id, b.identified_on FROM _980bc3 AS a INNER JOIN _712695 AS b ON a.visitor_id = b.visitor_id
_d3ba31: SELECT * FROM _581a2f WHERE (identified_on IS NULL) OR (identified_on >= starts_on)
_aa71c6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, COALESCE(identified_on <= ends_on, FALSE) AS identified FROM _d3ba31
_9fb856: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, CAST(NULL AS TEXT) AS left_out FROM _aa71c6
_8aa7c1: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, left_out, ROW_NUMBER() OVER (PARTITION BY period, visitor_id ORDER BY account_id ASC, visitor_id ASC, entered_on ASC, tier ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _9fb856
_f623d4: SELECT * FROM _8aa7c1 WHERE turn = 0
_a38164: SELECT * EXCLUDE (turn) FROM _f623d4
_84102c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, identified_on, identified, left_out, CASE WHEN COALESCE(identified, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _a38164
_e82049: SELECT period, account_id, visitor_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _84102c
_a9f8b3: SELECT period, account_id, visitor_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _e82049
_6c657c: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _a9f8b3 GROUP BY 1
