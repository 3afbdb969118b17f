-- icp_fit 4e1fd90c00ff12e5
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_f50196: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _4ed088 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_ed14c3: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _f50196
_7ddc3c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _ed14c3
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_3d7124: SELECT account_id, CAST(0 AS DOUBLE) / NULLIF(0, 0) AS icp FROM accounts
_ff9e81: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.account_id AS account_id_right, c.icp FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _3d7124 AS c ON a.account_id = c.account_id
_85bffd: SELECT * EXCLUDE (account_id_right) FROM _ff9e81
_4c2a6f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, icp, CAST(NULL AS TEXT) AS left_out FROM _85bffd
_6023f9: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, icp, left_out, icp AS numerator FROM _4c2a6f
_b10816: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, icp, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_criteria' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _6023f9
_29f95d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, icp, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _b10816
_7a64da: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _29f95d
_77ff22: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7a64da GROUP BY 1
