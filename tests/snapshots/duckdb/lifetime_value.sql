-- lifetime_value 2d3fdeccabcc9ff6
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_8c2e60: SELECT * FROM _f60088 AS t36 UNION SELECT * FROM _9aac06 AS t37
_395002: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _8c2e60
_c64514: SELECT account_id, at AS starts_on, ends_on FROM _395002
_66a155: SELECT * FROM _c64514 WHERE NOT ends_on IS NULL
_23491d: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _66a155 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_edcf5f: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _23491d
_f7c79f: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _edcf5f GROUP BY 1, 2, 3
_397280: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _f7c79f
_d0212e: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _397280
_8e4371: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _d0212e
_7f5b29: SELECT * EXCLUDE (previous) FROM _8e4371
_cf4c9c: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _7f5b29
_41e808: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _cf4c9c AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_bee2b8: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _41e808
_f5f28e: SELECT * EXCLUDE (parent_id) FROM contracts
_e51a83: SELECT contract_id, account_id, starts_on AS began_on, ends_on AS last_on, annual_value, one_off_value, currency, renewal, opportunity_id FROM _f5f28e
_e72f39: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, b.period, b.starts_on, b.ends_on, b.as_of FROM _e51a83 AS a CROSS JOIN windows AS b
_2cd96d: SELECT * FROM _e72f39 WHERE began_on <= as_of AND ((last_on IS NULL) OR (last_on >= as_of))
_4c8eab: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _2cd96d AS a INNER JOIN _bee2b8 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of
_045219: SELECT * EXCLUDE (account_id_right) FROM _4c8eab
_3d272b: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, contract_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _045219
_225dd8: SELECT * FROM _3d272b WHERE turn = 0
_6518e9: SELECT * EXCLUDE (from_on, turn, until_on) FROM _225dd8
_9ac3cb: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _6518e9
_396be6: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _9ac3cb
_6ba0c0: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _currency AS _source FROM _396be6
_4d0210: SELECT * FROM fx_spells WHERE to_currency = 'EUR'
_2dc671: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _4d0210
_0fb726: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a.left_out, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _6ba0c0 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.as_of >= b._rate_from AND a.as_of < b._rate_until
_4fe5f4: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _0fb726
_b9a9e7: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _4fe5f4
_bedca4: SELECT contract_id, account_id, began_on, last_on, CASE WHEN _currency = 'EUR' THEN annual_value ELSE CAST(CAST(annual_value AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, _rate, (NOT annual_value IS NULL) AND (annual_value <> 0) AND (_rate IS NULL) AS unconverted FROM _b9a9e7
_24e775: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _bedca4
_5b4d21: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END) AS left_out, unconverted FROM _24e775
_ab338b: SELECT * FROM _5b4d21 WHERE NOT annual_value IS NULL
_5532e5: SELECT period, account_id, as_of, entered_on, tier, tier_order, annual_value AS worth, CAST(NULL AS DOUBLE) AS lost, left_out FROM _ab338b
_bd9995: SELECT account_id FROM _bebdf6
_c60f74: SELECT DISTINCT * FROM _bd9995
_108963: SELECT a.account_id, b.period, b.starts_on, b.ends_on, b.as_of FROM _c60f74 AS a CROSS JOIN windows AS b
_94b80a: SELECT account_id, period, starts_on, ends_on, as_of, CAST(CAST(as_of AS TIMESTAMP) + INTERVAL '-365' DAY AS DATE) AS year_before FROM _108963
_7a8e3d: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.year_before, c.account_id AS account_id_right, c.from_on, c.until_on, c.entered_on, c.tier, c.tier_order FROM _94b80a AS a SEMI JOIN _bebdf6 AS b ON a.account_id = b.account_id AND b.starts_on <= a.year_before AND b.ends_on > a.year_before AND b.known_from <= a.as_of AND b.known_to > a.as_of INNER JOIN _bee2b8 AS c ON a.account_id = c.account_id AND c.from_on <= a.as_of
_27074a: SELECT * EXCLUDE (account_id_right) FROM _7a8e3d
_42685e: SELECT account_id, period, starts_on, ends_on, as_of, year_before, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _27074a
_774bd6: SELECT * FROM _42685e WHERE turn = 0
_b2bdec: SELECT * EXCLUDE (from_on, turn, until_on) FROM _774bd6
_0fc2b7: SELECT a.period, a.account_id FROM _b2bdec AS a SEMI JOIN _bebdf6 AS b ON a.account_id = b.account_id AND b.starts_on <= a.as_of AND b.ends_on > a.as_of AND b.known_from <= a.as_of AND b.known_to > a.as_of
_f88be6: SELECT a.period, a.account_id FROM _b2bdec AS a ANTI JOIN _0fc2b7 AS b ON a.period = b.period AND a.account_id = b.account_id
_e5285c: SELECT period, account_id, 1.0 AS lost FROM _f88be6
_cd90f4: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.year_before, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b.lost FROM _b2bdec AS a LEFT OUTER JOIN _e5285c AS b ON a.period = b.period AND a.account_id = b.account_id
_ad046e: SELECT * EXCLUDE (account_id_right, period_right) FROM _cd90f4
_618ef8: SELECT period, account_id, as_of, entered_on, tier, tier_order, CAST(NULL AS DECIMAL(24, 8)) AS worth, COALESCE(lost, 0.0) AS lost, CAST(NULL AS TEXT) AS left_out FROM _ad046e
_1e8c27: SELECT * FROM _5532e5 AS t88 UNION ALL SELECT * FROM _618ef8 AS t83
_9d200c: SELECT period, account_id, as_of, entered_on, tier, tier_order, worth, lost, left_out, worth AS numerator, lost AS denominator FROM _1e8c27
_0713ed: SELECT period, account_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _9d200c
_bb815b: SELECT period, account_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _0713ed
_99fa48: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _bb815b GROUP BY 1
