-- average_contract_value b49d83f6b80c1364
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f5f28e: SELECT * EXCLUDE (parent_id) FROM contracts
_e51a83: SELECT contract_id, account_id, starts_on AS began_on, ends_on AS last_on, annual_value, one_off_value, currency, renewal, opportunity_id FROM _f5f28e
_e72f39: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, b.period, b.starts_on, b.ends_on, b.as_of FROM _e51a83 AS a CROSS JOIN windows AS b
_2cd96d: SELECT * FROM _e72f39 WHERE began_on <= as_of AND ((last_on IS NULL) OR (last_on >= as_of))
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_816b33: SELECT * FROM _f60088 AS t26 UNION SELECT * FROM _9aac06 AS t27
_bbc829: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _816b33
_ed6544: SELECT account_id, at AS starts_on, ends_on FROM _bbc829
_e7cf25: SELECT * FROM _ed6544 WHERE NOT ends_on IS NULL
_d8abbf: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _e7cf25 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_af9c50: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _d8abbf
_9266e9: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _af9c50 GROUP BY 1, 2, 3
_ab8b2d: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _9266e9
_144225: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _ab8b2d
_38bcac: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _144225
_649a4b: SELECT * EXCLUDE (previous) FROM _38bcac
_388b92: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _649a4b
_e56924: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _388b92 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_010d27: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _e56924
_d2921b: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _2cd96d AS a INNER JOIN _010d27 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of
_e6ce5f: SELECT * EXCLUDE (account_id_right) FROM _d2921b
_861396: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, contract_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _e6ce5f
_7490d1: SELECT * FROM _861396 WHERE turn = 0
_0d6516: SELECT * EXCLUDE (from_on, until_on, turn) FROM _7490d1
_664d6b: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _0d6516
_b27a90: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _664d6b
_e7f0e2: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _currency AS _source FROM _b27a90
_4d0210: SELECT * FROM fx_spells WHERE to_currency = 'EUR'
_2dc671: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _4d0210
_36494e: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a.left_out, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _e7f0e2 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.as_of >= b._rate_from AND a.as_of < b._rate_until
_36ffce: SELECT * EXCLUDE (_source, _rate_from, _rate_until, from_currency) FROM _36494e
_9cc29c: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _36ffce
_778320: SELECT contract_id, account_id, began_on, last_on, CASE WHEN _currency = 'EUR' THEN annual_value ELSE CAST(CAST(annual_value AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, _rate, (NOT annual_value IS NULL) AND (annual_value <> 0) AND (_rate IS NULL) AS unconverted FROM _9cc29c
_7b6600: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _778320
_36a4fa: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END) AS left_out, unconverted FROM _7b6600
_46fe1e: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, unconverted, annual_value AS numerator FROM _36a4fa
_40843f: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_amount' ELSE CAST(NULL AS TEXT) END) AS left_out, unconverted, numerator FROM _46fe1e
_ec5710: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, unconverted, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _40843f
_64fc0e: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _ec5710
_7f97d4: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _64fc0e
_14e859: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7f97d4 GROUP BY 1
