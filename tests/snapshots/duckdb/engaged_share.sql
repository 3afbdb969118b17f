-- engaged_share 0bbb7b68c47f4fb8
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
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_592483: SELECT account_id, day, CASE WHEN CAST($engaged_slot AS BIGINT) = 1 THEN kinds_1 WHEN CAST($engaged_slot AS BIGINT) = 2 THEN kinds_2 WHEN CAST($engaged_slot AS BIGINT) = 3 THEN kinds_3 WHEN CAST($engaged_slot AS BIGINT) = 4 THEN kinds_4 WHEN CAST($engaged_slot AS BIGINT) = 5 THEN kinds_5 WHEN CAST($engaged_slot AS BIGINT) = 6 THEN kinds_6 WHEN CAST($engaged_slot AS BIGINT) = 7 THEN kinds_7 WHEN CAST($engaged_slot AS BIGINT) = 8 THEN kinds_8 ELSE engaging END AS touches, weighted_seconds AS seconds FROM _2e9009
_f66c3f: SELECT * FROM _592483 WHERE (touches > 0) OR (seconds > 0)
_83bb62: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_3a7962: SELECT * FROM recent WHERE age < CAST($engaged_lookback_days AS BIGINT)
_657985: SELECT day, as_of FROM _3a7962
_171a22: SELECT a.account_id, a.day, a.touches, a.seconds, c.as_of FROM _f66c3f AS a SEMI JOIN _83bb62 AS b ON a.account_id = b.account_id INNER JOIN _657985 AS c ON a.day = c.day
_b1477a: SELECT account_id, as_of, SUM(touches) AS touches, SUM(seconds) AS seconds FROM _171a22 GROUP BY 1, 2
_37445f: SELECT * FROM _b1477a WHERE ((CAST($engaged_touches AS BIGINT) IS NULL) OR (touches >= CAST($engaged_touches AS BIGINT))) AND ((CAST($engaged_seconds AS DOUBLE) IS NULL) OR (seconds >= CAST($engaged_seconds AS DOUBLE)))
_736b96: SELECT account_id, as_of FROM _37445f
_80f786: SELECT account_id, as_of, TRUE AS _engaged FROM _736b96
_5db001: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.account_id AS account_id_right, c.as_of AS as_of_right, c._engaged FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _80f786 AS c ON a.account_id = c.account_id AND a.as_of = c.as_of
_1eab4e: SELECT * EXCLUDE (account_id_right, as_of_right) FROM _5db001
_04c663: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _engaged, COALESCE(_engaged, FALSE) AS engaged FROM _1eab4e
_b58678: SELECT * EXCLUDE (_engaged) FROM _04c663
_747ade: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged, CAST(NULL AS TEXT) AS left_out FROM _b58678
_669e36: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, engaged, left_out, CASE WHEN COALESCE(engaged, FALSE) THEN 1 ELSE 1 * 0 END AS numerator, 1 AS denominator FROM _747ade
_de535d: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _669e36
_2308dc: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _de535d GROUP BY 1
