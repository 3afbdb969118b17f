-- engaged_accounts df218da5ed29ade1
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
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_9581f1: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_edcc70: SELECT * FROM recent WHERE age < 90
_5fb256: SELECT day, as_of FROM _edcc70
_76b005: SELECT a.account_id, a.day, a.touches, a.seconds, c.as_of FROM _20cd23 AS a SEMI JOIN _9581f1 AS b ON a.account_id = b.account_id INNER JOIN _5fb256 AS c ON a.day = c.day
_30e93d: SELECT account_id, as_of, SUM(touches) AS touches, SUM(seconds) AS seconds FROM _76b005 GROUP BY 1, 2
_f39fd1: SELECT * FROM _30e93d WHERE TRUE AND touches >= 1
_04e262: SELECT account_id, as_of FROM _f39fd1
_dfc050: SELECT account_id, as_of, TRUE AS _engaged FROM _04e262
_21c830: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.account_id AS account_id_right, c.as_of AS as_of_right, c._engaged FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _dfc050 AS c ON a.account_id = c.account_id AND a.as_of = c.as_of
_a68d33: SELECT * EXCLUDE (account_id_right, as_of_right) FROM _21c830
_867bea: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _engaged, COALESCE(_engaged, FALSE) AS engaged FROM _a68d33
_a18e04: SELECT * EXCLUDE (_engaged) FROM _867bea
_4e6b86: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged, CAST(NULL AS TEXT) AS left_out FROM _a18e04
_96ff99: SELECT * FROM _4e6b86 WHERE engaged
_d4b05c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _96ff99
_309153: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _d4b05c
_ab9ad8: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _309153 GROUP BY 1
