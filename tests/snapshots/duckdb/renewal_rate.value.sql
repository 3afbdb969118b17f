-- renewal_rate.value 0544c2aa9c0571e6
_f5f28e: SELECT * EXCLUDE (parent_id) FROM contracts
_e51a83: SELECT contract_id, account_id, starts_on AS began_on, ends_on AS last_on, annual_value, one_off_value, currency, renewal, opportunity_id FROM _f5f28e
_35e221: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _e51a83 AS a INNER JOIN days AS b ON a.last_on = b.day
_591495: SELECT * EXCLUDE (day) FROM _35e221
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_8a61af: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _591495 AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.last_on
_1fc249: SELECT * EXCLUDE (account_id_right) FROM _8a61af
_cc034e: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, contract_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _1fc249
_958f97: SELECT * FROM _cc034e WHERE turn = 0
_48f6fe: SELECT * EXCLUDE (from_on, turn, until_on) FROM _958f97
_a2c613: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CASE WHEN NOT (COALESCE(renewal IN ('renewed', 'churned'), FALSE)) THEN 'pending' ELSE CAST(NULL AS TEXT) END AS left_out FROM _48f6fe
_7bd7dc: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, UPPER(COALESCE(currency, CAST($currency AS TEXT))) AS _currency FROM _a2c613
_fc638f: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _currency AS _source FROM _7bd7dc
_f47278: SELECT * FROM fx_spells WHERE to_currency = CAST($asked_currency AS TEXT)
_d3c104: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _f47278
_06bd00: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a.left_out, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _fc638f AS a LEFT OUTER JOIN _d3c104 AS b ON a._source = b.from_currency AND a.as_of >= b._rate_from AND a.as_of < b._rate_until
_0f3c80: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _06bd00
_4da27d: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, CAST(CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN 1.0 ELSE _direct END AS DECIMAL(30, 14)) AS _rate FROM _0f3c80
_049272: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, _rate, CASE WHEN (NOT annual_value IS NULL) AND (annual_value <> 0) AND (_rate IS NULL) THEN annual_value ELSE CAST(NULL AS DECIMAL(24, 8)) END AS lost, CASE WHEN (NOT annual_value IS NULL) AND (annual_value <> 0) AND (_rate IS NULL) THEN _currency ELSE CAST(NULL AS TEXT) END AS lost_in FROM _4da27d
_005281: SELECT contract_id, account_id, began_on, last_on, CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN annual_value ELSE CAST(annual_value * _rate AS DECIMAL(24, 8)) END AS annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, _rate, lost, lost_in, (NOT annual_value IS NULL) AND (annual_value <> 0) AND (_rate IS NULL) AS unconverted FROM _049272
_5c9a6f: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _005281
_9c4577: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END) AS left_out, COALESCE(lost, CASE WHEN NOT left_out IS NULL THEN annual_value ELSE CAST(NULL AS DECIMAL(24, 8)) END) AS lost, lost_in, unconverted FROM _5c9a6f
_069f29: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, lost, lost_in, unconverted, CASE WHEN COALESCE(renewal = 'renewed', FALSE) THEN annual_value ELSE annual_value * 0 END AS numerator, annual_value AS denominator FROM _9c4577
_7305ef: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, lost, lost_in, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _069f29
_577eeb: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, lost, lost_in, numerator, denominator, FALSE AS immature FROM _7305ef
_e0fd6c: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _577eeb GROUP BY 1
