ALTER TABLE batches DROP COLUMN payers_sealed;
ALTER TABLE funds DROP COLUMN payer_cnaps;
ALTER TABLE funds DROP COLUMN payer_bank;
ALTER TABLE funds DROP COLUMN payer_tail;
ALTER TABLE funds DROP COLUMN payer_sealed;
ALTER TABLE funds DROP COLUMN payer_name;
