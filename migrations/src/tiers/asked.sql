-- `asked` is what the tiers asked for when the last approver acted; `note` names the minutes of a collective decision.
ALTER TABLE approvals ADD COLUMN note text;
ALTER TABLE approvals ADD COLUMN asked text;
ALTER TABLE payments ADD COLUMN tiers_version integer;
ALTER TABLE fund_orders ADD COLUMN tiers_version integer;
