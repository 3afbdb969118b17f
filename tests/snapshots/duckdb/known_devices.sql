-- known_devices e3cc6a68b1213dae
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
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_1ddec0: SELECT * FROM _757d43 WHERE NOT visitor_id IS NULL
_d0d27a: SELECT account_id, visitor_id, occurred_on FROM _1ddec0
_95b623: SELECT DISTINCT * FROM _d0d27a
_6d71d8: SELECT * FROM visitors WHERE consent = 'granted'
_017b61: SELECT visitor_id FROM _6d71d8
_a371f7: SELECT a.account_id, a.visitor_id, a.occurred_on FROM _95b623 AS a SEMI JOIN _017b61 AS b ON a.visitor_id = b.visitor_id
_9cab1c: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.visitor_id, b.occurred_on FROM _7ddc3c AS a INNER JOIN _a371f7 AS b ON a.account_id = b.account_id
_cd786c: SELECT * FROM _9cab1c WHERE DATE_DIFF('DAY', occurred_on, as_of) >= 0 AND DATE_DIFF('DAY', occurred_on, as_of) < 90
_542bf7: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature FROM _cd786c
_862fc5: SELECT DISTINCT * FROM _542bf7
_fc3a65: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature, CAST(NULL AS TEXT) AS left_out FROM _862fc5
_bd3014: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature, left_out, ROW_NUMBER() OVER (PARTITION BY period, visitor_id ORDER BY account_id ASC, visitor_id ASC, entered_on ASC, tier ASC, immature ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _fc3a65
_f1de81: SELECT * FROM _bd3014 WHERE turn = 0
_cbd20c: SELECT * EXCLUDE (turn) FROM _f1de81
_f5a571: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _cbd20c
_6155fa: SELECT period, account_id, visitor_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _f5a571
_fcd51e: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _6155fa GROUP BY 1
