-- brand_awareness e192adb3b24e0ce8
_cabde5: SELECT * EXCLUDE (parent_id) FROM survey_answers
_ac0962: SELECT * FROM _cabde5 WHERE NOT account_id IS NULL
_f982c9: SELECT * FROM _ac0962 WHERE question = 'aware_aided'
_4a4852: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, CASE WHEN STARTS_WITH(question, 'attribute:') THEN NULLIF(SUBSTRING(question, CASE WHEN (10 + 1) >= 1 THEN 10 + 1 ELSE 10 + 1 + LENGTH(question) END), '') ELSE CAST(NULL AS TEXT) END AS attribute, ((score - scale_min) / NULLIF(scale_max - scale_min, 0)) * 100 AS index, CASE WHEN (score >= 0) AND (score <= 10) THEN CASE WHEN score >= 9 THEN 100 ELSE CASE WHEN score <= 6 THEN -100 ELSE 0 END END ELSE CAST(NULL AS SMALLINT) END AS promoter FROM _f982c9
_3fc7fe: SELECT a.response_id, a.answered_on, a.question, a.score, a.account_id, a.person_id, a.wave, a.scale_min, a.scale_max, a.attribute, a.index, a.promoter, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _4a4852 AS a INNER JOIN days AS b ON a.answered_on = b.day
_392cb5: SELECT * EXCLUDE (day) FROM _3fc7fe
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
_ed62cb: SELECT a.response_id, a.answered_on, a.question, a.score, a.account_id, a.person_id, a.wave, a.scale_min, a.scale_max, a.attribute, a.index, a.promoter, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _392cb5 AS a INNER JOIN _03c962 AS b ON a.account_id = b.account_id AND a.answered_on >= b.from_on AND a.answered_on < b.until_on
_a6dcd8: SELECT * EXCLUDE (account_id_right) FROM _ed62cb
_5704d9: SELECT * EXCLUDE (from_on, until_on) FROM _a6dcd8
_0422fe: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _5704d9
_1f9612: SELECT response_id, answered_on, question, score, account_id, person_id, wave, scale_min, scale_max, attribute, index, promoter, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, left_out, CASE WHEN COALESCE(score = 1, FALSE) THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM _0422fe
_dc867b: SELECT period, account_id, person_id, response_id, attribute, wave, answered_on, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _1f9612
_3a5a7c: SELECT period, account_id, person_id, response_id, attribute, wave, answered_on, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _dc867b
_abd755: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _3a5a7c GROUP BY 1
