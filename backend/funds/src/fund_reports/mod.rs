//! Reports of the books: where the money stands at the end of a month or a year, and what was planned and paid.

use yichuang_base::access::FINANCE;
use yichuang_base::problem::Problem;
use yichuang_domain::ledger::ReportPeriod;
use yichuang_domain::roles::Role;

pub mod get;
pub mod plan;

/// Who may read reports: those who keep and check the books, and the director who answers for the programme.
fn readers() -> Vec<Role> {
    [FINANCE, &[Role::ProgrammeDirector]].concat()
}

/// 400 for anything that is neither a month nor a year.
fn period_of(text: &str) -> Result<ReportPeriod, Problem> {
    ReportPeriod::parse(text)
        .ok_or_else(|| Problem::malformed("malformed_query", "period is a month such as 2026-07 or a year such as 2026"))
}
