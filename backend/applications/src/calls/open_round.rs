//! Open the next round of a standing call.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::canonical;
use yichuang_domain::calls::{CallDocument, Window, earliest_timetable};
use yichuang_domain::roles::Role;
use yichuang_domain::time::{Day, end_of_day_shanghai};
use yichuang_store::ids::CallId;
use yichuang_store::record::{Call, Organisation};
use yichuang_store::{get_many, insert, proposals as rows};

use super::announced::call_document;
use super::create::snapshot;
use super::view::view;
use super::{is_over, open, place, scheme};
use crate::amendments;
use crate::forms::call_form;

/// Open the next round
///
/// Of a standing call, once the round before has closed: a published call of its own with the same scheme, texts and budget,
/// which closes on the next of the days that were approved with the call. It goes its own way through screening, review
/// and decision.
#[utoipa::path(post, path = "/calls/{id}/open-round", operation_id = "openCallRound", tag = "calls",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 201, description = "The new round", body = super::view::CallView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, CallId(id), seen).await?;
        Ok(Reply::created(format!("/api/v1/calls/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch) -> Result<Call, Problem> {
    let before = open(uow, id, seen).await?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &place(&before)) {
        return Err(Problem::forbidden("Only a programme officer of this area may open a round"));
    }
    let document = call_document(&before)?;
    let closes = next_day(uow, &before, &document)?;
    let first = before.round_of.unwrap_or(before.id);
    let round = before.round + 1;
    let row = Call {
        id: CallId(uow.id()),
        number: uow.number("YC", before.year).await?,
        title: format!("{}（第{round}轮）", before.title.trim_end_matches(&format!("（第{}轮）", before.round))),
        document: canonical(&following(uow, &before, document, closes)?)?,
        revision: 1,
        round_of: Some(first),
        round,
        opens_at: uow.micros(),
        closes_at: end_of_day_shanghai(closes).micros(),
        state: "published".to_owned(),
        version: 1,
        published_at: Some(uow.micros()),
        created_at: uow.micros(),
        updated_at: uow.micros(),
        ..before.clone()
    };
    insert(&uow.conn, row.clone()).await?;
    call_form::carry_over(uow, before.id, row.id).await?;
    amendments::first(uow, &row).await?;
    let subject = Subject::new("call", row.id).before(serde_json::json!({ "round_after": before.id })).after(snapshot(&row));
    uow.audit("call.open_round", subject).await?;
    tell(uow, &before, &row).await?;
    Ok(row)
}

/// The last day of the next round; 409 unless there is one to open now. That a round opens twice is kept from happening
/// by the index on (first round, number).
fn next_day(uow: &Uow, before: &Call, document: &CallDocument) -> Result<Day, Problem> {
    if before.published_at.is_none() || before.state == "cancelled" || !is_over(before, uow.now) {
        return Err(Problem::refused("round_not_over", "The next round opens once this one has closed").with("state", &*before.state));
    }
    let Some(day) = document.later_rounds.first() else {
        return Err(Problem::refused("no_later_round", "No further round was approved with this call"));
    };
    if *day < uow.today() {
        return Err(Problem::refused("deadline_over", "The last day of the next round is over already").with("closes_on", day.to_string()));
    }
    Ok(*day)
}

/// The document of the next round: the same lists, the days that are left, its own earliest dates.
fn following(uow: &Uow, before: &Call, document: CallDocument, closes: Day) -> Result<CallDocument, Problem> {
    let window = Window { opens: uow.today(), closes };
    let timetable = document.timetable.is_some().then(|| {
        earliest_timetable(&scheme(before)?, uow.app.calendar, window)
            .map_err(|fault| Problem::blocked(&fault.code.clone(), fault.detail.clone(), vec![fault.below("/document/timetable")]))
    });
    Ok(CallDocument { timetable: timetable.transpose()?, later_rounds: document.later_rounds.into_iter().skip(1).collect(), ..document })
}

/// Those who had a draft or a proposal in the round before.
async fn tell(uow: &Uow, before: &Call, row: &Call) -> Result<(), Problem> {
    let known = rows::organisations_in(&uow.conn, before.id).await?;
    for organisation in get_many::<Organisation>(&uow.conn, &known).await? {
        let text = format!("{} {}已开放申报。上一轮未提交的内容可以复制到新的申报书。", row.number, row.title);
        uow.mail(&organisation.contact_email, "新一轮征集已开放", &text).await?;
    }
    Ok(())
}
