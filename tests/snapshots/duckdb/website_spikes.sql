-- website_spikes 68b398d6a5b9e15f
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
_160aa3: SELECT a.period, a.account_id, a.as_of FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_b3fa20: SELECT period, account_id, as_of, CAST(FLOOR(DATE_DIFF('DAY', CAST($first_week AS DATE), CAST(CAST(as_of AS TIMESTAMP) + INTERVAL '1' DAY AS DATE)) / 7) AS BIGINT) - 1 AS last FROM _160aa3
_dbfaea: SELECT * EXCLUDE (parent_id) FROM sessions
_a9edf9: SELECT account_id, session_key, started_on FROM _dbfaea
_549e5e: SELECT DISTINCT * FROM _a9edf9
_20c6fb: SELECT account_id, session_key, started_on, CAST(FLOOR(DATE_DIFF('DAY', CAST($first_week AS DATE), started_on) / 7) AS BIGINT) AS week FROM _549e5e
_5e4a5d: SELECT account_id, week, COUNT(*) AS visits FROM _20c6fb GROUP BY 1, 2
_51e716: SELECT a.period, a.account_id, a.as_of, a.last, b.week, b.visits FROM _b3fa20 AS a INNER JOIN _5e4a5d AS b ON a.account_id = b.account_id
_fc83eb: SELECT * FROM _51e716 WHERE week <= last AND week >= (last - CAST($spike_weeks AS BIGINT))
_6b3bc1: SELECT period, account_id, SUM(CASE WHEN week = last THEN visits ELSE 0 END) AS now, SUM(CASE WHEN week < last THEN visits ELSE 0 END) AS before FROM _fc83eb GROUP BY 1, 2
_caf1b1: SELECT * FROM _6b3bc1 WHERE now >= CAST($spike_min_visits AS BIGINT) AND (now * CAST($spike_weeks AS BIGINT)) >= (before * CAST($spike_ratio AS DOUBLE))
_1696c1: SELECT period, account_id FROM _caf1b1
_552d6b: SELECT DISTINCT * FROM _1696c1
_0191a0: SELECT period, account_id, TRUE AS _found FROM _552d6b
_e1b5f4: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._found FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _0191a0 AS c ON a.period = c.period AND a.account_id = c.account_id
_44f759: SELECT * EXCLUDE (account_id_right, period_right) FROM _e1b5f4
_e6b012: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _found, COALESCE(_found, FALSE) AS spike FROM _44f759
_6d74ac: SELECT * EXCLUDE (_found) FROM _e6b012
_c06d7c: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, spike, CAST(NULL AS TEXT) AS left_out FROM _6d74ac
_87dcd1: SELECT * FROM _c06d7c WHERE spike
_1af663: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, spike, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _87dcd1
_3df3d9: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _1af663
_4b1c3c: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _3df3d9 GROUP BY 1
