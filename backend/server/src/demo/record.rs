//! The records of the demonstration's organisations: inspections, documents, staff, a correction in the lists, a change
//! of the account under way, and what waits for an officer.

use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{self, Date};
use yichuang_domain::rules::{CertificateLevel, InspectionResult, ListKind, OrganisationDocumentKind};
use yichuang_domain::time::{Day, Timestamp};
use yichuang_registration::organisation_documents::create as documents;
use yichuang_registration::organisation_documents::create::OrganisationDocumentInput;
use yichuang_registration::organisations::correct_list_entry::{self, ListEntryCorrectionInput};
use yichuang_registration::organisations::create::OrganisationDetails;
use yichuang_registration::organisations::record_inspection::{self, InspectionInput};
use yichuang_registration::organisations::record_list_entry::{self, ListEntryInput};
use yichuang_registration::organisations::send_back;
use yichuang_registration::organisations::update::{self, OrganisationChangeInput};
use yichuang_registration::organisations::{FieldReason, create, set_bank_account, submit};
use yichuang_registration::staff::create as staff;
use yichuang_registration::staff::create::StaffMemberInput;
use yichuang_store::find;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::{Area, Organisation, User};

use super::{ago, email};
use crate::import::{self, Cast, Login, account, acting};

const MARK: &str = "（演示数据）";

/// The registered organisations with their owners: the first gets a full record, the second a list entry and a change
/// of its account, the third a change that waits; two more registrations wait, one of them for too long.
pub(super) async fn fill(uow: &Uow, cast: &Cast, district: &Area, login: &Login, known: [&(User, Organisation); 3]) -> Result<(), Problem> {
    let [first, second, third] = known;
    for (back, result) in [(1, InspectionResult::Passed), (2, InspectionResult::BasicallyPassed), (3, InspectionResult::Passed)] {
        inspected(uow, cast, first.1.id, back, result).await?;
    }
    on_file(uow, first).await?;
    working(uow, first).await?;
    listed(uow, cast, second.1.id).await?;
    moving(uow, second).await?;
    changing(uow, third).await?;
    let late = ("applicant5", "演示组织负责人五", "天宁区示例康复服务社");
    waiting(uow, district, login, late, 12).await?;
    let returned = ("applicant6", "演示组织负责人六", "天宁区示例邻里互助会");
    let (owner, row) = waiting(uow, district, login, returned, 6).await?;
    sent_back(uow, cast, &owner, row).await
}

async fn inspected(uow: &Uow, cast: &Cast, id: OrganisationId, back: i32, result: InspectionResult) -> Result<(), Problem> {
    let officer = acting(uow, &cast.officer, ago(uow, 2, 1)).await?;
    let year = uow.today().year() - back;
    let input =
        InspectionInput { result: wire::InspectionResult(result), proof: format!("年检公告〔{}〕第{back}号{MARK}", year + 1) };
    record_inspection::run(&officer, id, seen(uow, id).await?, year, &input).await?;
    Ok(())
}

async fn seen(uow: &Uow, id: OrganisationId) -> Result<IfMatch, Problem> {
    let row = find::<Organisation>(&uow.conn, id).await?.ok_or_else(Problem::not_found)?;
    Ok(IfMatch::version(row.version))
}

fn days(uow: &Uow, days: i64) -> Result<Date, Problem> {
    uow.today().plus_days(days).map(Date).map_err(Problem::internal)
}

async fn on_file(uow: &Uow, (owner, row): &(User, Organisation)) -> Result<(), Problem> {
    let by = acting(uow, owner, ago(uow, 2, 2)).await?;
    let files = [
        (OrganisationDocumentKind::RegistrationCertificate, Some(20)),
        (OrganisationDocumentKind::Charter, None),
        (OrganisationDocumentKind::GradeCertificate, Some(900)),
        (OrganisationDocumentKind::AuditReport, Some(-40)),
    ];
    for (n, (kind, left)) in files.into_iter().enumerate() {
        let input = OrganisationDocumentInput {
            kind: wire::OrganisationDocumentKind(kind),
            number: format!("演示{:04}", n + 1),
            issued_on: Some(days(uow, -800)?),
            valid_until: left.map(|left| days(uow, left)).transpose()?,
            note: None,
            file_id: None,
        };
        documents::run(&by, row.id, &input).await?;
    }
    Ok(())
}

async fn working(uow: &Uow, (owner, row): &(User, Organisation)) -> Result<(), Problem> {
    let by = acting(uow, owner, ago(uow, 2, 3)).await?;
    let people = [
        ("示例甲", "项目主任", Some(CertificateLevel::SocialWorker), true),
        ("示例乙", "社工", Some(CertificateLevel::Assistant), true),
        ("示例丙", "督导", Some(CertificateLevel::Senior), false),
        ("示例丁", "财务", None, true),
    ];
    for (n, (name, position, level, full_time)) in people.into_iter().enumerate() {
        let input = StaffMemberInput {
            name: format!("{name}{MARK}"),
            position: position.to_owned(),
            certificate_level: level.map(wire::CertificateLevel),
            certificate_number: level.map(|_| format!("2020000000{n:04}")),
            id_number: None,
            full_time,
            since_on: Some(days(uow, -600)?),
            until_on: None,
        };
        staff::run(&by, row.id, &input).await?;
    }
    Ok(())
}

/// A listing that was recorded and later corrected with its day of removal, long enough ago not to count any more.
async fn listed(uow: &Uow, cast: &Cast, id: OrganisationId) -> Result<(), Problem> {
    let year = uow.today().year();
    let day = |year: i32, month: u8| Day::new(year, month, 10).map(Date).map_err(Problem::internal);
    let entry = |left_on| {
        Ok::<_, Problem>(ListEntryInput {
            kind: wire::ListKind(ListKind::Abnormal),
            entered_on: day(year - 4, 3)?,
            left_on,
            authority: "登记管理机关".to_owned(),
            document_no: format!("异常名录〔{}〕8号", year - 4),
            note: Some(format!("未按期报送年报{MARK}")),
        })
    };
    let officer = acting(uow, &cast.officer, ago(uow, 2, 1)).await?;
    record_list_entry::run(&officer, id, seen(uow, id).await?, &entry(None)?).await?;
    let written = yichuang_store::standing::entries(&uow.conn, id).await?;
    let Some(first) = written.first() else { return Ok(()) };
    let correction =
        ListEntryCorrectionInput { entry: entry(Some(day(year - 4, 9)?))?, retracted: false, reason: "补登移出日期".to_owned() };
    let officer = acting(uow, &cast.officer, ago(uow, 2, 2)).await?;
    correct_list_entry::run(&officer, first.id, seen(uow, id).await?, &correction).await?;
    Ok(())
}

/// A change of the account that waits for a second person.
async fn moving(uow: &Uow, (owner, row): &(User, Organisation)) -> Result<(), Problem> {
    let by = acting(uow, owner, ago(uow, 1, 0)).await?;
    let bank = import::filled_account(&row.name, &format!("{}|new", row.name))?;
    set_bank_account::run(&by, row.id, seen(uow, row.id).await?, &bank).await?;
    Ok(())
}

/// A change to a verified record that waits for an officer.
async fn changing(uow: &Uow, (owner, row): &(User, Organisation)) -> Result<(), Problem> {
    let by = acting(uow, owner, ago(uow, 1, 1)).await?;
    let details =
        OrganisationDetails { legal_representative: Some(format!("新任法定代表人{MARK}")), ..OrganisationDetails::default() };
    let change = OrganisationChangeInput { name: None, details, change_note: Some(format!("理事会换届{MARK}")) };
    update::run(&by, row.id, seen(uow, row.id).await?, &change).await?;
    Ok(())
}

/// A registration that was handed in so many days ago.
async fn waiting(
    uow: &Uow,
    district: &Area,
    login: &Login,
    (local, person, name): (&str, &str, &str),
    days: i64,
) -> Result<(User, Organisation), Problem> {
    let owner = account(&uow.acting_nobody(ago(uow, days + 1, 0)), &email(local), person, &login.password_hash).await?;
    let row = handed_in(uow, &owner, district, name, ago(uow, days, 0)).await?;
    Ok((owner, row))
}

async fn handed_in(uow: &Uow, owner: &User, district: &Area, name: &str, at: Timestamp) -> Result<Organisation, Problem> {
    let by = acting(uow, owner, at).await?;
    let row = create::run(&by, &import::filled_organisation(name, &district.code, name, uow.today())?, true).await?;
    let by = acting(uow, owner, at).await?;
    let row = set_bank_account::run(&by, row.id, IfMatch::version(row.version), &import::filled_account(name, name)?).await?;
    submit::run(&by, row.id, IfMatch::version(row.version)).await
}

/// Sent back, corrected and handed in again: it waits with what changed since.
async fn sent_back(uow: &Uow, cast: &Cast, owner: &User, row: Organisation) -> Result<(), Problem> {
    let officer = acting(uow, &cast.officer, ago(uow, 4, 0)).await?;
    let reasons = [FieldReason { field: "charter_scope".to_owned(), reason: "请按章程填写全部业务范围".to_owned() }];
    let row = send_back::run(&officer, row.id, IfMatch::version(row.version), &reasons).await?;
    let by = acting(uow, owner, ago(uow, 3, 0)).await?;
    let details = OrganisationDetails {
        charter_scope: Some(format!("邻里互助、社区议事、文化活动{MARK}")),
        ..OrganisationDetails::default()
    };
    let change = OrganisationChangeInput { name: None, details, change_note: None };
    update::run(&by, row.id, IfMatch::version(row.version), &change).await?;
    submit::run(&by, row.id, seen(uow, row.id).await?).await?;
    Ok(())
}
