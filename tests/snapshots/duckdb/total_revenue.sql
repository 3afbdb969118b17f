-- total_revenue 6a250383195f44b9
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_21fd0e: SELECT * FROM _b2c3e4 WHERE NOT account_id IS NULL
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_d8ad28: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _21fd0e AS a CROSS JOIN _da5d42 AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_544c76: SELECT * EXCLUDE (opportunity_id_right) FROM _d8ad28
_1eff2e: SELECT * EXCLUDE (state_from, state_until) FROM _544c76
_f39c9c: SELECT * FROM _1eff2e WHERE COALESCE(closed_on >= created_on, TRUE)
_c40072: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened FROM _f39c9c
_6bbb12: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _c40072
_7053c5: SELECT * FROM _6bbb12 WHERE status = 'won' AND closed_on >= created_on
_64dd8b: SELECT * EXCLUDE (as_of) FROM _7053c5
_42c721: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _64dd8b AS a INNER JOIN days AS b ON a.closed_on = b.day
_1f871c: SELECT * EXCLUDE (day) FROM _42c721
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_35320c: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _1f871c AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on
_52900c: SELECT * EXCLUDE (account_id_right) FROM _35320c
_4bc299: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _52900c
_21f2ed: SELECT * FROM _4bc299 WHERE turn = 0
_7c5e70: SELECT * EXCLUDE (from_on, turn, until_on) FROM _21f2ed
_23732d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, UPPER(COALESCE(currency, CAST($currency AS TEXT))) AS _currency FROM _7c5e70
_fac067: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _currency, _currency AS _source FROM _23732d
_f47278: SELECT * FROM fx_spells WHERE to_currency = CAST($asked_currency AS TEXT)
_d3c104: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _f47278
_f87a20: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _fac067 AS a LEFT OUTER JOIN _d3c104 AS b ON a._source = b.from_currency AND a.closed_on >= b._rate_from AND a.closed_on < b._rate_until
_d4b35c: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _f87a20
_f3ff9e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _currency, _direct, CAST(CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN 1.0 ELSE _direct END AS DECIMAL(30, 14)) AS _rate FROM _d4b35c
_173a6d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _currency, _direct, _rate, CASE WHEN (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) THEN amount ELSE CAST(NULL AS DECIMAL(24, 8)) END AS lost, CASE WHEN (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) THEN _currency ELSE CAST(NULL AS TEXT) END AS lost_in FROM _f3ff9e
_56c92e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN amount ELSE CAST(amount * _rate AS DECIMAL(24, 8)) END AS amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _currency, _direct, _rate, lost, lost_in, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _173a6d
_594da4: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _56c92e
_04bf06: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, lost, lost_in, unconverted, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _594da4
_625548: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, lost, lost_in, unconverted, left_out, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _04bf06
_59e8b3: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, lost, lost_in, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _625548
_5ef882: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, lost, lost_in, numerator, denominator, FALSE AS immature FROM _59e8b3
_734eb3: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _5ef882 GROUP BY 1
