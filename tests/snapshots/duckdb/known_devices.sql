-- known_devices 3ed80200d4f56125
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_fab5fe: SELECT * FROM _f60088 AS t28 UNION SELECT * FROM _9aac06 AS t29
_89cd24: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _fab5fe
_10ad9c: SELECT account_id, at AS starts_on, ends_on FROM _89cd24
_d43e0b: SELECT * FROM _10ad9c WHERE NOT ends_on IS NULL
_1a1549: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _d43e0b AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_25d911: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _1a1549
_39706b: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _25d911 GROUP BY 1, 2, 3
_dbcaae: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _39706b
_4971f8: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _dbcaae
_cfbfef: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _4971f8
_affbce: SELECT * EXCLUDE (previous) FROM _cfbfef
_64deec: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _affbce
_b3e00c: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _64deec AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_590516: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b3e00c
_fd4fc4: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _590516 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_4f71a4: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _fd4fc4
_cdb510: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _4f71a4
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_1ddec0: SELECT * FROM _757d43 WHERE NOT visitor_id IS NULL
_d0d27a: SELECT account_id, visitor_id, occurred_on FROM _1ddec0
_95b623: SELECT DISTINCT * FROM _d0d27a
_6d71d8: SELECT * FROM visitors WHERE consent = 'granted'
_017b61: SELECT visitor_id FROM _6d71d8
_a371f7: SELECT a.account_id, a.visitor_id, a.occurred_on FROM _95b623 AS a SEMI JOIN _017b61 AS b ON a.visitor_id = b.visitor_id
_5e95ff: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.visitor_id, b.occurred_on FROM _cdb510 AS a INNER JOIN _a371f7 AS b ON a.account_id = b.account_id
_e31546: SELECT * FROM _5e95ff WHERE DATE_DIFF('DAY', occurred_on, as_of) >= 0 AND DATE_DIFF('DAY', occurred_on, as_of) < 90
_405842: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature FROM _e31546
_cf1d9d: SELECT DISTINCT * FROM _405842
_850683: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature, CAST(NULL AS TEXT) AS left_out FROM _cf1d9d
_2f3f03: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature, left_out, ROW_NUMBER() OVER (PARTITION BY period, visitor_id ORDER BY account_id ASC, visitor_id ASC, entered_on ASC, tier ASC, immature ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _850683
_3cee6b: SELECT * FROM _2f3f03 WHERE turn = 0
_ae24c2: SELECT * EXCLUDE (turn) FROM _3cee6b
_aced4c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _ae24c2
_e0b8e5: SELECT period, account_id, visitor_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _aced4c
_f12490: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _e0b8e5 GROUP BY 1
