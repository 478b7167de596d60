//! What the open call announces beside its scheme, and the first questions about it.

use yichuang_applications::calls::announced::CallDocumentInput;
use yichuang_applications::questions;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::calls::{AcceptedType, RequiredDocument, Timetable, Window, earliest_timetable};
use yichuang_domain::schemes::Scheme;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::{Call, User};

use super::ago;
use crate::import::acting;

/// The earliest dates, with questions until the deadline; none where the calendar does not reach so far.
pub fn document(uow: &Uow, scheme: &Scheme, window: Window) -> CallDocumentInput {
    let earliest = earliest_timetable(scheme, uow.app.calendar, window).ok();
    CallDocumentInput {
        timetable: earliest.map(|dates| Timetable { questions_until: None, ..dates }),
        required_documents: Some(vec![
            required("licence", "法人登记证书副本", &[AcceptedType::Pdf, AcceptedType::Image], "须在有效期内"),
            required("commitment", "申报承诺书（加盖公章）", &[AcceptedType::Pdf], ""),
            required("achievements", "以往项目成效材料", &[AcceptedType::Pdf, AcceptedType::Word], "近三年，可选"),
        ]),
        ..CallDocumentInput::default()
    }
}

fn required(code: &str, title: &str, accepts: &[AcceptedType], note: &str) -> RequiredDocument {
    RequiredDocument { code: code.to_owned(), title: title.to_owned(), mandatory: false, accepts: accepts.to_vec(), note: note.to_owned() }
}

/// One question with its answer, and one that waits.
pub async fn questions(uow: &Uow, officer: &User, call: &Call, asker: (&User, OrganisationId)) -> Result<(), Problem> {
    let by = acting(uow, asker.0, ago(uow, 2, 1)).await?;
    let ask = |question: &str| questions::ask::QuestionInput { organisation_id: asker.1.0, question: question.to_owned() };
    let first = questions::ask::run(&by, call.id, &ask("配套资金可以用志愿者工时折算吗？（演示数据）")).await?;
    let answer = questions::answer::AnswerInput {
        answer: "不可以。配套资金须为货币资金，志愿者工时可以在实施方案中说明。（演示数据）".to_owned(),
        question: None,
    };
    let officer = acting(uow, officer, ago(uow, 1, 0)).await?;
    questions::answer::run(&officer, first.id, IfMatch::version(first.version), &answer).await?;
    let by = acting(uow, asker.0, ago(uow, 1, 2)).await?;
    questions::ask::run(&by, call.id, &ask("同一单位可以同时参与两个项目的实施吗？（演示数据）")).await?;
    Ok(())
}
