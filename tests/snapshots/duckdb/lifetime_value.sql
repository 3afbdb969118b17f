-- lifetime_value 62e78dcb43060571
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_f5f28e: SELECT * EXCLUDE (parent_id) FROM contracts
_e51a83: SELECT contract_id, account_id, starts_on AS began_on, ends_on AS last_on, annual_value, one_off_value, currency, renewal, opportunity_id FROM _f5f28e
_e72f39: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, b.period, b.starts_on, b.ends_on, b.as_of FROM _e51a83 AS a CROSS JOIN windows AS b
_2cd96d: SELECT * FROM _e72f39 WHERE began_on <= as_of AND ((last_on IS NULL) OR (last_on >= as_of))
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
_7574e0: SELECT * FROM _1b126d WHERE NOT annual_value IS NULL
_ea19c3: SELECT period, account_id, as_of, entered_on, tier, tier_order, annual_value AS worth, CAST(NULL AS DOUBLE) AS lost, left_out FROM _7574e0
_bd9995: SELECT account_id FROM _bebdf6
_c60f74: SELECT DISTINCT * FROM _bd9995
_108963: SELECT a.account_id, b.period, b.starts_on, b.ends_on, b.as_of FROM _c60f74 AS a CROSS JOIN windows AS b
_94b80a: SELECT account_id, period, starts_on, ends_on, as_of, CAST(CAST(as_of AS TIMESTAMP) + INTERVAL '-365' DAY AS DATE) AS year_before FROM _108963
_97fe37: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.year_before, c.account_id AS account_id_right, c.from_on, c.until_on, c.entered_on, c.tier, c.tier_order FROM _94b80a AS a SEMI JOIN _bebdf6 AS b ON a.account_id = b.account_id AND b.starts_on <= a.year_before AND b.ends_on > a.year_before AND b.known_from <= a.as_of AND b.known_to > a.as_of INNER JOIN _4ed088 AS c ON a.account_id = c.account_id AND c.from_on <= a.as_of
_02fc28: SELECT * EXCLUDE (account_id_right) FROM _97fe37
_61264a: SELECT account_id, period, starts_on, ends_on, as_of, year_before, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _02fc28
_f374f7: SELECT * FROM _61264a WHERE turn = 0
_6b62ce: SELECT * EXCLUDE (from_on, turn, until_on) FROM _f374f7
_55b9d3: SELECT a.period, a.account_id FROM _6b62ce AS a SEMI JOIN _bebdf6 AS b ON a.account_id = b.account_id AND b.starts_on <= a.as_of AND b.ends_on > a.as_of AND b.known_from <= a.as_of AND b.known_to > a.as_of
_103385: SELECT a.period, a.account_id FROM _6b62ce AS a ANTI JOIN _55b9d3 AS b ON a.period = b.period AND a.account_id = b.account_id
_f34cc9: SELECT period, account_id, 1.0 AS lost FROM _103385
_8f2292: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.year_before, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b.lost FROM _6b62ce AS a LEFT OUTER JOIN _f34cc9 AS b ON a.period = b.period AND a.account_id = b.account_id
_2beaaf: SELECT * EXCLUDE (account_id_right, period_right) FROM _8f2292
_b8f86e: SELECT period, account_id, as_of, entered_on, tier, tier_order, CAST(NULL AS DECIMAL(24, 8)) AS worth, COALESCE(lost, 0.0) AS lost, CAST(NULL AS TEXT) AS left_out FROM _2beaaf
_e67cc8: SELECT * FROM _ea19c3 AS t68 UNION ALL SELECT * FROM _b8f86e AS t63
_b42da5: SELECT period, account_id, as_of, entered_on, tier, tier_order, worth, lost, left_out, worth AS numerator, lost AS denominator FROM _e67cc8
_19a6b6: SELECT period, account_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _b42da5
_c252a7: SELECT period, account_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _19a6b6
_e80ecf: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _c252a7 GROUP BY 1
