-- lifetime_value e2eab1b4361eed1d
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_f5f28e: SELECT * EXCLUDE (parent_id) FROM contracts
_e51a83: SELECT contract_id, account_id, starts_on AS began_on, ends_on AS last_on, annual_value, one_off_value, currency, renewal, opportunity_id FROM _f5f28e
_e72f39: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, b.period, b.starts_on, b.ends_on, b.as_of FROM _e51a83 AS a CROSS JOIN windows AS b
_2cd96d: SELECT * FROM _e72f39 WHERE began_on <= as_of AND ((last_on IS NULL) OR (last_on >= as_of))
_b93991: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _2cd96d AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of
_e934ac: SELECT * EXCLUDE (account_id_right) FROM _b93991
_29f8db: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, contract_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _e934ac
_65fd88: SELECT * FROM _29f8db WHERE turn = 0
_2b2835: SELECT * EXCLUDE (from_on, turn, until_on) FROM _65fd88
_c57b36: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _2b2835
_0f0a4a: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, UPPER(COALESCE(currency, CAST($currency AS TEXT))) AS _currency FROM _c57b36
_f071e2: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _currency AS _source FROM _0f0a4a
_f47278: SELECT * FROM fx_spells WHERE to_currency = CAST($asked_currency AS TEXT)
_d3c104: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _f47278
_99c6a1: SELECT a.contract_id, a.account_id, a.began_on, a.last_on, a.annual_value, a.one_off_value, a.currency, a.renewal, a.opportunity_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a.left_out, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _f071e2 AS a LEFT OUTER JOIN _d3c104 AS b ON a._source = b.from_currency AND a.as_of >= b._rate_from AND a.as_of < b._rate_until
_c4b119: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _99c6a1
_50b975: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, CAST(CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN 1.0 ELSE _direct END AS DECIMAL(30, 14)) AS _rate FROM _c4b119
_8adca4: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, _rate, CASE WHEN (NOT annual_value IS NULL) AND (annual_value <> 0) AND (_rate IS NULL) THEN annual_value ELSE CAST(NULL AS DECIMAL(24, 8)) END AS lost, CASE WHEN (NOT annual_value IS NULL) AND (annual_value <> 0) AND (_rate IS NULL) THEN _currency ELSE CAST(NULL AS TEXT) END AS lost_in FROM _50b975
_54538a: SELECT contract_id, account_id, began_on, last_on, CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN annual_value ELSE CAST(annual_value * _rate AS DECIMAL(24, 8)) END AS annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, _currency, _direct, _rate, lost, lost_in, (NOT annual_value IS NULL) AND (annual_value <> 0) AND (_rate IS NULL) AS unconverted FROM _8adca4
_8831d6: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _54538a
_5fbb3d: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END) AS left_out, COALESCE(lost, CASE WHEN NOT left_out IS NULL THEN annual_value ELSE CAST(NULL AS DECIMAL(24, 8)) END) AS lost, lost_in, unconverted FROM _8831d6
_a4563f: SELECT * FROM _5fbb3d WHERE NOT annual_value IS NULL
_427644: SELECT period, account_id, as_of, entered_on, tier, tier_order, left_out, lost, lost_in, annual_value AS worth, CAST(NULL AS DOUBLE) AS gone FROM _a4563f
_bd9995: SELECT account_id FROM _bebdf6
_c60f74: SELECT DISTINCT * FROM _bd9995
_108963: SELECT a.account_id, b.period, b.starts_on, b.ends_on, b.as_of FROM _c60f74 AS a CROSS JOIN windows AS b
_94b80a: SELECT account_id, period, starts_on, ends_on, as_of, CAST(CAST(as_of AS TIMESTAMP) + INTERVAL '-365' DAY AS DATE) AS year_before FROM _108963
_88fcb6: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.year_before, c.account_id AS account_id_right, c.from_on, c.until_on, c.entered_on, c.tier, c.tier_order FROM _94b80a AS a SEMI JOIN _bebdf6 AS b ON a.account_id = b.account_id AND b.starts_on <= a.year_before AND b.ends_on > a.year_before AND b.known_from <= a.as_of AND b.known_to > a.as_of INNER JOIN _034837 AS c ON a.account_id = c.account_id AND c.from_on <= a.as_of
_f88560: SELECT * EXCLUDE (account_id_right) FROM _88fcb6
_abe320: SELECT account_id, period, starts_on, ends_on, as_of, year_before, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _f88560
_a78ec3: SELECT * FROM _abe320 WHERE turn = 0
_202139: SELECT * EXCLUDE (from_on, turn, until_on) FROM _a78ec3
_f615fd: SELECT a.period, a.account_id FROM _202139 AS a SEMI JOIN _bebdf6 AS b ON a.account_id = b.account_id AND b.starts_on <= a.as_of AND b.ends_on > a.as_of AND b.known_from <= a.as_of AND b.known_to > a.as_of
_7367cb: SELECT a.period, a.account_id FROM _202139 AS a ANTI JOIN _f615fd AS b ON a.period = b.period AND a.account_id = b.account_id
_36170d: SELECT period, account_id, 1.0 AS gone FROM _7367cb
_ab530a: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.year_before, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b.gone FROM _202139 AS a LEFT OUTER JOIN _36170d AS b ON a.period = b.period AND a.account_id = b.account_id
_5c53da: SELECT * EXCLUDE (account_id_right, period_right) FROM _ab530a
_af4d64: SELECT period, account_id, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out, CAST(NULL AS DECIMAL(24, 8)) AS lost, CAST(NULL AS TEXT) AS lost_in, CAST(NULL AS DECIMAL(24, 8)) AS worth, COALESCE(gone, 0.0) AS gone FROM _5c53da
_29d42e: SELECT * FROM _427644 AS t69 UNION ALL SELECT * FROM _af4d64 AS t63
_73244e: SELECT period, account_id, as_of, entered_on, tier, tier_order, left_out, lost, lost_in, worth, gone, worth AS numerator, gone AS denominator FROM _29d42e
_82b43d: SELECT period, account_id, entered_on, tier, left_out, lost, lost_in, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _73244e
_fee5ed: SELECT period, account_id, entered_on, tier, left_out, lost, lost_in, numerator, denominator, FALSE AS immature FROM _82b43d
_cee776: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _fee5ed GROUP BY 1
