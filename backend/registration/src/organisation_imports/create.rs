//! Import a sheet.

use axum::response::Response;
use serde_json::json;
use yichuang_base::http::{Cx, IfMatch, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, Role as RoleCode};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::organisation_sheet::{CellFault, Column, OrganisationRow};
use yichuang_store::record::{Organisation, OrganisationImport};
use yichuang_store::{StoreError, insert, organisation_imports as rows};

use super::read::{Checked, OrganisationSheetInput, Uploaded, check, officers_area, uploaded};
use super::{OrganisationImportView, view};
use crate::members::invite::{self, InvitationInput};
use crate::organisations::create::{OrganisationDetails, OrganisationInput, as_owner};
use crate::organisations::set_bank_account::{self, BankAccountInput};
use crate::organisations::{create, submit};

/// Import organisations from a sheet
///
/// All of them or none; every fault is named with its cell (pointer `/cells/B5`). Each row is registered as an
/// organisation registers itself, is submitted for verification when nothing is missing, and its owner is invited by
/// e-mail. Whoever imports does not verify what they imported. The same file again creates nothing and answers with
/// what came of it the first time.
#[utoipa::path(post, path = "/organisation-imports", operation_id = "importOrganisations", tag = "organisations",
    request_body = OrganisationSheetInput, responses((status = 201, description = "What came of every row", body = OrganisationImportView)))]
pub async fn handler(cx: Cx, Json(input): Json<OrganisationSheetInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let file = uploaded(&uow, input.file_id).await?;
        let row = run(&uow, &input.area_code, &file, false).await?;
        let all = rows::rows(&uow.conn, row.id).await?;
        Reply::created(format!("/api/v1/organisation-imports/{}", row.id), &view(&row, all)?)
    })
    .await
}

/// Registers every organisation of the file, unless exactly this file was imported already.
pub async fn run(uow: &Uow, area_code: &str, file: &Uploaded, demonstration: bool) -> Result<OrganisationImport, Problem> {
    let area = officers_area(uow, area_code).await?;
    if let Some(known) = rows::by_sha256(&uow.conn, &file.sha256).await? {
        uow.must_see(yichuang_base::access::PROGRAMME, &yichuang_base::caller::Place::area(&known.area_path))?;
        return Ok(known);
    }
    let checked = check(uow, area, file).await?;
    if !checked.sheet.faults.is_empty() {
        return Err(Problem::faults(checked.sheet.faults.into_iter().map(pointed).collect()));
    }
    let import = OrganisationImport {
        id: uow.id(),
        sha256: file.sha256.clone(),
        file_name: file.name.clone(),
        row_count: i32::try_from(checked.sheet.rows.len()).map_err(Problem::internal)?,
        area_code: checked.area.code.clone(),
        area_path: checked.area.path.clone(),
        demonstration,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
    };
    match insert(&uow.conn, import.clone()).await {
        Err(StoreError::Duplicate(_)) => return Err(Problem::refused("already_imported", "Somebody imported this file a moment ago")),
        other => other?,
    }
    let running = uow.app.running.begin(uow.caller()?.user, file.id, checked.sheet.rows.len());
    for row in &checked.sheet.rows {
        let organisation = one(uow, &checked, row).await?;
        let number = i32::try_from(row.row).map_err(Problem::internal)?;
        rows::note(&uow.conn, import.id, organisation.id, number, &row.owner_email).await?;
        running.one_done();
    }
    let after = json!({ "file": import.file_name, "sha256": import.sha256, "rows": import.row_count });
    uow.audit("organisation_import.create", Subject::new("organisation_import", import.id).after(after)).await?;
    Ok(import)
}

fn pointed(fault: CellFault) -> Fault {
    let CellFault { cell, code, detail, limit, actual, .. } = fault;
    Fault { pointer: format!("/cells/{cell}"), code, detail, limit, actual }
}

/// One row, through the same steps as an organisation that registers itself.
async fn one(uow: &Uow, checked: &Checked, row: &OrganisationRow) -> Result<Organisation, Problem> {
    let mut organisation = create::run_unowned(uow, &registration(checked, row)?).await?;
    // For these steps the officer acts for the organisation; no right is kept.
    let acting = as_owner(uow, &organisation)?;
    if let Some(account) = &row.account {
        let account = BankAccountInput {
            account_name: organisation.name.clone(),
            account_number: account.number.clone(),
            bank_name: account.bank_name.clone(),
            cnaps: account.cnaps.clone(),
        };
        let seen = IfMatch::version(organisation.version);
        organisation = set_bank_account::run(&acting, organisation.id, seen, &account).await?;
        if complete(row) {
            organisation = submit::run(&acting, organisation.id, IfMatch::version(organisation.version)).await?;
        }
    }
    let invitation = InvitationInput { email: row.owner_email.clone(), role: RoleCode(Role::ApplicantOwner), message: None };
    invite::run(uow, &organisation, &invitation).await?;
    Ok(organisation)
}

fn registration(checked: &Checked, row: &OrganisationRow) -> Result<OrganisationInput, Problem> {
    let text = |column: Column| row.texts.get(&column).cloned();
    let area_code = checked.areas.get(&row.row).cloned();
    Ok(OrganisationInput {
        name: row.text(Column::Name).to_owned(),
        uscc: row.uscc.clone(),
        kind: row.kind.as_str().to_owned(),
        area_code: area_code.ok_or_else(|| Problem::internal("a row without an area"))?,
        details: OrganisationDetails {
            registry: text(Column::Registry),
            registered_on: row.registered_on.map(|day| Some(Date(day))),
            charter_scope: text(Column::CharterScope),
            legal_representative: text(Column::LegalRepresentative),
            contact_name: text(Column::ContactName),
            contact_phone: text(Column::ContactPhone),
            contact_email: text(Column::ContactEmail),
            assessment_grade: text(Column::Grade).map(Some),
            grade_valid_from: None,
            grade_valid_until: None,
            inspections_passed: row.inspections_passed,
        },
    })
}

/// Whether nothing is missing that a submission needs; otherwise the owner fills in the rest.
fn complete(row: &OrganisationRow) -> bool {
    const NEEDED: [Column; 6] = [
        Column::Registry,
        Column::CharterScope,
        Column::LegalRepresentative,
        Column::ContactName,
        Column::ContactPhone,
        Column::ContactEmail,
    ];
    row.registered_on.is_some() && NEEDED.iter().all(|column| !row.text(*column).is_empty())
}
