-- engagement_minutes efca57f66f516420
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_3c7163: SELECT * FROM _f60088 AS t23 UNION SELECT * FROM _9aac06 AS t24
_b7b2ae: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _3c7163
_0819ca: SELECT account_id, at AS starts_on, ends_on FROM _b7b2ae
_748283: SELECT * FROM _0819ca WHERE NOT ends_on IS NULL
_89b8b2: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _748283 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_1b65d3: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _89b8b2
_f2d947: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _1b65d3 GROUP BY 1, 2, 3
_bc18e2: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _f2d947
_ad6a85: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _bc18e2
_d32803: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _ad6a85
_d8aa44: SELECT * EXCLUDE (previous) FROM _d32803
_8dd420: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _d8aa44
_d15f1d: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _8dd420 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_1dbbb4: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _d15f1d
_750e28: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _1dbbb4 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_bc2e44: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _750e28
_1efa2a: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _bc2e44
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_9a4105: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.account_id AS account_id_right, c.day, c.touches, c.seconds FROM _1efa2a AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _20cd23 AS c ON a.account_id = c.account_id AND c.day <= a.as_of
_849e67: SELECT * EXCLUDE (account_id_right) FROM _9a4105
_77fb7d: SELECT * FROM _849e67 WHERE DATE_DIFF('DAY', day, as_of) >= 0 AND DATE_DIFF('DAY', day, as_of) < 90
_4d8cd8: SELECT period, account_id, SUM(seconds) AS _seconds FROM _77fb7d GROUP BY 1, 2
_3fbc19: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._seconds FROM _1efa2a AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _4d8cd8 AS c ON a.period = c.period AND a.account_id = c.account_id
_06c19f: SELECT * EXCLUDE (period_right, account_id_right) FROM _3fbc19
_b05c5c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _seconds, (COALESCE(_seconds, 0) * 1.0) / 60 AS minutes FROM _06c19f
_f21853: SELECT * EXCLUDE (_seconds) FROM _b05c5c
_1620f6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, minutes, CAST(NULL AS TEXT) AS left_out FROM _f21853
_6dcb22: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, minutes, left_out, minutes AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _1620f6
_cd6e3d: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _6dcb22
_56e042: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _cd6e3d GROUP BY 1
