//! Accounts, and organisations with their people, documents, staff and bank accounts; files, the portal, the trail.

pub mod accounts;
pub mod audit;
pub mod bank_accounts;
pub mod exports;
pub mod files;
pub mod members;
pub mod organisation_documents;
pub mod organisation_imports;
pub mod organisations;
pub mod portal;
pub mod routes;
pub mod sponsorships;
pub mod staff;
pub mod verifications;
