//! Register an organisation.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::caller::{Caller, Grant, Scope};
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, clearable};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::uscc::Uscc;
use yichuang_records::accounts::give;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::{Organisation, User};
use yichuang_store::{StoreError, areas, insert};

use super::checks::{complete_grade, form_faults};
use super::{keys, snapshot, view};

/// A new registration; what is left out can be filled in until it is submitted.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationInput {
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "示例社会工作服务中心")]
    pub name: String,
    /// Unified social credit code (GB 32100-2015), 18 characters.
    #[schema(min_length = 18, max_length = 18, example = "52310115MJ9000022D")]
    pub uscc: String,
    /// `association`, `service`, `foundation` or `filed_group`.
    #[schema(pattern = "^(association|service|foundation|filed_group)$", example = "service")]
    pub kind: String,
    #[schema(max_length = 20, example = "320402000000")]
    pub area_code: String,
    #[serde(flatten)]
    pub details: OrganisationDetails,
}

/// The rest of a registration.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct OrganisationDetails {
    /// Registry authority.
    #[schema(max_length = 100, example = "常州市天宁区民政局")]
    pub registry: Option<String>,
    /// `null` takes it back.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<Date>)]
    pub registered_on: Option<Option<Date>>,
    #[schema(max_length = 2000, example = "为老服务、社区治理")]
    pub charter_scope: Option<String>,
    #[schema(max_length = 60, example = "林芳")]
    pub legal_representative: Option<String>,
    #[schema(max_length = 60, example = "王敏")]
    pub contact_name: Option<String>,
    #[schema(max_length = 30, example = "0519-80000000")]
    pub contact_phone: Option<String>,
    #[schema(max_length = 254, example = "contact@example.org")]
    pub contact_email: Option<String>,
    /// `1A` to `5A`; `null` takes it and its days back.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<String>, pattern = "^[1-5]A$", example = "3A")]
    pub assessment_grade: Option<Option<String>>,
    /// First day of the grade; `null` takes it back.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<Date>)]
    pub grade_valid_from: Option<Option<Date>>,
    /// Last day of the grade, at most five years after the first; left out or `null`: exactly five years.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<Date>)]
    pub grade_valid_until: Option<Option<Date>>,
    /// Yearly inspections passed in a row; counts only while none is on record year by year.
    #[schema(minimum = 0, maximum = 50, example = 2)]
    pub inspections_passed: Option<i32>,
}

/// Register an organisation
///
/// Starts a draft; the caller becomes its owner. A credit code can be registered once.
#[utoipa::path(post, path = "/organisations", operation_id = "createOrganisation", tag = "organisations", request_body = OrganisationInput,
    responses((status = 201, description = "The draft", body = super::OrganisationView)))]
pub async fn handler(cx: Cx, Json(input): Json<OrganisationInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input, false).await?;
        let view = view(&as_owner(&uow, &row)?, &row).await?;
        Ok(Reply::created(format!("/api/v1/organisations/{}", row.id), &view)?.version(row.version))
    })
    .await
}

/// The caller, who is the owner from now on.
pub fn as_owner(uow: &Uow, row: &Organisation) -> Result<Uow, Problem> {
    let who = uow.caller()?;
    let mut grants = who.grants.clone();
    grants.push(Grant { role: Role::ApplicantOwner, scope: Scope::Organisation(row.id) });
    Ok(uow.acting(Caller { grants, ..who.clone() }, uow.now))
}

/// Registers the organisation; the caller becomes its owner.
pub async fn run(uow: &Uow, input: &OrganisationInput, demonstration: bool) -> Result<Organisation, Problem> {
    register(uow, input, demonstration, true).await
}

/// Registers an organisation whose owner is still to be invited: an officer enters it from a list.
pub async fn run_unowned(uow: &Uow, input: &OrganisationInput) -> Result<Organisation, Problem> {
    register(uow, input, false, false).await
}

async fn register(uow: &Uow, input: &OrganisationInput, demonstration: bool, give_owner: bool) -> Result<Organisation, Problem> {
    let mut faults = Vec::new();
    let uscc = Uscc::parse(&input.uscc);
    if let Err(error) = &uscc {
        faults.push(Fault::new("/uscc", error.code(), error.to_string()));
    }
    let area = areas::find(&uow.conn, &input.area_code).await?;
    if area.is_none() {
        faults.push(Fault::new("/area_code", "unknown", "There is no such area"));
    }
    let owner: User = uow.find(uow.caller()?.user).await?;
    let mut row = Organisation {
        id: OrganisationId(uow.id()),
        name: input.name.trim().to_owned(),
        uscc: uscc.map_or_else(|_| input.uscc.clone(), |uscc| uscc.to_string()),
        kind: input.kind.clone(),
        area_code: input.area_code.clone(),
        area_path: area.map(|area| area.path).unwrap_or_default(),
        registry: String::new(),
        registered_on: None,
        charter_scope: String::new(),
        legal_representative: String::new(),
        contact_name: String::new(),
        contact_phone: String::new(),
        contact_email: String::new(),
        assessment_grade: None,
        grade_valid_from: None,
        grade_valid_until: None,
        inspections_passed: 0,
        return_reasons: "[]".to_owned(),
        demonstration,
        state: "draft".to_owned(),
        version: 1,
        created_by: owner.id,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    input.details.apply(&mut row)?;
    faults.extend(form_faults(uow, &row)?);
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    match insert(&uow.conn, row.clone()).await {
        Err(StoreError::Duplicate(_)) => {
            return Err(Problem::refused("uscc_taken", "An organisation with this credit code is registered already"));
        }
        other => other?,
    }
    keys::keep(uow, &row).await?;
    if give_owner {
        give(uow, &owner, Role::ApplicantOwner, &Scope::Organisation(row.id)).await?;
    }
    uow.audit("organisation.create", Subject::new("organisation", row.id).after(snapshot(&row))).await?;
    Ok(row)
}

impl OrganisationDetails {
    /// Takes over every field that was sent; what was sent as `null` is taken back.
    pub fn apply(&self, row: &mut Organisation) -> Result<(), Problem> {
        let texts = [
            (&self.registry, &mut row.registry),
            (&self.charter_scope, &mut row.charter_scope),
            (&self.legal_representative, &mut row.legal_representative),
            (&self.contact_name, &mut row.contact_name),
            (&self.contact_phone, &mut row.contact_phone),
            (&self.contact_email, &mut row.contact_email),
        ];
        for (sent, kept) in texts {
            if let Some(sent) = sent {
                sent.trim().clone_into(kept);
            }
        }
        if let Some(grade) = &self.assessment_grade {
            row.assessment_grade.clone_from(grade);
            if grade.is_none() {
                (row.grade_valid_from, row.grade_valid_until) = (None, None);
            }
        }
        let days = [
            (self.registered_on, &mut row.registered_on),
            (self.grade_valid_from, &mut row.grade_valid_from),
            (self.grade_valid_until, &mut row.grade_valid_until),
        ];
        for (sent, kept) in days {
            if let Some(sent) = sent {
                *kept = sent.map(|day| day.0.to_string());
            }
        }
        row.inspections_passed = self.inspections_passed.unwrap_or(row.inspections_passed);
        complete_grade(row)
    }
}
