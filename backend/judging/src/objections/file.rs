//! File an objection without a visit: by anybody, in real name.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::APPLICANTS;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::ids::random_bytes;
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::throttle::{self, Limit};
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Date;
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FilePurpose;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::{mailbox, objection_in_time};
use yichuang_domain::time::Day;
use yichuang_records::files;
use yichuang_store::ids::{FileId, NoticeId, ObjectionId, OrganisationId, ProposalId};
use yichuang_store::record::{Call, Notice, Objection};
use yichuang_store::{insert, notices};

/// How many objections one address may file a day.
const PER_ADDRESS: Limit = Limit::per_day(5);

/// A file that was uploaded for this objection.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceInput {
    pub id: Uuid,
    /// The token of an upload without an account.
    #[schema(max_length = 100)]
    pub upload_token: Option<String>,
}

/// What is objected to, by whom, and why.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectionInput {
    /// The proposed award it is about; left out, the notice as a whole.
    pub proposal_id: Option<Uuid>,
    /// In the name of an organisation of one's own; needs an account.
    pub organisation_id: Option<Uuid>,
    /// Real name of the person or full name of the organisation. Never published.
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "林芳")]
    pub filer_name: String,
    /// Telephone or e-mail for questions and the answer. Never published.
    #[schema(min_length = 5, max_length = 254, pattern = r"\S", example = "13900008000")]
    pub contact: String,
    /// What is objected to.
    #[schema(min_length = 10, max_length = 2000, pattern = r"\S", example = "该项目负责人与评委之一系同一单位")]
    pub statement: String,
    /// Facts that can be looked into, and what proves them.
    #[schema(min_length = 10, max_length = 5000, pattern = r"\S", example = "见该单位官网公布的理事会名单截图（附件一）")]
    pub facts: String,
    #[serde(default)]
    #[schema(max_items = 5)]
    pub evidence: Vec<EvidenceInput>,
    /// True: the name is real, and what is said is so to the best of one's knowledge.
    pub real_name_confirmed: bool,
}

/// What the filer takes away.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObjectionReceipt {
    pub id: Uuid,
    #[schema(example = "YI2026-0001")]
    pub number: String,
    pub received_on: Date,
}

/// File an objection
///
/// By anybody, in real name, on the days of the notice. Name and contact are for the handler only; the answer is published
/// with the notice. While an objection is open, the notice is not closed and no agreement about its award is signed.
#[utoipa::path(post, path = "/public/notices/{id}/objections", operation_id = "fileObjection", tag = "objections",
    params(("id" = Uuid, Path, description = "Notice")), request_body = ObjectionInput,
    responses((status = 201, description = "The receipt", body = ObjectionReceipt)), extensions(("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<ObjectionInput>) -> Response {
    let (input, address) = (&input, &cx.address_digest());
    cx.write(|uow| async move {
        throttle::take(&uow, &format!("objection:{address}"), PER_ADDRESS).await?;
        let row = run(&uow, NoticeId(id), input, ("online", uow.today())).await?;
        let receipt = ObjectionReceipt { id: row.id.0, number: row.number, received_on: Date::read(&row.received_on)? };
        Reply::created(format!("/api/v1/objections/{}", receipt.id), &receipt)
    })
    .await
}

/// Takes an objection in that came by this channel on this day.
pub async fn run(uow: &Uow, id: NoticeId, input: &ObjectionInput, (channel, received_on): (&str, Day)) -> Result<Objection, Problem> {
    let notice: Notice = uow.lock(id).await?;
    if !matches!(notice.state.as_str(), "published" | "closed") {
        return Err(Problem::not_found());
    }
    let call: Call = uow.find(notice.call_id).await?;
    let mut faults = faults(uow, &notice, input).await?;
    let day = |text: &str| Date::read(text).map(|date| date.0);
    faults.extend(objection_in_time(received_on, day(&notice.starts_on)?, day(&notice.ends_on)?).err());
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let contact = input.contact.trim();
    let row = Objection {
        id: ObjectionId(uow.id()),
        number: uow.number("YI", uow.today().year()).await?,
        notice_id: notice.id,
        call_id: call.id,
        proposal_id: input.proposal_id.map(ProposalId),
        organisation_id: input.organisation_id.map(OrganisationId),
        area_path: call.area_path.clone(),
        filer_name: input.filer_name.trim().to_owned(),
        contact_sealed: uow.app.seal_key.seal(contact.as_bytes(), random_bytes())?,
        contact_hint: mailbox::masked(contact),
        statement: input.statement.trim().to_owned(),
        facts: input.facts.trim().to_owned(),
        channel: channel.to_owned(),
        received_on: received_on.to_string(),
        due_on: None,
        handler_id: None,
        ground: None,
        public_answer: None,
        answered_by: None,
        answered_at: None,
        demonstration: notice.demonstration,
        state: "filed".to_owned(),
        version: 1,
        created_by: uow.who.as_ref().map(|who| who.user),
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, row.clone()).await?;
    attach(uow, &row, &input.evidence).await?;
    let after = json!({ "number": row.number, "notice": notice.number, "channel": row.channel });
    uow.audit("objection.file", Subject::new("objection", row.id).after(after)).await?;
    let text = format!("公示{}收到异议{}，请指派未参与评审和决策的人员办理。", notice.number, row.number);
    tell(uow, Role::ProgrammeDirector, &call, "公示异议待指派", &text).await?;
    Ok(row)
}

async fn faults(uow: &Uow, notice: &Notice, input: &ObjectionInput) -> Result<Vec<Fault>, Problem> {
    let mut faults = Vec::new();
    if !input.real_name_confirmed {
        faults.push(Fault::new("/real_name_confirmed", "not_accepted", "An objection is taken in real name only"));
    }
    if let Some(id) = input.proposal_id {
        let lines = notices::lines_of(&uow.conn, notice.decision_id).await?;
        if !lines.iter().any(|line| line.proposal_id == ProposalId(id)) {
            faults.push(Fault::new("/proposal_id", "unknown", "This proposal is not part of the decision on notice"));
        }
    }
    if let Some(id) = input.organisation_id {
        let here = Place::default().of_organisation(OrganisationId(id));
        if !uow.who.as_ref().is_some_and(|who| who.holds(APPLICANTS, &here)) {
            faults.push(Fault::new("/organisation_id", "unknown", "You have no such organisation"));
        }
    }
    Ok(faults)
}

async fn attach(uow: &Uow, row: &Objection, evidence: &[EvidenceInput]) -> Result<(), Problem> {
    for (index, file) in evidence.iter().enumerate() {
        let (subject, pointer) = (("objection", row.id.0), format!("/evidence/{index}"));
        let purpose = FilePurpose::ObjectionEvidence;
        match &file.upload_token {
            Some(token) => files::attach_anonymous(uow, (FileId(file.id), token), purpose, subject, &pointer).await?,
            None => files::attach(uow, FileId(file.id), purpose, subject, &pointer).await?,
        };
    }
    Ok(())
}
