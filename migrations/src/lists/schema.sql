-- What the pages of lists, and what they show beside their rows, are looked up by.
CREATE INDEX projects_area ON projects (area_path, id);
CREATE INDEX proposals_state ON proposals (state, id);
CREATE INDEX assignments_proposal ON assignments (proposal_id, reviewer_id);
CREATE INDEX tranches_area ON tranches (area_path, id);
CREATE INDEX tranches_project ON tranches (project_id, id);
CREATE INDEX tranches_organisation ON tranches (organisation_id, id);
CREATE INDEX payments_area ON payments (area_path, id);
CREATE INDEX payments_project ON payments (project_id, id);
CREATE INDEX payments_tranche ON payments (tranche_id, id);
