-- renewal_rate 5c3d00c40ca71ead
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f5f28e: SELECT * EXCLUDE (parent_id) FROM contracts
_e51a83: SELECT contract_id, account_id, starts_on AS began_on, ends_on AS last_on, annual_value, one_off_value, currency, renewal, opportunity_id FROM _f5f28e
_35e221: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _e51a83 AS a INNER JOIN days AS b ON a.last_on = b.day
_591495: SELECT * EXCLUDE (day) FROM _35e221
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_9067d3: SELECT * FROM _f60088 AS t22 UNION SELECT * FROM _9aac06 AS t23
_521d78: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _9067d3
_128b8e: SELECT account_id, at AS starts_on, ends_on FROM _521d78
_6aa7e9: SELECT * FROM _128b8e WHERE NOT ends_on IS NULL
_006385: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _6aa7e9 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_9eb54b: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _006385
_4c5253: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _9eb54b GROUP BY 1, 2, 3
_a4ab8c: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _4c5253
_23e9a4: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _a4ab8c
_2f02c1: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _23e9a4
_c9cf28: SELECT * EXCLUDE (previous) FROM _2f02c1
_e780f6: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _c9cf28
_bbe7d4: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _e780f6 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_29cede: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _bbe7d4
_42f122: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _591495 AS a INNER JOIN _29cede AS b ON a.account_id = b.account_id AND b.from_on <= a.last_on
_dfc9c8: SELECT * EXCLUDE (account_id_right) FROM _42f122
_c2daab: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, contract_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _dfc9c8
_afef51: SELECT * FROM _c2daab WHERE turn = 0
_c9ff1f: SELECT * EXCLUDE (from_on, until_on, turn) FROM _afef51
_4bcaf1: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CASE WHEN NOT (COALESCE(renewal IN ('renewed', 'churned'), FALSE)) THEN 'pending' ELSE CAST(NULL AS TEXT) END AS left_out FROM _c9ff1f
_708dce: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, CASE WHEN COALESCE(renewal = 'renewed', FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _4bcaf1
_52b6fb: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _708dce
_c36126: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _52b6fb
_0d2add: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _c36126 GROUP BY 1
