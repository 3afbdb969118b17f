-- nps 5cda7de923d9146d
_cabde5: SELECT * EXCLUDE (parent_id) FROM survey_answers
_ac0962: SELECT * FROM _cabde5 WHERE NOT account_id IS NULL
_7daf45: SELECT * FROM _ac0962 WHERE question = 'nps'
_fdf0ec: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, CASE WHEN STARTS_WITH(question, 'attribute:') THEN NULLIF(SUBSTRING(question, CASE WHEN (10 + 1) >= 1 THEN 10 + 1 ELSE 10 + 1 + LENGTH(question) END), '') ELSE CAST(NULL AS TEXT) END AS attribute, ((score - scale_min) / NULLIF(scale_max - scale_min, 0)) * 100 AS index, CASE WHEN (score >= 0) AND (score <= 10) THEN CASE WHEN score >= 9 THEN 1 ELSE CASE WHEN score <= 6 THEN -1 ELSE 0 END END ELSE CAST(NULL AS TINYINT) END AS promoter FROM _7daf45
_3d1df2: SELECT a.response_id, a.answered_on, a.question, a.score, a.account_id, a.person_id, a.wave, a.scale_min, a.scale_max, a.attribute, a.index, a.promoter, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _fdf0ec AS a INNER JOIN days AS b ON a.answered_on = b.day
_4f1ab2: SELECT * EXCLUDE (day) FROM _3d1df2
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_a31a55: SELECT a.response_id, a.answered_on, a.question, a.score, a.account_id, a.person_id, a.wave, a.scale_min, a.scale_max, a.attribute, a.index, a.promoter, a.period, a.starts_on, a.ends_on, a.as_of, c.account_id AS account_id_right, c.from_on, c.until_on, c.entered_on, c.tier, c.tier_order FROM _4f1ab2 AS a SEMI JOIN _bebdf6 AS b ON a.account_id = b.account_id AND b.starts_on <= a.answered_on AND b.ends_on > a.answered_on AND b.known_from <= a.as_of AND b.known_to > a.as_of INNER JOIN _034837 AS c ON a.account_id = c.account_id AND c.from_on <= a.answered_on
_745055: SELECT * EXCLUDE (account_id_right) FROM _a31a55
_bfb506: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, response_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _745055
_80936d: SELECT * FROM _bfb506 WHERE turn = 0
_01790a: SELECT * EXCLUDE (from_on, turn, until_on) FROM _80936d
_ebb33e: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _01790a
_886819: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, promoter AS numerator FROM _ebb33e
_915f1d: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'off_scale' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _886819
_336c3d: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS TINYINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _915f1d
_077aa3: SELECT period, account_id, person_id, response_id, attribute, wave, answered_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _336c3d
_41931a: SELECT period, account_id, person_id, response_id, attribute, wave, answered_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _077aa3
_0c25af: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _41931a GROUP BY 1
