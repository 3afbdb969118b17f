-- intent_surge.new 8f3a0c18f9beea9f
_4da8ca: SELECT * EXCLUDE (parent_id) FROM signals
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
_d11d6c: SELECT a.as_of FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_93734f: SELECT DISTINCT * FROM _d11d6c
_d3c838: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, b.as_of FROM _4da8ca AS a INNER JOIN _93734f AS b ON a.week <= b.as_of
_4d1e43: SELECT * FROM _d3c838 WHERE cluster = 'own'
_1c7539: SELECT * FROM _4d1e43 WHERE DATE_DIFF('DAY', week, as_of) < 90
_8a96c0: SELECT as_of, topic FROM _1c7539
_70cf2e: SELECT DISTINCT * FROM _8a96c0
_47808c: SELECT as_of, MAX(week) AS newest FROM _d3c838 GROUP BY 1
_62f540: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, a.as_of, c.newest FROM _4d1e43 AS a INNER JOIN _70cf2e AS b ON a.as_of = b.as_of AND a.topic = b.topic INNER JOIN _47808c AS c ON a.as_of = c.as_of
_d3612d: SELECT * FROM _62f540 WHERE DATE_DIFF('DAY', week, newest) = 0 AND NOT account_id IS NULL AND score >= 60
_e02b5b: SELECT as_of, account_id, COUNT(DISTINCT topic) AS hot FROM _d3612d GROUP BY 1, 2
_0afd06: SELECT as_of, COUNT(DISTINCT topic) AS tracked FROM _1c7539 GROUP BY 1
_933a18: SELECT a.as_of, a.account_id, a.hot, b.tracked FROM _e02b5b AS a INNER JOIN _0afd06 AS b ON a.as_of = b.as_of
_7e3d74: SELECT * FROM _933a18 WHERE hot >= (tracked * 0.25)
_824843: SELECT a.period, a.account_id, a.as_of, c.hot, c.tracked FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _7e3d74 AS c ON a.as_of = c.as_of AND a.account_id = c.account_id
_aa04ff: SELECT period, account_id FROM _824843
_e66de0: SELECT DISTINCT * FROM _aa04ff
_5284b1: SELECT period, account_id, TRUE AS _found FROM _e66de0
_a0ae85: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._found FROM _7ddc3c AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _5284b1 AS c ON a.period = c.period AND a.account_id = c.account_id
_b9e099: SELECT * EXCLUDE (account_id_right, period_right) FROM _a0ae85
_833e77: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _found, COALESCE(_found, FALSE) AS surging FROM _b9e099
_7aa91c: SELECT * EXCLUDE (_found) FROM _833e77
_c9d2b3: SELECT as_of FROM _7aa91c
_4e4411: SELECT DISTINCT * FROM _c9d2b3
_834f26: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, b.as_of FROM _4da8ca AS a INNER JOIN _4e4411 AS b ON a.week <= b.as_of
_fbc626: SELECT * FROM _834f26 WHERE cluster = 'own'
_5f5f85: SELECT * FROM _fbc626 WHERE DATE_DIFF('DAY', week, as_of) < 90
_9428c2: SELECT period, account_id, as_of FROM _7aa91c
_f7914c: SELECT as_of, topic FROM _5f5f85
_ff9eb3: SELECT DISTINCT * FROM _f7914c
_572c72: SELECT as_of, MAX(week) AS newest FROM _834f26 GROUP BY 1
_269349: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, a.as_of, c.newest FROM _fbc626 AS a INNER JOIN _ff9eb3 AS b ON a.as_of = b.as_of AND a.topic = b.topic INNER JOIN _572c72 AS c ON a.as_of = c.as_of
_35369c: SELECT * FROM _269349 WHERE DATE_DIFF('DAY', week, newest) = 7 AND NOT account_id IS NULL AND score >= 60
_7870c3: SELECT as_of, account_id, COUNT(DISTINCT topic) AS hot FROM _35369c GROUP BY 1, 2
_f77432: SELECT as_of, COUNT(DISTINCT topic) AS tracked FROM _5f5f85 GROUP BY 1
_7a6c3a: SELECT a.as_of, a.account_id, a.hot, b.tracked FROM _7870c3 AS a INNER JOIN _f77432 AS b ON a.as_of = b.as_of
_c83917: SELECT * FROM _7a6c3a WHERE hot >= (tracked * 0.25)
_13ab5d: SELECT a.period, a.account_id, a.as_of, b.hot, b.tracked FROM _9428c2 AS a INNER JOIN _c83917 AS b ON a.as_of = b.as_of AND a.account_id = b.account_id
_de9247: SELECT period, account_id FROM _13ab5d
_c32912: SELECT DISTINCT * FROM _de9247
_6db054: SELECT period, account_id, TRUE AS _found FROM _c32912
_8e2737: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, a.surging, b.period AS period_right, b.account_id AS account_id_right, b._found FROM _7aa91c AS a LEFT OUTER JOIN _6db054 AS b ON a.period = b.period AND a.account_id = b.account_id
_91daaf: SELECT * EXCLUDE (account_id_right, period_right) FROM _8e2737
_e79578: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, surging, _found, COALESCE(_found, FALSE) AS surging_before FROM _91daaf
_ddbc97: SELECT * EXCLUDE (_found) FROM _e79578
_f90918: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, surging, surging_before, CAST(NULL AS TEXT) AS left_out FROM _ddbc97
_292246: SELECT * FROM _f90918 WHERE surging AND NOT (surging_before)
_e7039d: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, surging, surging_before, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _292246
_5aab53: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _e7039d
_a0561f: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _5aab53 GROUP BY 1
