-- target_accounts_by_tier 935cfac826304a1a
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
_9581f1: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_84a442: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, CAST(NULL AS TEXT) AS left_out FROM _9581f1
_a7bd8f: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, left_out, tier AS by_tier FROM _84a442
_dab90b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, left_out, by_tier, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _a7bd8f
_a126a4: SELECT period, by_tier, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _dab90b
_eb6a41: SELECT * FROM _a126a4 WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_70e1b6: SELECT period, by_tier, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _eb6a41 GROUP BY 1, 2
