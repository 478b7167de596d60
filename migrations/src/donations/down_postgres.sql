DROP TABLE donation_handouts
--;
DROP TABLE donations
--;
DROP FUNCTION refuse_change_of_donation()
--;
DROP FUNCTION refuse_change_of_handout()
--;
DROP INDEX projects_allotment
--;
ALTER TABLE allotments DROP COLUMN directed
