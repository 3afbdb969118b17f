-- accounts_with_opportunity.open e6c3bb336c2e89f7
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_fb2c71: SELECT * FROM _f60088 AS t30 UNION SELECT * FROM _9aac06 AS t31
_bcd826: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _fb2c71
_9be15a: SELECT account_id, at AS starts_on, ends_on FROM _bcd826
_1801e2: SELECT * FROM _9be15a WHERE NOT ends_on IS NULL
_a85f9c: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _1801e2 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_5dace5: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _a85f9c
_bfd9f6: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _5dace5 GROUP BY 1, 2, 3
_7e5ca1: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _bfd9f6
_663c38: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _7e5ca1
_7152d6: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _663c38
_80656a: SELECT * EXCLUDE (previous) FROM _7152d6
_81a11a: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _80656a
_bb411b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _81a11a AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_3c8765: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _bb411b
_5fcb94: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.period, b.starts_on, b.ends_on, b.as_of FROM _3c8765 AS a INNER JOIN windows AS b ON a.from_on <= b.ends_on AND a.until_on > b.starts_on
_045557: SELECT period, starts_on, ends_on, as_of, account_id, MIN(entered_on) AS entered_on, FIRST(tier ORDER BY from_on DESC) AS tier, FIRST(tier_order ORDER BY from_on DESC) AS tier_order FROM _5fcb94 GROUP BY 1, 2, 3, 4, 5
_271de1: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, FALSE AS immature FROM _045557
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_14a1b8: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.period, b.starts_on, b.ends_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN windows AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_865ca0: SELECT * EXCLUDE (opportunity_id_right) FROM _14a1b8
_e6bd94: SELECT * EXCLUDE (state_until, state_from) FROM _865ca0
_d29378: SELECT * FROM _e6bd94 WHERE COALESCE(closed_on >= created_on, TRUE)
_71668c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _d29378
_46f693: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _71668c
_d2d27f: SELECT * FROM _46f693 WHERE legitimate
_5b2529: SELECT account_id, from_on, until_on FROM _3c8765
_25663e: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on FROM _d2d27f AS a INNER JOIN _5b2529 AS b ON a.account_id = b.account_id AND b.from_on <= a.created_on AND b.until_on > a.created_on
_fbbea2: SELECT * EXCLUDE (account_id_right) FROM _25663e
_90956a: SELECT period, account_id, opportunity_id, created_on, qualified_on, status FROM _fbbea2
_e0c554: SELECT period, account_id, opportunity_id, created_on, status FROM _90956a
_5029f1: SELECT a.period, a.account_id, a.entered_on, c.opportunity_id, c.created_on, c.status FROM _271de1 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on INNER JOIN _e0c554 AS c ON a.period = c.period AND a.account_id = c.account_id
_07e555: SELECT * FROM _5029f1 WHERE created_on >= entered_on
_60392f: SELECT * FROM _07e555 WHERE status = 'open'
_280a14: SELECT period, account_id FROM _60392f
_6c14f6: SELECT DISTINCT * FROM _280a14
_5acdd5: SELECT period, account_id, TRUE AS _found FROM _6c14f6
_39866b: SELECT a.period, a.starts_on, a.ends_on, a.as_of, a.account_id, a.entered_on, a.tier, a.tier_order, a.immature, c.period AS period_right, c.account_id AS account_id_right, c._found FROM _271de1 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _5acdd5 AS c ON a.period = c.period AND a.account_id = c.account_id
_b4a917: SELECT * EXCLUDE (period_right, account_id_right) FROM _39866b
_faece7: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, _found, COALESCE(_found, FALSE) AS open_opportunity FROM _b4a917
_5f9052: SELECT * EXCLUDE (_found) FROM _faece7
_41bba3: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, open_opportunity, CAST(NULL AS TEXT) AS left_out FROM _5f9052
_98a682: SELECT * FROM _41bba3 WHERE open_opportunity
_b974ac: SELECT period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order, immature, open_opportunity, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _98a682
_7f7476: SELECT period, account_id, entered_on, tier, immature, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _b974ac
_a50ca7: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _7f7476 GROUP BY 1
