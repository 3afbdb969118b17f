-- accounts_reached df9a2a978aa4cc65
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_50031a: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _034837 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.ends_on
_07d3d3: SELECT account_id, from_on, until_on, entered_on, tier, tier_order, period, starts_on, ends_on, as_of, FALSE AS immature FROM _50031a
_d24763: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature FROM _07d3d3
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_c0f127: SELECT * FROM _757d43 WHERE kind IN ('ad_impression', 'email_sent', 'mail_out', 'direct_mail_sent')
_b21d40: SELECT touch_id, occurred_at, occurred_on, kind, channel, direction, team, account_id, person_id, visitor_id, session_id, campaign_id, asset_id, url, quantity, user_id, outcome, engages, is_high_value, content_seconds, weighted_seconds, match, objected, counts, COALESCE(campaign_id, '') AS _campaign FROM _c0f127
_e61d41: SELECT account_id, occurred_on FROM _b21d40
_93f758: SELECT DISTINCT * FROM _e61d41
_8b22a8: SELECT a.account_id, a.occurred_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _93f758 AS a INNER JOIN days AS b ON a.occurred_on = b.day
_731452: SELECT * EXCLUDE (day) FROM _8b22a8
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_f33275: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _034837 AS a CROSS JOIN _da5d42 AS b
_516389: SELECT * EXCLUDE (as_of) FROM _f33275
_2b36c4: SELECT a.account_id, a.occurred_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _731452 AS a INNER JOIN _516389 AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_0885d6: SELECT * EXCLUDE (account_id_right) FROM _2b36c4
_1f4ac5: SELECT * EXCLUDE (from_on, until_on) FROM _0885d6
_ef63d0: SELECT period, account_id FROM _1f4ac5
_14d79d: SELECT DISTINCT * FROM _ef63d0
_e1375b: SELECT period, account_id, TRUE AS _hit FROM _14d79d
_0a9964: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, b.period AS period_right, b.account_id AS account_id_right, b._hit FROM _d24763 AS a LEFT OUTER JOIN _e1375b AS b ON a.period = b.period AND a.account_id = b.account_id
_fe470b: SELECT * EXCLUDE (account_id_right, period_right) FROM _0a9964
_eaf48d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _hit, COALESCE(_hit, FALSE) AS reached FROM _fe470b
_007aff: SELECT * EXCLUDE (_hit) FROM _eaf48d
_e5ce6c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, reached, CAST(NULL AS TEXT) AS left_out FROM _007aff
_d96ec4: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, reached, left_out, CASE WHEN COALESCE(reached, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _e5ce6c
_7b33c7: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _d96ec4
_55b205: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7b33c7 GROUP BY 1
