-- accounts_reached a3f77a036ee9e243
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_b428e6: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _4ed088 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.ends_on
_401cc7: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _b428e6
_2c1e29: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _401cc7
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_c0f127: SELECT * FROM _757d43 WHERE kind IN ('ad_impression', 'email_sent', 'mail_out', 'direct_mail_sent')
_de956b: SELECT account_id, occurred_on FROM _c0f127
_6c811d: SELECT DISTINCT * FROM _de956b
_035261: SELECT a.account_id, a.occurred_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _6c811d AS a INNER JOIN days AS b ON a.occurred_on = b.day
_577cfb: SELECT * EXCLUDE (day) FROM _035261
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_715be8: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _4ed088 AS a CROSS JOIN _da5d42 AS b
_03c962: SELECT * EXCLUDE (as_of) FROM _715be8
_e9e042: SELECT a.account_id, a.occurred_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _577cfb AS a INNER JOIN _03c962 AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_d15286: SELECT * EXCLUDE (account_id_right) FROM _e9e042
_6aeeeb: SELECT * EXCLUDE (from_on, until_on) FROM _d15286
_ad242b: SELECT period, account_id FROM _6aeeeb
_8007b7: SELECT DISTINCT * FROM _ad242b
_1b7833: SELECT period, account_id, TRUE AS _reached FROM _8007b7
_4af317: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.period AS period_right, b.account_id AS account_id_right, b._reached FROM _2c1e29 AS a LEFT OUTER JOIN _1b7833 AS b ON a.period = b.period AND a.account_id = b.account_id
_663d88: SELECT * EXCLUDE (account_id_right, period_right) FROM _4af317
_2f5e74: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _reached, COALESCE(_reached, FALSE) AS reached FROM _663d88
_b8310e: SELECT * EXCLUDE (_reached) FROM _2f5e74
_a39c73: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, reached, CAST(NULL AS TEXT) AS left_out FROM _b8310e
_9ed6e6: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, reached, left_out, CASE WHEN COALESCE(reached, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _a39c73
_00c636: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _9ed6e6
_427dce: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _00c636 GROUP BY 1
