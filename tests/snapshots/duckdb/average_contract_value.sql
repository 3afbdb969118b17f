-- average_contract_value 618d07cb6d0e27f9
_f5f28e: SELECT * EXCLUDE (parent_id) FROM contracts
_e51a83: SELECT contract_id, account_id, starts_on AS began_on, ends_on AS last_on, annual_value, one_off_value, currency, renewal, opportunity_id FROM _f5f28e
_e72f39: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, b.period, b.starts_on, b.ends_on, b.as_of FROM _e51a83 AS a CROSS JOIN windows AS b
_2cd96d: SELECT * FROM _e72f39 WHERE began_on <= as_of AND ((last_on IS NULL) OR (last_on >= as_of))
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_3f959b: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _2cd96d AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of
_15ca2a: SELECT * EXCLUDE (account_id_right) FROM _3f959b
_b63035: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, contract_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _15ca2a
_85611f: SELECT * FROM _b63035 WHERE turn = 0
_5158c9: SELECT * EXCLUDE (from_on, turn, until_on) FROM _85611f
_ec8201: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _5158c9
_94116e: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _ec8201
_9b65d4: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _currency AS _source FROM _94116e
_4d0210: SELECT * FROM fx_spells WHERE to_currency = 'EUR'
_2dc671: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _4d0210
_9cbb29: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a.left_out, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _9b65d4 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.as_of >= b._rate_from AND a.as_of < b._rate_until
_0659b9: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _9cbb29
_7a25ee: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _0659b9
_2d90f7: SELECT contract_id, account_id, began_on, last_on, CASE WHEN _currency = 'EUR' THEN annual_value ELSE CAST(CAST(annual_value AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, _rate, (NOT annual_value IS NULL) AND (annual_value <> 0) AND (_rate IS NULL) AS unconverted FROM _7a25ee
_36a484: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _2d90f7
_1b126d: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END) AS left_out, unconverted FROM _36a484
_7badaa: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, unconverted, annual_value AS numerator FROM _1b126d
_035ca3: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_amount' ELSE CAST(NULL AS TEXT) END) AS left_out, unconverted, numerator FROM _7badaa
_6e5918: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, unconverted, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _035ca3
_9b4d4e: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _6e5918
_8a5149: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _9b4d4e
_251482: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _8a5149 GROUP BY 1
