-- deal_cycle 74dec4beeb10c7a2
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_819380: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN _da5d42 AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_23b1a5: SELECT * EXCLUDE (opportunity_id_right) FROM _819380
_a511cc: SELECT * EXCLUDE (state_from, state_until) FROM _23b1a5
_150602: SELECT * FROM _a511cc WHERE COALESCE(closed_on >= created_on, TRUE)
_5f8231: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, as_of, stage, status, amount, closed_on, reopened FROM _150602
_7ea59c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _5f8231
_8007d7: SELECT * FROM _7ea59c WHERE NOT closed_on IS NULL AND closed_on <= as_of
_f02861: SELECT * FROM _8007d7 WHERE status = 'won'
_0e4732: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, CAST(NULL AS DATE) AS period FROM _f02861
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_28a539: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _0e4732 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on AND b.until_on > a.created_on
_438a38: SELECT * EXCLUDE (account_id_right) FROM _28a539
_e81c85: SELECT * FROM _438a38 WHERE created_on <= closed_on
_2e93b7: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _e81c85
_f2b3e8: SELECT * FROM _2e93b7 WHERE turn = 0
_a7ec3d: SELECT * EXCLUDE (from_on, turn, until_on) FROM _f2b3e8
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_6ba773: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.entered_on, a.tier, a.tier_order FROM _a7ec3d AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_244c5d: SELECT * FROM _6ba773 WHERE closed_on >= entered_on
_9cf5e8: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id, entered_on ORDER BY closed_on ASC, opportunity_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _244c5d
_a54149: SELECT * FROM _9cf5e8 WHERE turn = 0
_32f058: SELECT * EXCLUDE (turn) FROM _a54149
_ce526e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, legitimate, period, entered_on, tier, tier_order, closed_on AS happened_on FROM _32f058
_81391c: SELECT * EXCLUDE (period) FROM _ce526e
_88caa3: SELECT * EXCLUDE (as_of) FROM _81391c
_9c2f8f: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _88caa3 AS a INNER JOIN days AS b ON a.happened_on = b.day
_a6c262: SELECT * EXCLUDE (day) FROM _9c2f8f
_57acfe: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY happened_on ASC, entered_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _a6c262
_443d7b: SELECT * FROM _57acfe WHERE turn = 0
_d812c5: SELECT * EXCLUDE (turn) FROM _443d7b
_28964c: SELECT a.account_id, a.entered_on FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_1dcd52: SELECT DISTINCT * FROM _28964c
_2e9009: SELECT * EXCLUDE (parent_id) FROM account_days
_5fd29d: SELECT account_id, day, engaging AS touches, weighted_seconds AS seconds FROM _2e9009
_20cd23: SELECT * FROM _5fd29d WHERE (touches > 0) OR (seconds > 0)
_5c0d0b: SELECT * FROM _20cd23 WHERE touches > 0
_22f2ae: SELECT a.account_id, a.entered_on, b.account_id AS account_id_right, b.day, b.touches, b.seconds FROM _1dcd52 AS a INNER JOIN _5c0d0b AS b ON a.account_id = b.account_id AND b.day >= a.entered_on
_96efa0: SELECT * EXCLUDE (account_id_right) FROM _22f2ae
_ef9241: SELECT account_id, entered_on, MIN(day) AS first_on FROM _96efa0 GROUP BY 1, 2
_895f44: SELECT account_id, entered_on, first_on AS _first FROM _ef9241
_f8ad10: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.happened_on, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.entered_on AS entered_on_right, b._first FROM _d812c5 AS a LEFT OUTER JOIN _895f44 AS b ON a.account_id = b.account_id AND a.entered_on = b.entered_on
_981127: SELECT * EXCLUDE (account_id_right, entered_on_right) FROM _f8ad10
_97fb02: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, _first, CASE WHEN _first <= as_of THEN _first ELSE CAST(NULL AS DATE) END AS first_engaging_on FROM _981127
_f605ff: SELECT * EXCLUDE (_first) FROM _97fb02
_86bb64: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, CAST(NULL AS TEXT) AS left_out FROM _f605ff
_07843c: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, left_out, DATE_DIFF('DAY', first_engaging_on, happened_on) AS numerator FROM _86bb64
_4d53fc: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, COALESCE(left_out, CASE WHEN numerator < 0 THEN 'negative' ELSE CASE WHEN numerator IS NULL THEN 'no_engagement' ELSE CAST(NULL AS TEXT) END END) AS left_out, numerator FROM _07843c
_d1bdbc: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, happened_on, period, starts_on, ends_on, as_of, first_engaging_on, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS BIGINT) END AS numerator, CASE WHEN left_out IS NULL THEN 1 ELSE 0 END AS denominator FROM _4d53fc
_8fcf8d: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _d1bdbc
_039af4: SELECT period, account_id, opportunity_id, happened_on, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _8fcf8d
_3ea433: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _039af4 GROUP BY 1
