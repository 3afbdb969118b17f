-- influenced_pipeline.money 1dc755dad2d92b62
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_c5d12a: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT account_id IS NULL
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_14a1b8: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.period, b.starts_on, b.ends_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _c5d12a AS a CROSS JOIN windows AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_865ca0: SELECT * EXCLUDE (opportunity_id_right) FROM _14a1b8
_0532fb: SELECT * EXCLUDE (state_from, state_until) FROM _865ca0
_ff90e9: SELECT * FROM _0532fb WHERE COALESCE(closed_on >= created_on, TRUE)
_0c78b5: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _ff90e9
_02f137: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _0c78b5
_d5b840: SELECT * FROM _02f137 WHERE status = 'open'
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_730b97: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _d5b840 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of AND b.until_on > a.created_on
_d7345e: SELECT * EXCLUDE (account_id_right) FROM _730b97
_cd193a: SELECT * FROM _d7345e WHERE created_on <= as_of
_d4bd63: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _cd193a
_3e3f86: SELECT * FROM _d4bd63 WHERE turn = 0
_676dee: SELECT * EXCLUDE (from_on, turn, until_on) FROM _3e3f86
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_b4e7f2: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order FROM _676dee AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_55cd59: SELECT * FROM _b4e7f2 WHERE legitimate
_684bad: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _55cd59
_e2c022: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, _currency, _currency AS _source FROM _684bad
_4d0210: SELECT * FROM fx_spells WHERE to_currency = 'EUR'
_2dc671: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _4d0210
_a57b9f: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _e2c022 AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.as_of >= b._rate_from AND a.as_of < b._rate_until
_c4782f: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _a57b9f
_9539a6: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _c4782f
_2a60da: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _9539a6
_af690f: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _2a60da
_8f72c4: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, unconverted, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _af690f
_753840: SELECT period, opportunity_id, account_id, created_on, as_of AS until_on FROM _8f72c4
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_56e034: SELECT * FROM _757d43 WHERE team = 'marketing' AND kind <> 'email_bounced'
_58d9f1: SELECT account_id, occurred_on AS touched_on FROM _56e034
_c321a9: SELECT DISTINCT * FROM _58d9f1
_0ae6ce: SELECT a.period, a.opportunity_id, a.account_id, a.created_on, a.until_on, b.account_id AS account_id_right, b.touched_on FROM _753840 AS a INNER JOIN _c321a9 AS b ON a.account_id = b.account_id AND b.touched_on <= a.until_on
_22a0db: SELECT * FROM _0ae6ce WHERE DATE_DIFF('DAY', touched_on, created_on) <= 180
_1fa56d: SELECT period, opportunity_id FROM _22a0db
_4b775c: SELECT DISTINCT * FROM _1fa56d
_aacf57: SELECT period, opportunity_id, TRUE AS _influenced FROM _4b775c
_15cb62: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.unconverted, a.left_out, b.period AS period_right, b.opportunity_id AS opportunity_id_right, b._influenced FROM _8f72c4 AS a LEFT OUTER JOIN _aacf57 AS b ON a.period = b.period AND a.opportunity_id = b.opportunity_id
_5c19a4: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _15cb62
_f2c337: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, unconverted, left_out, _influenced, COALESCE(_influenced, FALSE) AS influenced FROM _5c19a4
_8fe323: SELECT * EXCLUDE (_influenced) FROM _f2c337
_e20536: SELECT * FROM _8fe323 WHERE influenced
_e11446: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, unconverted, left_out, influenced, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _e20536
_c92487: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _e11446
_9a52cf: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _c92487
_777724: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _9a52cf GROUP BY 1
