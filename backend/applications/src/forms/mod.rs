//! Forms: built by officers, version by version, and used by calls.

use yichuang_base::access::PROGRAMME;
use yichuang_base::caller::Place;
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::fault::Fault;
use yichuang_domain::forms::Form;
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::canonical_json;
use yichuang_store::ids::FormId;
use yichuang_store::record::Form as Row;

pub use yichuang_records::forms::*;

pub mod call_form;
pub mod check;
pub mod copy;
pub mod create;
pub mod discard;
pub mod get;
pub mod list;
pub mod publish;
pub mod update;
pub mod view;

/// The most bytes of a form as it is stored.
const SIZE: usize = 256 * 1024;
/// Who builds forms.
const BUILDERS: &[Role] = &[Role::ProgrammeOfficer];

fn place(row: &Row) -> Place<'_> {
    Place::area(&row.area_path)
}

/// Whether the caller may read it: where their roles reach, and what was published by an area above theirs.
fn may_see(uow: &Uow, row: &Row) -> Result<bool, Problem> {
    let who = uow.caller()?;
    let from_above = || who.reach(PROGRAMME).area_paths.iter().any(|path| path.starts_with(&row.area_path));
    Ok(who.holds(PROGRAMME, &place(row)) || (row.state == "published" && from_above()))
}

/// The form; 404 for strangers.
async fn known(uow: &Uow, id: FormId) -> Result<Row, Problem> {
    let row: Row = uow.find(id).await?;
    if may_see(uow, &row)? { Ok(row) } else { Err(Problem::not_found()) }
}

/// The form, locked for a change; 404 for strangers, 412 when it changed since it was read.
async fn open(uow: &Uow, id: FormId, seen: IfMatch) -> Result<Row, Problem> {
    let row: Row = uow.lock(id).await?;
    if !may_see(uow, &row)? {
        return Err(Problem::not_found());
    }
    seen.check(row.version)?;
    Ok(row)
}

/// A document that was sent, as a form; its faults point below `/document`. A draft may still be unsound.
fn read(sent: &serde_json::Value) -> Result<Form, Problem> {
    let form = Form::read(sent).map_err(|fault| Problem::faults(vec![inside(fault)]))?;
    let size = canonical_json(sent).len();
    if size > SIZE {
        let fault = Fault::new("/document", "too_large", "The form is too large");
        return Err(Problem::faults(vec![fault.with_limit(SIZE.to_string()).with_actual(size.to_string())]));
    }
    Ok(form)
}

fn inside(fault: Fault) -> Fault {
    Fault { pointer: format!("/document{}", fault.pointer), ..fault }
}

/// What keeps a form from being published, with pointers below `/document`.
fn unsound(row: &Row) -> Result<Vec<Fault>, Problem> {
    let form: Form = document(&row.document)?;
    Ok(form.validate().into_iter().map(inside).collect())
}

async fn reply(uow: &Uow, row: &Row) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view::view(uow, row).await?)?.version(row.version))
}

fn count(form: &Form) -> i32 {
    i32::try_from(form.fields().count()).unwrap_or(i32::MAX)
}
