-- known_devices cdfbb342b2dd1d81
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_7729ab: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _034837 AS a INNER JOIN windows AS b ON a.from_on <= b.as_of AND a.until_on > b.as_of
_2bfa3d: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _7729ab
_0189f5: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _2bfa3d
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_1ddec0: SELECT * FROM _757d43 WHERE NOT visitor_id IS NULL
_d0d27a: SELECT account_id, visitor_id, occurred_on FROM _1ddec0
_95b623: SELECT DISTINCT * FROM _d0d27a
_6d71d8: SELECT * FROM visitors WHERE consent = 'granted'
_017b61: SELECT visitor_id FROM _6d71d8
_a371f7: SELECT a.account_id, a.visitor_id, a.occurred_on FROM _95b623 AS a SEMI JOIN _017b61 AS b ON a.visitor_id = b.visitor_id
_c94c45: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.visitor_id, b.occurred_on FROM _0189f5 AS a INNER JOIN _a371f7 AS b ON a.account_id = b.account_id
_9ed4cf: SELECT * FROM _c94c45 WHERE DATE_DIFF('DAY', occurred_on, as_of) >= 0 AND DATE_DIFF('DAY', occurred_on, as_of) < 90
_4df5d8: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature FROM _9ed4cf
_187cce: SELECT DISTINCT * FROM _4df5d8
_530f02: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature, CAST(NULL AS TEXT) AS left_out FROM _187cce
_bf56d4: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature, left_out, ROW_NUMBER() OVER (PARTITION BY period, visitor_id ORDER BY account_id ASC, visitor_id ASC, entered_on ASC, tier ASC, immature ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _530f02
_7d1fcd: SELECT * FROM _bf56d4 WHERE turn = 0
_12816b: SELECT * EXCLUDE (turn) FROM _7d1fcd
_8276ba: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, visitor_id, immature, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _12816b
_1d95a3: SELECT period, account_id, visitor_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _8276ba
_f9d129: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _1d95a3 GROUP BY 1
