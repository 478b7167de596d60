//! Whether an organisation may apply, rule by rule.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Date;
use yichuang_domain::rules::{RuleOutcome, explain_eligibility};
use yichuang_domain::schemes::Scheme;
use yichuang_domain::time::Day;
use yichuang_records::organisations::facts::{Known, known};
use yichuang_records::organisations::place;
use yichuang_store::ids::{CallId, OrganisationId};
use yichuang_store::record::{Call, Organisation};

use super::scheme;

/// For which day and which call.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EligibilityQuery {
    /// The day of submission; today when left out.
    #[param(inline)]
    on: Option<Date>,
    /// The call whose scheme is asked; the default scheme when left out.
    call: Option<Uuid>,
}

/// What a rule looked at.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvidenceView {
    /// `registration`, `grade`, `inspection` or `list_entry`.
    #[schema(example = "list_entry")]
    pub kind: String,
    /// From which day, or of which year.
    #[schema(example = "2024-03-01")]
    pub from: Option<String>,
    /// Until which day; none: open.
    #[schema(example = "2025-03-01")]
    pub until: Option<String>,
    /// Result of an inspection, grade, or code of a list.
    #[schema(example = "abnormal")]
    pub value: Option<String>,
    /// Number of the document that proves it.
    #[schema(example = "天民罚字〔2024〕3号")]
    pub reference: Option<String>,
}

/// One rule, judged.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RuleView {
    /// Stable code of the rule.
    #[schema(example = "inspections")]
    pub code: String,
    pub holds: bool,
    /// What the scheme asks for.
    #[schema(example = "1")]
    pub limit: Option<String>,
    /// What was found.
    #[schema(example = "2")]
    pub figure: Option<String>,
    pub evidence: Vec<EvidenceView>,
}

/// Every rule about who may apply.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EligibilityView {
    pub on: Date,
    pub call_id: Option<Uuid>,
    /// Whether every rule holds.
    pub eligible: bool,
    pub rules: Vec<RuleView>,
}

/// Check whether an organisation may apply
///
/// Every rule of the call's scheme with its limit, what was found and the evidence, judged on a day: the same rules and
/// the same facts as at submission.
#[utoipa::path(get, path = "/organisations/{id}/eligibility", operation_id = "checkEligibility", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation"), EligibilityQuery),
    responses((status = 200, description = "Every rule", body = EligibilityView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<EligibilityQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Organisation = uow.find(OrganisationId(id)).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&row))?;
    let call = match query.call {
        Some(id) => Some(call_seen(&uow, CallId(id)).await?),
        None => None,
    };
    let scheme = call.as_ref().map_or_else(|| Ok(Scheme::default()), scheme)?;
    let on = query.on.map_or(uow.today(), |day| day.0);
    Reply::ok(&view(&uow, &row, call.as_ref(), &scheme, on).await?)
}

/// A call that was published, or that the caller may see as staff.
async fn call_seen(uow: &Uow, id: CallId) -> Result<Call, Problem> {
    let call: Call = uow.find(id).await?;
    let staff = uow.caller()?.holds(STAFF, &Place::area(&call.area_path).of_call(call.id));
    if staff || call.published_at.is_some() { Ok(call) } else { Err(Problem::not_found()) }
}

async fn view(uow: &Uow, row: &Organisation, call: Option<&Call>, scheme: &Scheme, on: Day) -> Result<EligibilityView, Problem> {
    let known = known(uow, row, call, None, on).await?;
    let rules = explain_eligibility(scheme, &known.facts, on);
    Ok(EligibilityView {
        on: Date(on),
        call_id: call.map(|call| call.id.0),
        eligible: rules.iter().all(|rule| rule.holds),
        rules: rules.into_iter().map(|rule| rule_view(row, &known, rule)).collect(),
    })
}

fn rule_view(row: &Organisation, known: &Known, rule: RuleOutcome) -> RuleView {
    let evidence = match rule.code {
        "registration_age" => vec![EvidenceView {
            kind: "registration".to_owned(),
            from: row.registered_on.clone(),
            until: None,
            value: None,
            reference: Some(row.uscc.clone()),
        }],
        "grade" if row.assessment_grade.is_some() => vec![EvidenceView {
            kind: "grade".to_owned(),
            from: row.grade_valid_from.clone(),
            until: row.grade_valid_until.clone(),
            value: row.assessment_grade.clone(),
            reference: None,
        }],
        "inspections" => known.inspections.iter().map(inspection_evidence).collect(),
        _ => rule.entries.iter().filter_map(|at| known.entries.get(*at)).map(entry_evidence).collect(),
    };
    RuleView { code: rule.code.to_owned(), holds: rule.holds, limit: rule.limit, figure: rule.figure, evidence }
}

fn inspection_evidence(row: &yichuang_store::record::Inspection) -> EvidenceView {
    let confirmed = if row.confirmed_by.is_some() { row.result.clone() } else { "unconfirmed".to_owned() };
    EvidenceView {
        kind: "inspection".to_owned(),
        from: Some(row.year.to_string()),
        until: None,
        value: Some(confirmed),
        reference: Some(row.proof.clone()),
    }
}

fn entry_evidence(row: &yichuang_store::record::ListEntry) -> EvidenceView {
    EvidenceView {
        kind: "list_entry".to_owned(),
        from: Some(row.entered_on.clone()),
        until: row.left_on.clone(),
        value: Some(row.kind.clone()),
        reference: Some(format!("{} {}", row.authority, row.document_no)),
    }
}
