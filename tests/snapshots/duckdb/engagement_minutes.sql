-- engagement_minutes 346ed38f2b9d4672
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
_cce355: SELECT account_id, day, CASE WHEN CAST($any_interaction_slot AS BIGINT) = 1 THEN kinds_1 WHEN CAST($any_interaction_slot AS BIGINT) = 2 THEN kinds_2 WHEN CAST($any_interaction_slot AS BIGINT) = 3 THEN kinds_3 WHEN CAST($any_interaction_slot AS BIGINT) = 4 THEN kinds_4 WHEN CAST($any_interaction_slot AS BIGINT) = 5 THEN kinds_5 WHEN CAST($any_interaction_slot AS BIGINT) = 6 THEN kinds_6 WHEN CAST($any_interaction_slot AS BIGINT) = 7 THEN kinds_7 WHEN CAST($any_interaction_slot AS BIGINT) = 8 THEN kinds_8 ELSE engaging END AS touches, weighted_seconds AS seconds FROM _2e9009
_368d11: SELECT * FROM _cce355 WHERE (touches > 0) OR (seconds > 0)
_83bb62: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_2989b9: SELECT * FROM recent WHERE age < CAST($engagement_lookback_days AS BIGINT)
_9a20e9: SELECT day, as_of FROM _2989b9
_a8a267: SELECT a.account_id, a.day, a.touches, a.seconds, c.as_of FROM _368d11 AS a SEMI JOIN _83bb62 AS b ON a.account_id = b.account_id INNER JOIN _9a20e9 AS c ON a.day = c.day
_e1ebbb: SELECT account_id, as_of, SUM(seconds) AS _seconds FROM _a8a267 GROUP BY 1, 2
_da4202: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.account_id AS account_id_right, c.as_of AS as_of_right, c._seconds FROM _0189f5 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _e1ebbb AS c ON a.account_id = c.account_id AND a.as_of = c.as_of
_216cb7: SELECT * EXCLUDE (account_id_right, as_of_right) FROM _da4202
_aa1628: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _seconds, (COALESCE(_seconds, 0) * CASE WHEN COALESCE(ARRAY_CONTAINS(CAST($tiers_weighed AS TEXT[]), tier), FALSE) THEN LIST_EXTRACT(CAST($tiers_weights AS DOUBLE[]), (CASE WHEN (CAST($tiers_weighed AS TEXT[]) IS NULL) OR (tier IS NULL) THEN NULL ELSE COALESCE(LIST_INDEXOF(CAST($tiers_weighed AS TEXT[]), tier), 0) END - 1) + CAST((CASE WHEN (CAST($tiers_weighed AS TEXT[]) IS NULL) OR (tier IS NULL) THEN NULL ELSE COALESCE(LIST_INDEXOF(CAST($tiers_weighed AS TEXT[]), tier), 0) END - 1) >= 0 AS BIGINT)) ELSE 1.0 END) / 60 AS minutes FROM _216cb7
_7317d7: SELECT * EXCLUDE (_seconds) FROM _aa1628
_66d177: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, minutes, CAST(NULL AS TEXT) AS left_out FROM _7317d7
_2f2609: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, minutes, left_out, minutes AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _66d177
_8351eb: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _2f2609
_44c1c3: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _8351eb GROUP BY 1
