ALTER TABLE funds ADD COLUMN payer_name text;
ALTER TABLE funds ADD COLUMN payer_sealed text;
ALTER TABLE funds ADD COLUMN payer_tail text;
ALTER TABLE funds ADD COLUMN payer_bank text;
ALTER TABLE funds ADD COLUMN payer_cnaps text;
ALTER TABLE batches ADD COLUMN payers_sealed text;
