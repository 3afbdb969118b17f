-- stalled_deals c5b086288864c7cd
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_9bdb32: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT (account_id IS NULL)
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_48dbcc: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, b.period, b.starts_on, b.ends_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _9bdb32 AS a CROSS JOIN windows AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_9fb689: SELECT * EXCLUDE (opportunity_id_right) FROM _48dbcc
_9f030f: SELECT * EXCLUDE (state_from, state_until) FROM _9fb689
_2b2daa: SELECT * FROM _9f030f WHERE COALESCE(closed_on >= created_on, TRUE)
_83c733: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _2b2daa
_745c92: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _83c733
_699156: SELECT * FROM _745c92 WHERE status = 'open'
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_a3f478: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _699156 AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of AND b.until_on > a.created_on
_9820a8: SELECT * EXCLUDE (account_id_right) FROM _a3f478
_f81eda: SELECT * FROM _9820a8 WHERE created_on <= as_of
_f9a9bd: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _f81eda
_a3ac7d: SELECT * FROM _f9a9bd WHERE turn = 0
_ca121b: SELECT * EXCLUDE (from_on, turn, until_on) FROM _a3ac7d
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_944996: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order FROM _ca121b AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_528bb3: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, stage AS current FROM _944996
_a494d6: SELECT * EXCLUDE (stage) FROM _528bb3
_b59440: SELECT * EXCLUDE (ends_on) FROM deal_stages
_e1dfe7: SELECT opportunity_id, stage AS stay_stage, starts_on AS from_day, next_on FROM _b59440
_294b18: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.current, b.stay_stage, b.from_day, b.next_on FROM _a494d6 AS a INNER JOIN _e1dfe7 AS b ON a.opportunity_id = b.opportunity_id
_115bfd: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stay_stage AS stage, from_day, next_on FROM _294b18
_03f5fc: SELECT * FROM _115bfd WHERE from_day <= as_of
_33505b: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stage, from_day, next_on, CASE WHEN next_on <= as_of THEN next_on ELSE closed_on END AS ended_on FROM _03f5fc
_d337a1: SELECT * FROM _33505b WHERE stage = current
_0c12fc: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, current, stage, from_day, next_on, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent FROM _d337a1
_608f77: SELECT period, opportunity_id, SUM(spent) AS days FROM _0c12fc GROUP BY 1, 2
_319fd5: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, c.period AS period_right, c.opportunity_id AS opportunity_id_right, c.days FROM _ca121b AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on LEFT OUTER JOIN _608f77 AS c ON a.period = c.period AND a.opportunity_id = c.opportunity_id
_a04bf3: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _319fd5
_99ee41: SELECT * FROM deals WHERE type = 'new_business'
_4152f1: SELECT a.opportunity_id, a.account_id, a.parent_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated FROM _99ee41 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_21a329: SELECT * EXCLUDE (account_id, parent_id) FROM _4152f1
_825b60: SELECT b.as_of FROM _9bdb32 AS a CROSS JOIN windows AS b
_8b025c: SELECT DISTINCT * FROM _825b60
_f71e70: SELECT a.opportunity_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _21a329 AS a CROSS JOIN _8b025c AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_576412: SELECT * EXCLUDE (opportunity_id_right) FROM _f71e70
_b87ce0: SELECT * EXCLUDE (state_from, state_until) FROM _576412
_c9fa60: SELECT * FROM _b87ce0 WHERE COALESCE(closed_on >= created_on, TRUE)
_8c0d6f: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened FROM _c9fa60
_0c9ea4: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _8c0d6f
_6a86bf: SELECT * FROM _0c9ea4 WHERE status = 'won'
_58a4a3: SELECT * EXCLUDE (stage) FROM _6a86bf
_512782: SELECT a.opportunity_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.as_of, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.stay_stage, b.from_day, b.next_on FROM _58a4a3 AS a INNER JOIN _e1dfe7 AS b ON a.opportunity_id = b.opportunity_id
_d0f4aa: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, status, amount, closed_on, reopened, legitimate, stay_stage AS stage, from_day, next_on FROM _512782
_897d41: SELECT * FROM _d0f4aa WHERE from_day <= as_of
_b8abe9: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, status, amount, closed_on, reopened, legitimate, stage, from_day, next_on, CASE WHEN next_on <= as_of THEN next_on ELSE closed_on END AS ended_on FROM _897d41
_f395ef: SELECT opportunity_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, status, amount, closed_on, reopened, legitimate, stage, from_day, next_on, ended_on, DATE_DIFF('DAY', from_day, CASE WHEN NOT ended_on IS NULL THEN ended_on ELSE as_of END) AS spent FROM _b8abe9
_addd7b: SELECT as_of, stage, opportunity_id, SUM(spent) AS days FROM _f395ef GROUP BY 1, 2, 3
_de6faa: SELECT * FROM _addd7b WHERE days >= 0
_93e864: SELECT as_of, stage, QUANTILE_CONT(days, 0.75) AS usual, COUNT(*) AS deals FROM _de6faa GROUP BY 1, 2
_1ed8e9: SELECT * FROM _93e864 WHERE deals >= 5
_3e5c2c: SELECT as_of, stage, usual FROM _1ed8e9
_7f08d9: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.days, b.as_of AS as_of_right, b.stage AS stage_right, b.usual FROM _a04bf3 AS a LEFT OUTER JOIN _3e5c2c AS b ON a.as_of = b.as_of AND a.stage = b.stage
_2cbabe: SELECT * EXCLUDE (as_of_right, stage_right) FROM _7f08d9
_d72613: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, CASE WHEN (usual IS NULL) OR (days IS NULL) THEN 'no_reference' ELSE CAST(NULL AS TEXT) END AS left_out FROM _2cbabe
_f04ac2: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, left_out, stage AS by_stage FROM _d72613
_906c6e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, days, usual, left_out, by_stage, CASE WHEN days > usual THEN 1 ELSE 0 END AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _f04ac2
_d2371d: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _906c6e
_207ceb: SELECT * FROM _d2371d WHERE (NOT account_id IS NULL) OR (left_out IS NULL)
_f5e0b9: SELECT period, by_stage, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _207ceb
_acaee1: SELECT period, by_stage, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _f5e0b9 GROUP BY 1, 2
