DROP TRIGGER seals_open_year ON journal_seals
--;
DROP TRIGGER allotments_closed_stays ON allotments
--;
DROP TABLE year_ends
--;
DROP FUNCTION refuse_closed_year()
--;
DROP FUNCTION refuse_change_of_closed_year()
--;
DROP INDEX balances_detail
--;
DROP INDEX allotments_carried
--;
DROP INDEX allotments_document
--;
DROP INDEX allotments_line
--;
ALTER TABLE allotments DROP CONSTRAINT allotments_amount_fen_check
--;
ALTER TABLE allotments ADD CONSTRAINT allotments_amount_fen_check CHECK (amount_fen > 0)
--;
ALTER TABLE allotments ADD CONSTRAINT allotments_document_no_key UNIQUE (document_no)
--;
ALTER TABLE allotments ADD CONSTRAINT allotments_fund_id_fiscal_year_budget_line_key UNIQUE (fund_id, fiscal_year, budget_line)
--;
ALTER TABLE allotments DROP COLUMN origin_id
--;
ALTER TABLE funds DROP COLUMN year_end_policy
