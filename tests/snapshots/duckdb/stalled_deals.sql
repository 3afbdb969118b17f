-- stalled_deals 0772d47c58acc010
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_14a1b8: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.period, b.starts_on, b.ends_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN windows AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_865ca0: SELECT * EXCLUDE (opportunity_id_right) FROM _14a1b8
_e6bd94: SELECT * EXCLUDE (state_until, state_from) FROM _865ca0
_d29378: SELECT * FROM _e6bd94 WHERE COALESCE(closed_on >= created_on, TRUE)
_71668c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _d29378
_46f693: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _71668c
_6dbc39: SELECT * FROM _46f693 WHERE status = 'open'
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_eda77e: SELECT * FROM _f60088 AS t43 UNION SELECT * FROM _9aac06 AS t44
_0f00f3: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _eda77e
_b1c654: SELECT account_id, at AS starts_on, ends_on FROM _0f00f3
_6dc06f: SELECT * FROM _b1c654 WHERE NOT ends_on IS NULL
_5a7a85: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _6dc06f AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_92bbf7: SELECT * EXCLUDE (ends_on_right, starts_on_right, account_id_right) FROM _5a7a85
_2a97c5: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _92bbf7 GROUP BY 1, 2, 3
_d56b7b: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _2a97c5
_d521e8: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _d56b7b
_af54ca: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _d521e8
_2a1227: SELECT * EXCLUDE (previous) FROM _af54ca
_bf7714: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _2a1227
_33a2df: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _bf7714 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_312641: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _33a2df
_52170d: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _6dbc39 AS a INNER JOIN _312641 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of AND b.until_on > a.created_on
_057a1e: SELECT * EXCLUDE (account_id_right) FROM _52170d
_a13ad5: SELECT * FROM _057a1e WHERE created_on <= as_of
_9e262d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _a13ad5
_a69272: SELECT * FROM _9e262d WHERE turn = 0
_7ade04: SELECT * EXCLUDE (from_on, until_on, turn) FROM _a69272
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_ba1a93: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order FROM _7ade04 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_0c322b: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, stage AS current FROM _ba1a93
_399e42: SELECT * EXCLUDE (stage) FROM _0c322b
_af73cc: SELECT opportunity_id, stage AS stay_stage, starts_on AS from_day, ends_on AS to_day FROM deal_stages
_f6c7f5: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.current, b.stay_stage, b.from_day, b.to_day FROM _399e42 AS a INNER JOIN _af73cc AS b ON a.opportunity_id = b.opportunity_id
_ea7aa1: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stay_stage AS stage, from_day, to_day FROM _f6c7f5
_1a1918: SELECT * FROM _ea7aa1 WHERE from_day <= as_of
_17e791: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stage, from_day, to_day, CASE WHEN to_day <= as_of THEN to_day ELSE CAST(NULL AS DATE) END AS ended_on FROM _1a1918
_52216d: SELECT * FROM _17e791 WHERE stage = current
_3f9c56: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stage, from_day, to_day, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent FROM _52216d
_baf18e: SELECT period, opportunity_id, SUM(spent) AS days FROM _3f9c56 GROUP BY 1, 2
_0c3b3f: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, c.period AS period_right, c.opportunity_id AS opportunity_id_right, c.days FROM _7ade04 AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _baf18e AS c ON a.period = c.period AND a.opportunity_id = c.opportunity_id
_5f06e5: SELECT * EXCLUDE (period_right, opportunity_id_right) FROM _0c3b3f
_01f1c1: SELECT * EXCLUDE (account_id) FROM _c5d12a
_abc872: SELECT b.as_of FROM _c5d12a AS a CROSS JOIN windows AS b
_6742dc: SELECT DISTINCT * FROM _abc872
_8a4828: SELECT a.opportunity_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _01f1c1 AS a CROSS JOIN _6742dc AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_12bc66: SELECT * EXCLUDE (opportunity_id_right) FROM _8a4828
_961c51: SELECT * EXCLUDE (state_until, state_from) FROM _12bc66
_d75c9c: SELECT * FROM _961c51 WHERE COALESCE(closed_on >= created_on, TRUE)
_e013c2: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, as_of, stage, status, amount, closed_on, reopened FROM _d75c9c
_d3904c: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _e013c2
_ed8385: SELECT * FROM _d3904c WHERE status = 'won'
_64a4ef: SELECT * EXCLUDE (stage) FROM _ed8385
_335317: SELECT a.opportunity_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.stay_stage, b.from_day, b.to_day FROM _64a4ef AS a INNER JOIN _af73cc AS b ON a.opportunity_id = b.opportunity_id
_421c92: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, stay_stage AS stage, from_day, to_day FROM _335317
_0f1368: SELECT * FROM _421c92 WHERE from_day <= as_of
_d02164: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, stage, from_day, to_day, CASE WHEN to_day <= as_of THEN to_day ELSE CAST(NULL AS DATE) END AS ended_on FROM _0f1368
_49b484: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, status, amount, closed_on, reopened, legitimate, stage, from_day, to_day, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent FROM _d02164
_910b04: SELECT as_of, stage, opportunity_id, SUM(spent) AS days FROM _49b484 GROUP BY 1, 2, 3
_b42460: SELECT as_of, stage, QUANTILE_CONT(days, 0.75) AS usual, COUNT(*) AS deals FROM _910b04 GROUP BY 1, 2
_357629: SELECT * FROM _b42460 WHERE deals >= 5
_04fa2a: SELECT as_of, stage, usual FROM _357629
_6e592b: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.days, b.as_of AS as_of_right, b.stage AS stage_right, b.usual FROM _5f06e5 AS a LEFT OUTER JOIN _04fa2a AS b ON a.as_of = b.as_of AND a.stage = b.stage
_625781: SELECT * EXCLUDE (as_of_right, stage_right) FROM _6e592b
_9ffd1f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, CASE WHEN (usual IS NULL) OR (days IS NULL) THEN 'no_reference' ELSE CAST(NULL AS TEXT) END AS left_out FROM _625781
_c3f9a2: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, left_out, stage AS by_stage FROM _9ffd1f
_1c9ea8: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, left_out, by_stage, CASE WHEN days > usual THEN 1 ELSE 0 END AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _c3f9a2
_68eb1e: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _1c9ea8
_b6dcfb: SELECT * FROM _68eb1e WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_ad68f9: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _b6dcfb
_5bb4e7: SELECT period, by_stage, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _ad68f9 GROUP BY 1, 2
