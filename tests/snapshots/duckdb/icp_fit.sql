-- icp_fit b15275aa6bbf77a9
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_88bd9b: SELECT * FROM _f60088 AS t20 UNION SELECT * FROM _9aac06 AS t21
_1458cc: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _88bd9b
_60f06d: SELECT account_id, at AS starts_on, ends_on FROM _1458cc
_0b22bb: SELECT * FROM _60f06d WHERE NOT ends_on IS NULL
_32c070: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _0b22bb AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_72cb86: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _32c070
_20e7cb: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _72cb86 GROUP BY 1, 2, 3
_ed7832: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _20e7cb
_dfb8a8: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _ed7832
_390d1c: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _dfb8a8
_9f7fb7: SELECT * EXCLUDE (previous) FROM _390d1c
_f6b76a: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _9f7fb7
_282a5c: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _f6b76a AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_882a76: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _282a5c
_ed2795: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _882a76 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_ab0a92: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _ed2795
_000e80: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _ab0a92
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_3d7124: SELECT account_id, CAST(0 AS DOUBLE) / NULLIF(0, 0) AS icp FROM accounts
_78344a: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.account_id AS account_id_right, c.icp FROM _000e80 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _3d7124 AS c ON a.account_id = c.account_id
_cf7d37: SELECT * EXCLUDE (account_id_right) FROM _78344a
_5c24c2: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, icp, CAST(NULL AS TEXT) AS left_out FROM _cf7d37
_a75133: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, icp, left_out, icp AS numerator FROM _5c24c2
_eaec6c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, icp, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_criteria' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _a75133
_368c6b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, icp, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _eaec6c
_aa98ad: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _368c6b
_a3243a: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _aa98ad GROUP BY 1
