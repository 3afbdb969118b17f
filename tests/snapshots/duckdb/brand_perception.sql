-- brand_perception 65cf6784207a706f
_cabde5: SELECT * EXCLUDE (parent_id) FROM survey_answers
_ac0962: SELECT * FROM _cabde5 WHERE NOT account_id IS NULL
_97170a: SELECT * FROM _ac0962 WHERE STARTS_WITH(question, 'attribute:')
_9726c4: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, CASE WHEN STARTS_WITH(question, 'attribute:') THEN NULLIF(SUBSTRING(question, CASE WHEN (10 + 1) >= 1 THEN 10 + 1 ELSE 10 + 1 + LENGTH(question) END), '') ELSE CAST(NULL AS TEXT) END AS attribute, ((score - scale_min) / NULLIF(scale_max - scale_min, 0)) * 100 AS index, CASE WHEN (score >= 0) AND (score <= 10) THEN CASE WHEN score >= 9 THEN 100 ELSE CASE WHEN score <= 6 THEN -100 ELSE 0 END END ELSE CAST(NULL AS SMALLINT) END AS promoter FROM _97170a
_710801: SELECT a.response_id, a.answered_on, a.question, a.score, a.account_id, a.person_id, a.wave, a.scale_min, a.scale_max, a.attribute, a.index, a.promoter, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _9726c4 AS a INNER JOIN days AS b ON a.answered_on = b.day
_a133ce: SELECT * EXCLUDE (day) FROM _710801
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_715be8: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _4ed088 AS a CROSS JOIN _da5d42 AS b
_03c962: SELECT * EXCLUDE (as_of) FROM _715be8
_f75b9d: SELECT a.response_id, a.answered_on, a.question, a.score, a.account_id, a.person_id, a.wave, a.scale_min, a.scale_max, a.attribute, a.index, a.promoter, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _a133ce AS a INNER JOIN _03c962 AS b ON a.account_id = b.account_id AND a.answered_on >= b.from_on AND a.answered_on < b.until_on
_95a38e: SELECT * EXCLUDE (account_id_right) FROM _f75b9d
_8aa969: SELECT * EXCLUDE (from_on, until_on) FROM _95a38e
_1776d7: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _8aa969
_e9a6f4: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, attribute AS by_attribute FROM _1776d7
_9c40a6: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, by_attribute, index AS numerator FROM _e9a6f4
_41d342: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN numerator IS NULL THEN 'no_scale' ELSE CAST(NULL AS TEXT) END) AS left_out, by_attribute, numerator FROM _9c40a6
_e5d0fc: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, by_attribute, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _41d342
_36f773: SELECT period, by_attribute, account_id, person_id, response_id, attribute, wave, answered_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _e5d0fc
_51f800: SELECT * FROM _36f773 WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_65ffb2: SELECT period, by_attribute, account_id, person_id, response_id, attribute, wave, answered_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _51f800
_f787a3: SELECT period, by_attribute, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _65ffb2 GROUP BY 1, 2
