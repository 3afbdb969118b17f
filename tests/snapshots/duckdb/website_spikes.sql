-- website_spikes f65eb072631674b5
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
_0698d8: SELECT a.period, a.account_id, a.as_of FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_77ba52: SELECT period, account_id, as_of, CAST(FLOOR(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 5), CAST(CAST(as_of AS TIMESTAMP) + INTERVAL '1' DAY AS DATE)) / 7) AS BIGINT) - 1 AS last FROM _0698d8
_dbfaea: SELECT * EXCLUDE (parent_id) FROM sessions
_a9edf9: SELECT account_id, session_key, started_on FROM _dbfaea
_549e5e: SELECT DISTINCT * FROM _a9edf9
_01b43b: SELECT account_id, session_key, started_on, CAST(FLOOR(DATE_DIFF('DAY', MAKE_DATE(1970, 1, 5), started_on) / 7) AS BIGINT) AS week FROM _549e5e
_031fb6: SELECT account_id, week, COUNT(*) AS visits FROM _01b43b GROUP BY 1, 2
_e238ba: SELECT a.period, a.account_id, a.as_of, a.last, b.week, b.visits FROM _77ba52 AS a INNER JOIN _031fb6 AS b ON a.account_id = b.account_id
_33abbf: SELECT * FROM _e238ba WHERE week <= last AND week >= (last - 4)
_4ff899: SELECT period, account_id, SUM(CASE WHEN week = last THEN visits ELSE 0 END) AS now, SUM(CASE WHEN week < last THEN visits ELSE 0 END) AS before FROM _33abbf GROUP BY 1, 2
_32394b: SELECT * FROM _4ff899 WHERE now >= 3 AND (now * 4) >= (before * 1.5)
_488dc5: SELECT period, account_id FROM _32394b
_544561: SELECT DISTINCT * FROM _488dc5
_25eb2d: SELECT period, account_id, TRUE AS _found FROM _544561
_b4d8d1: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._found FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _25eb2d AS c ON a.period = c.period AND a.account_id = c.account_id
_0f0590: SELECT * EXCLUDE (account_id_right, period_right) FROM _b4d8d1
_b04358: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _found, COALESCE(_found, FALSE) AS spike FROM _0f0590
_586541: SELECT * EXCLUDE (_found) FROM _b04358
_65e06b: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, spike, CAST(NULL AS TEXT) AS left_out FROM _586541
_99466f: SELECT * FROM _65e06b WHERE spike
_1913a8: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, spike, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _99466f
_7bf747: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _1913a8
_6a20e1: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7bf747 GROUP BY 1
