//! Enter the protocol of a public jury's count or of site visits.

use std::collections::HashSet;

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{CountedStage, Date};
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FilePurpose;
use yichuang_domain::reviews::{CountedStage as Counted, JuryCount};
use yichuang_domain::roles::Role;
use yichuang_records::calls;
use yichuang_records::files;
use yichuang_store::ids::{CallId, FileId, JuryProtocolId};
use yichuang_store::record::{Call, JuryCountRow, JuryProtocol, Proposal};
use yichuang_store::{insert, insert_all, juries as rows};

use super::{Field, field, is_officer, view};

/// What the jury gave one proposal.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JuryCountInput {
    pub proposal_id: Uuid,
    /// How many jurors voted about it; 0 where it did not appear.
    #[schema(minimum = 0, maximum = 10_000_000, example = 120)]
    pub ballots: u32,
    /// The sum of the points of all ballots, each 0 to 100, with at most two decimals. A jury that only says yes or no is
    /// counted with 100 for a yes.
    #[schema(max_length = 20, example = "9834.5")]
    pub points: String,
    /// What was found at the place. Needed of a site visit about everybody who was visited, and of nothing else.
    #[schema(max_length = 2000, example = "场地落实，已与社区签订使用协议；厨房证照齐全")]
    pub findings: Option<String>,
}

/// The count of all proposals at once.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JuryProtocolInput {
    /// `public_jury` where left out.
    pub stage: Option<CountedStage>,
    /// The day of the vote, or of the last visit; not later than today.
    pub held_on: Date,
    /// Where the jury voted, or which places were visited.
    #[schema(min_length = 2, max_length = 200, pattern = r"\S", example = "天宁区红梅街道文化中心")]
    pub venue: String,
    /// Who went; needed of site visits, and of nothing else. Two or more.
    #[schema(max_length = 400, example = "林主管、赵老师、周会计")]
    pub visitors: Option<String>,
    /// The scan of the signed protocol, uploaded for `jury_protocol`.
    pub evidence_id: Uuid,
    /// Everybody the stage is about, each once.
    #[schema(min_items = 1, max_items = 1000)]
    pub counts: Vec<JuryCountInput>,
    /// Needed when a confirmed protocol stands: what was wrong with it.
    #[schema(min_length = 10, max_length = 2000, pattern = r"\S", example = "复核发现第三会场的选票漏计 12 张，重新计票")]
    pub reason: Option<String>,
}

/// Enter the protocol of a public jury or of site visits
///
/// By an officer, with the scan of the signed protocol: the ballots (of site visits: the visitors' sheets) and the sum of the
/// points of every proposal that the stage is about, at once; of site visits also who went and what they found. It counts once somebody else has confirmed it. While a confirmed protocol stands another one needs a
/// reason and supersedes it when it is confirmed.
#[utoipa::path(post, path = "/calls/{id}/jury", operation_id = "enterJuryProtocol", tag = "juries",
    params(("id" = Uuid, Path, description = "Call")), request_body = JuryProtocolInput,
    responses((status = 201, description = "The protocol", body = super::view::JuryProtocolView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<JuryProtocolInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, CallId(id), input).await?;
        let view = view::protocol(&uow, &call, &row).await?;
        Ok(Reply::created(format!("/api/v1/calls/{id}/jury"), &view)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, input: &JuryProtocolInput) -> Result<(Call, JuryProtocol), Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(uow, call.id).await?;
    if !is_officer(uow, &call) {
        return Err(Problem::forbidden("Only an officer of the call enters the count of its jury"));
    }
    let stage = input.stage.map_or(Counted::PublicJury, |stage| stage.0);
    let field = field(uow, &call, stage).await?;
    let before = rows::of_call(&uow.conn, call.id).await?;
    if let Some(problem) = view::hindrance(uow, &call, stage, &field, &before).await? {
        return Err(problem);
    }
    let Field::Proposals(field) = field else { return Err(Problem::not_found()) };
    let stands = before.iter().any(|one| one.stage == stage.as_str() && matches!(one.state.as_str(), "confirmed" | "sealed"));
    let id = JuryProtocolId(uow.id());
    let counts = counts(uow, id, stage, &field, input, stands)?;
    let subject = ("jury_protocol", id.0);
    let evidence = files::attach(uow, FileId(input.evidence_id), FilePurpose::JuryProtocol, subject, "/evidence_id").await?;
    let row = JuryProtocol {
        id,
        call_id: call.id,
        seq: before.first().map_or(1, |newest| newest.seq + 1),
        stage: stage.to_string(),
        held_on: input.held_on.0.to_string(),
        venue: input.venue.trim().to_owned(),
        visitors: given(input.visitors.as_deref()),
        evidence_id: evidence.id,
        evidence_sha256: evidence.sha256.ok_or_else(|| Problem::internal("a stored file has no digest"))?,
        reason: input.reason.as_deref().map(str::trim).filter(|_| stands).map(str::to_owned),
        superseded_run_id: None,
        entered_by: uow.caller()?.user,
        decided_by: None,
        decided_at: None,
        decision_reason: None,
        state: "entered".to_owned(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, row.clone()).await?;
    let counted: Vec<_> =
        counts.iter().map(|one| json!({ "proposal_id": one.proposal_id.0, "ballots": one.ballots, "points": one.points })).collect();
    insert_all(&uow.conn, counts).await?;
    let after =
        json!({ "state": row.state, "seq": row.seq, "stage": row.stage, "evidence_sha256": row.evidence_sha256, "counts": counted });
    let subject = Subject::new("jury_protocol", row.id).after(after);
    uow.audit("jury_protocol.enter", if let Some(reason) = &row.reason { subject.because(reason) } else { subject }).await?;
    let subject = format!("{}记录待复核", stage.zh());
    let text = format!("「{}」的{}记录已录入，请由另一人对照扫描件复核。", call.title, stage.zh());
    tell(uow, Role::ProgrammeDirector, &call, &subject, &text).await?;
    tell(uow, Role::ProgrammeOfficer, &call, &subject, &text).await?;
    Ok((call, row))
}

/// The rows of the count, complete and possible; or every fault.
fn counts(
    uow: &Uow,
    id: JuryProtocolId,
    stage: Counted,
    field: &[Proposal],
    input: &JuryProtocolInput,
    stands: bool,
) -> Result<Vec<JuryCountRow>, Problem> {
    let mut faults = of_visits(stage, input);
    if input.held_on.0 > uow.today() {
        let fault = Fault::new("/held_on", "in_the_future", "The day lies in the future");
        faults.push(fault.with_limit(uow.today().to_string()).with_actual(input.held_on.0.to_string()));
    }
    if stands && input.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        faults.push(Fault::new("/reason", "missing", "A confirmed protocol stands; say what is wrong with it"));
    }
    let mut rows = Vec::with_capacity(input.counts.len());
    let mut seen = HashSet::new();
    for (index, one) in input.counts.iter().enumerate() {
        let pointer = format!("/counts/{index}");
        let Some(proposal) = field.iter().find(|proposal| proposal.id.0 == one.proposal_id) else {
            faults.push(Fault::new(format!("{pointer}/proposal_id"), "unknown", "This stage is not about this proposal"));
            continue;
        };
        if !seen.insert(proposal.id) {
            faults.push(Fault::new(format!("{pointer}/proposal_id"), "duplicate", "This proposal is counted already"));
        }
        match JuryCount::parse(one.ballots, one.points.trim()) {
            Ok(count) => rows.push(JuryCountRow {
                id: uow.id(),
                protocol_id: id,
                proposal_id: proposal.id,
                ballots: i64::from(count.ballots()),
                points: count.points(),
                findings: given(one.findings.as_deref()),
            }),
            Err(fault) => faults.push(fault.below(&pointer)),
        }
    }
    for left_out in field.iter().filter(|one| !seen.contains(&one.id)) {
        let fault = Fault::new("/counts", "incomplete", "Every proposal that the stage is about is counted");
        faults.push(fault.with_actual(&left_out.number));
    }
    if faults.is_empty() && rows.iter().all(|row| row.ballots == 0) {
        faults.push(Fault::new("/counts", "nobody_voted", "No ballot is counted for any proposal"));
    }
    if faults.is_empty() { Ok(rows) } else { Err(Problem::faults(faults)) }
}

/// What only site visits say: who went, and what they found where they were.
fn of_visits(stage: Counted, input: &JuryProtocolInput) -> Vec<Fault> {
    let mut faults = Vec::new();
    let visitors = given(input.visitors.as_deref());
    match (stage, &visitors) {
        (Counted::SiteVisit, None) => faults.push(Fault::new("/visitors", "missing", "Name everybody who went")),
        (Counted::SiteVisit, Some(names))
            if names.split(['、', ',', '，', ';', '；']).filter(|name| !name.trim().is_empty()).count() < 2 =>
        {
            faults.push(Fault::new("/visitors", "too_few", "At least two people visit; name each of them").with_limit("2"));
        }
        (Counted::PublicJury, Some(_)) => faults.push(Fault::new("/visitors", "unused", "Only site visits have visitors")),
        _ => {}
    }
    for (index, one) in input.counts.iter().enumerate() {
        let pointer = format!("/counts/{index}/findings");
        match (stage, given(one.findings.as_deref())) {
            (Counted::SiteVisit, None) if one.ballots > 0 => faults.push(Fault::new(pointer, "missing", "Say what was found at the place")),
            (Counted::PublicJury, Some(_)) => faults.push(Fault::new(pointer, "unused", "Only site visits find something")),
            _ => {}
        }
    }
    faults
}

/// A text that was given, without the blanks around it.
fn given(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
