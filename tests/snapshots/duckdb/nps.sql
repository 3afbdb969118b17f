-- nps 2363fdd118ed046b
_cabde5: SELECT * EXCLUDE (parent_id) FROM survey_answers
_ac0962: SELECT * FROM _cabde5 WHERE NOT account_id IS NULL
_7daf45: SELECT * FROM _ac0962 WHERE question = 'nps'
_e167c6: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, CASE WHEN STARTS_WITH(question, 'attribute:') THEN NULLIF(SUBSTRING(question, CASE WHEN (10 + 1) >= 1 THEN 10 + 1 ELSE 10 + 1 + LENGTH(question) END), '') ELSE CAST(NULL AS TEXT) END AS attribute, ((score - scale_min) / NULLIF(scale_max - scale_min, 0)) * 100 AS index, CASE WHEN (score >= 0) AND (score <= 10) THEN CASE WHEN score >= 9 THEN 100 ELSE CASE WHEN score <= 6 THEN -100 ELSE 0 END END ELSE CAST(NULL AS SMALLINT) END AS promoter FROM _7daf45
_99f7b8: SELECT a.response_id, a.answered_on, a.question, a.score, a.account_id, a.person_id, a.wave, a.scale_min, a.scale_max, a.attribute, a.index, a.promoter, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _e167c6 AS a INNER JOIN days AS b ON a.answered_on = b.day
_9cce1a: SELECT * EXCLUDE (day) FROM _99f7b8
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_4dbf39: SELECT a.response_id, a.answered_on, a.question, a.score, a.account_id, a.person_id, a.wave, a.scale_min, a.scale_max, a.attribute, a.index, a.promoter, a.period, a.starts_on, a.ends_on, a.as_of, c.account_id AS account_id_right, c.from_on, c.until_on, c.entered_on, c.tier, c.tier_order FROM _9cce1a AS a SEMI JOIN _bebdf6 AS b ON a.account_id = b.account_id AND b.starts_on <= a.answered_on AND b.ends_on > a.answered_on AND b.known_from <= a.as_of AND b.known_to > a.as_of INNER JOIN _4ed088 AS c ON a.account_id = c.account_id AND c.from_on <= a.answered_on
_d6d6bf: SELECT * EXCLUDE (account_id_right) FROM _4dbf39
_635356: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, response_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _d6d6bf
_40361b: SELECT * FROM _635356 WHERE turn = 0
_90d594: SELECT * EXCLUDE (from_on, turn, until_on) FROM _40361b
_e7bc52: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _90d594
_22f636: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, promoter AS numerator FROM _e7bc52
_8c3a62: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'off_scale' ELSE CAST(NULL AS TEXT) END) AS left_out, numerator FROM _22f636
_6bba1b: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS SMALLINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _8c3a62
_634ca5: SELECT period, account_id, person_id, response_id, attribute, wave, answered_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _6bba1b
_563ad8: SELECT period, account_id, person_id, response_id, attribute, wave, answered_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _634ca5
_d468c9: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _563ad8 GROUP BY 1
