-- nps_targets d50f8f259f04b763
_cabde5: SELECT * EXCLUDE (parent_id) FROM survey_answers
_ac0962: SELECT * FROM _cabde5 WHERE NOT account_id IS NULL
_7daf45: SELECT * FROM _ac0962 WHERE question = 'nps'
_fdf0ec: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, CASE WHEN STARTS_WITH(question, 'attribute:') THEN NULLIF(SUBSTRING(question, CASE WHEN (10 + 1) >= 1 THEN 10 + 1 ELSE 10 + 1 + LENGTH(question) END), '') ELSE CAST(NULL AS TEXT) END AS attribute, ((score - scale_min) / NULLIF(scale_max - scale_min, 0)) * 100 AS index, CASE WHEN (score >= 0) AND (score <= 10) THEN CASE WHEN score >= 9 THEN 1 ELSE CASE WHEN score <= 6 THEN -1 ELSE 0 END END ELSE CAST(NULL AS TINYINT) END AS promoter FROM _7daf45
_3d1df2: SELECT a.response_id, a.answered_on, a.question, a.score, a.account_id, a.person_id, a.wave, a.scale_min, a.scale_max, a.attribute, a.index, a.promoter, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _fdf0ec AS a INNER JOIN days AS b ON a.answered_on = b.day
_4f1ab2: SELECT * EXCLUDE (day) FROM _3d1df2
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_4cdb6e: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _034837 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_5b82c4: SELECT * EXCLUDE (as_of) FROM _4cdb6e
_26a4b3: SELECT a.response_id, a.answered_on, a.question, a.score, a.account_id, a.person_id, a.wave, a.scale_min, a.scale_max, a.attribute, a.index, a.promoter, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _4f1ab2 AS a INNER JOIN _5b82c4 AS b ON a.account_id = b.account_id AND a.answered_on >= b.from_on AND a.answered_on < b.until_on
_5c7d3c: SELECT * EXCLUDE (account_id_right) FROM _26a4b3
_67f2d5: SELECT * EXCLUDE (from_on, until_on) FROM _5c7d3c
_8154b3: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _67f2d5
_e500ca: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, promoter AS numerator FROM _8154b3
_b5d2c4: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'not_0_to_10' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _e500ca
_28684a: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS TINYINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _b5d2c4
_67cab9: SELECT period, account_id, person_id, response_id, attribute, wave, answered_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _28684a
_235aa5: SELECT period, account_id, person_id, response_id, attribute, wave, answered_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _67cab9
_31cfb8: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _235aa5 GROUP BY 1
