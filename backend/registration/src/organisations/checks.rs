//! What is checked of a registration wherever it is written: form, days, and what fits what.

use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::{OrganisationKind, check_grade_days, email_fault, grade_last_day, name_fault, phone_fault};
use yichuang_domain::time::Day;
use yichuang_domain::uscc::Uscc;
use yichuang_store::record::Organisation;

/// Every fault of form in a registration. What is empty may still be filled in.
pub fn form_faults(uow: &Uow, row: &Organisation) -> Result<Vec<Fault>, Problem> {
    let names = [("/name", &row.name), ("/legal_representative", &row.legal_representative), ("/contact_name", &row.contact_name)];
    let mut faults: Vec<Fault> =
        names.into_iter().filter(|(_, name)| !name.is_empty()).filter_map(|(pointer, name)| name_fault(pointer, name)).collect();
    if !row.contact_phone.is_empty() {
        faults.extend(phone_fault("/contact_phone", &row.contact_phone));
    }
    if !row.contact_email.is_empty() {
        faults.extend(email_fault("/contact_email", &row.contact_email));
    }
    let day = |text: &Option<String>| text.as_deref().map(Day::parse).transpose().map_err(Problem::internal);
    if let Some(registered) = day(&row.registered_on)?.filter(|day| *day > uow.today()) {
        let fault = Fault::new("/registered_on", "in_future", "An organisation cannot have been registered after today");
        faults.push(fault.with_limit(uow.today().to_string()).with_actual(registered.to_string()));
    }
    faults.extend(check_grade_days(row.assessment_grade.is_some(), day(&row.grade_valid_from)?, day(&row.grade_valid_until)?));
    Ok(faults)
}

/// 422 with all of them.
pub fn form_holds(uow: &Uow, row: &Organisation) -> Result<(), Problem> {
    let faults = form_faults(uow, row)?;
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

/// A grade without a last day lasts as long as the rule says.
pub(super) fn complete_grade(row: &mut Organisation) -> Result<(), Problem> {
    if let (Some(from), None) = (&row.grade_valid_from, &row.grade_valid_until) {
        let from = Day::parse(from).map_err(Problem::internal)?;
        row.grade_valid_until = grade_last_day(from).map(|day| day.to_string());
    }
    Ok(())
}

/// What to look at twice; nothing here refuses anything.
pub(super) fn warnings(uow: &Uow, row: &Organisation) -> Vec<Fault> {
    let mut found = Vec::new();
    let code = Uscc::parse(&row.uscc).ok();
    if let Some(kind) = code.as_ref().and_then(Uscc::organisation_kind).map(|kind| kind_of(kind).as_str())
        && kind != row.kind
        && row.kind != OrganisationKind::FiledGroup.as_str()
    {
        let fault = Fault::new("/kind", "kind_differs", "The credit code belongs to another kind of organisation");
        found.push(fault.with_limit(kind).with_actual(&row.kind));
    }
    if row.assessment_grade.is_some() && row.grade_valid_until.is_none() {
        found.push(Fault::new("/grade_valid_from", "grade_undated", "The grade has no days of validity"));
    }
    let ended = row.grade_valid_until.as_deref().and_then(|day| Day::parse(day).ok()).filter(|last| *last < uow.today());
    if let Some(last) = ended {
        found.push(
            Fault::new("/grade_valid_until", "grade_ended", "The grade is no longer valid and does not count")
                .with_actual(last.to_string()),
        );
    }
    found
}

fn kind_of(kind: yichuang_domain::uscc::OrganisationKind) -> OrganisationKind {
    use yichuang_domain::uscc::OrganisationKind as Code;
    match kind {
        Code::Association => OrganisationKind::Association,
        Code::SocialService => OrganisationKind::Service,
        Code::Foundation => OrganisationKind::Foundation,
    }
}
