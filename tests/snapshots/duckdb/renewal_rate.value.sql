-- renewal_rate.value d18e73ca4e271995
_f5f28e: SELECT * EXCLUDE (parent_id) FROM contracts
_e51a83: SELECT contract_id, account_id, starts_on AS began_on, ends_on AS last_on, annual_value, one_off_value, currency, renewal, opportunity_id FROM _f5f28e
_35e221: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _e51a83 AS a INNER JOIN days AS b ON a.last_on = b.day
_591495: SELECT * EXCLUDE (day) FROM _35e221
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_f71ab9: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _591495 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.last_on
_c4e54a: SELECT * EXCLUDE (account_id_right) FROM _f71ab9
_dea31b: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, contract_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _c4e54a
_b827dd: SELECT * FROM _dea31b WHERE turn = 0
_eb6ef8: SELECT * EXCLUDE (from_on, turn, until_on) FROM _b827dd
_6801aa: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CASE WHEN NOT (COALESCE(renewal IN ('renewed', 'churned'), FALSE)) THEN 'pending' ELSE CAST(NULL AS TEXT) END AS left_out FROM _eb6ef8
_109982: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _6801aa
_19ff14: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _currency AS _source FROM _109982
_4d0210: SELECT * FROM fx_spells WHERE to_currency = 'EUR'
_2dc671: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _4d0210
_edc5a6: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a.left_out, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _19ff14 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.as_of >= b._rate_from AND a.as_of < b._rate_until
_2570b9: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _edc5a6
_f789e3: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _2570b9
_befb60: SELECT contract_id, account_id, began_on, last_on, CASE WHEN _currency = 'EUR' THEN annual_value ELSE CAST(CAST(annual_value AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, _rate, (NOT annual_value IS NULL) AND (annual_value <> 0) AND (_rate IS NULL) AS unconverted FROM _f789e3
_80afca: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _befb60
_8897d3: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END) AS left_out, unconverted FROM _80afca
_91eabb: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, unconverted, CASE WHEN COALESCE(renewal = 'renewed', FALSE) THEN COALESCE(annual_value, 0) ELSE 0 END AS numerator, COALESCE(annual_value, 0) AS denominator FROM _8897d3
_b1efd5: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _91eabb
_7f7bc6: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _b1efd5
_ae5edb: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7f7bc6 GROUP BY 1
