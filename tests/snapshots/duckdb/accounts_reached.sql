-- accounts_reached e8f64c69eb08d51b
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_fb2c71: SELECT * FROM _f60088 AS t30 UNION SELECT * FROM _9aac06 AS t31
_bcd826: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _fb2c71
_9be15a: SELECT account_id, at AS starts_on, ends_on FROM _bcd826
_1801e2: SELECT * FROM _9be15a WHERE NOT ends_on IS NULL
_a85f9c: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _1801e2 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_732525: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _a85f9c
_23321d: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _732525 GROUP BY 1, 2, 3
_2df050: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _23321d
_c8fdcd: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _2df050
_385e39: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _c8fdcd
_d8f8e2: SELECT * EXCLUDE (previous) FROM _385e39
_ab9ecd: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _d8f8e2
_35692d: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ab9ecd AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_c64600: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _35692d
_c18cbf: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _c64600 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.ends_on
_f0ec90: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _c18cbf
_9a8bec: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _f0ec90
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_c0f127: SELECT * FROM _757d43 WHERE kind IN ('ad_impression', 'email_sent', 'mail_out', 'direct_mail_sent')
_de956b: SELECT account_id, occurred_on FROM _c0f127
_6c811d: SELECT DISTINCT * FROM _de956b
_035261: SELECT a.account_id, a.occurred_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _6c811d AS a INNER JOIN days AS b ON a.occurred_on = b.day
_577cfb: SELECT * EXCLUDE (day) FROM _035261
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_789509: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _c64600 AS a CROSS JOIN _da5d42 AS b
_af60bb: SELECT * EXCLUDE (as_of) FROM _789509
_f8ff59: SELECT a.account_id, a.occurred_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _577cfb AS a INNER JOIN _af60bb AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_ef8158: SELECT * EXCLUDE (account_id_right) FROM _f8ff59
_baf810: SELECT * EXCLUDE (from_on, until_on) FROM _ef8158
_d61790: SELECT period, account_id FROM _baf810
_124fc2: SELECT DISTINCT * FROM _d61790
_1d726d: SELECT period, account_id, TRUE AS _reached FROM _124fc2
_686c59: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.period AS period_right, b.account_id AS account_id_right, b._reached FROM _9a8bec AS a LEFT OUTER JOIN _1d726d AS b ON a.period = b.period AND a.account_id = b.account_id
_b6d2ba: SELECT * EXCLUDE (account_id_right, period_right) FROM _686c59
_dc28ef: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _reached, COALESCE(_reached, FALSE) AS reached FROM _b6d2ba
_6b1bc2: SELECT * EXCLUDE (_reached) FROM _dc28ef
_eee9e6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, reached, CAST(NULL AS TEXT) AS left_out FROM _6b1bc2
_91ff03: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, reached, left_out, CASE WHEN COALESCE(reached, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _eee9e6
_ba8cf6: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _91ff03
_b5cd77: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _ba8cf6 GROUP BY 1
