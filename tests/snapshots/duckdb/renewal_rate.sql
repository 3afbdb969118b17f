-- renewal_rate b860dfa2a593d610
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
_1b6fd9: SELECT contract_id, account_id, began_on, last_on, annual_value, one_off_value, currency, renewal, opportunity_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, CASE WHEN COALESCE(renewal = 'renewed', FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _6801aa
_9a7f50: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _1b6fd9
_10de85: SELECT period, account_id, opportunity_id, contract_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _9a7f50
_c05129: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _10de85 GROUP BY 1
