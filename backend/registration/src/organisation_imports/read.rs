//! From a file to rows that were checked against the database.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::problem::Problem;
use yichuang_base::sheets::{self, Field};
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FilePurpose;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::duplicates::{DuplicateKey as Key, name_key, phone_key};
use yichuang_domain::rules::organisation_sheet::{self as rules, CellFault, Column, MAX_ROWS, OrganisationRow, Sheet, SheetRow};
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::ids::{FileId, OrganisationId};
use yichuang_store::record::{Area, Organisation};
use yichuang_store::{areas, duplicates, get_many};

use crate::files;

/// The columns of the template, in its order.
pub static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let field = |column: &Column| Field { name: column.zh(), or: None, required: Column::REQUIRED.contains(column), digits: false };
    Column::ALL.iter().map(field).collect()
});

/// A sheet that was uploaded, and the area its organisations belong to.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationSheetInput {
    /// The upload, for the purpose `import_sheet`.
    pub file_id: Uuid,
    /// Every row lies in this area or below it; the caller must be its officer.
    #[schema(max_length = 20, example = "320402000000")]
    pub area_code: String,
}

/// An uploaded sheet, and what is wrong with its form.
pub struct Uploaded {
    pub id: Uuid,
    pub name: String,
    pub sha256: String,
    pub table: sheets::Sheet,
    pub faults: Vec<Fault>,
}

/// The caller's own complete upload for an import.
pub async fn uploaded(uow: &Uow, id: Uuid) -> Result<Uploaded, Problem> {
    let (file, bytes) = files::content(uow, FileId(id), FilePurpose::ImportSheet, "/file_id").await?;
    let sha256 = sha256_hex(&bytes);
    let (table, faults) = sheets::read_file((&file, bytes), &FIELDS, MAX_ROWS, "/file_id").await?;
    Ok(Uploaded { id, name: file.name, sha256, table, faults })
}

/// A sheet as it was read and compared with what the platform knows.
pub struct Checked {
    pub sheet: Sheet,
    pub area: Area,
    /// The area of each row, by the number of the row.
    pub areas: HashMap<u32, String>,
}

/// The area of an import, for its officer.
pub async fn officers_area(uow: &Uow, code: &str) -> Result<Area, Problem> {
    let area = areas::find(&uow.conn, code).await?;
    let area = area.ok_or_else(|| Problem::fault("/area_code", "unknown", "There is no such area"))?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &Place::area(&area.path)) {
        return Err(Problem::forbidden("You are not the programme officer of this area"));
    }
    Ok(area)
}

/// Reads the rows and compares them with the database: areas, codes that are taken, what looks like a duplicate. A
/// fixed number of questions, however many rows there are.
pub async fn check(uow: &Uow, area: Area, file: &Uploaded) -> Result<Checked, Problem> {
    let mut sheet = read(file);
    let of_form: Vec<CellFault> = file.faults.iter().map(|fault| of_cell(&sheet, fault)).collect();
    // What is wrong with the form of a cell makes what its text would say pointless.
    sheet.faults.retain(|fault| of_form.iter().all(|form| form.cell != fault.cell));
    sheet.faults.extend(of_form);
    let areas = row_areas(uow, &area, &mut sheet, &written(file)).await?;
    in_future(uow, &mut sheet);
    taken(uow, &mut sheet).await?;
    alike(uow, &mut sheet, (Column::Name, Key::Name), |row| name_key(row.text(Column::Name))).await?;
    alike(uow, &mut sheet, (Column::ContactPhone, Key::Phone), |row| phone_key(row.text(Column::ContactPhone))).await?;
    alike(uow, &mut sheet, (Column::AccountNumber, Key::Account), |row| {
        row.account.as_ref().map(|account| uow.app.seal_key.digest("account", &account.number))
    })
    .await?;
    let by_cell = |fault: &CellFault| (fault.row, fault.cell.len(), fault.cell.clone());
    sheet.faults.sort_by_key(by_cell);
    sheet.warnings.sort_by_key(by_cell);
    Ok(Checked { sheet, area, areas })
}

/// The rows as the rules take them; where the head is not right, none of them.
fn read(file: &Uploaded) -> Sheet {
    let table = &file.table;
    let places = Column::ALL.iter().zip(&table.columns).filter_map(|(column, letters)| Some((*column, letters.clone()?)));
    let texts = |row: &sheets::Row| (0..).zip(Column::ALL).map(|(at, column)| (*column, row.text(at).to_owned())).collect();
    let readable: &[sheets::Row] = if sheets::has_faulty_head(&file.faults) { &[] } else { &table.rows };
    let rows: Vec<SheetRow> = readable.iter().map(|row| SheetRow { number: row.number, cells: texts(row) }).collect();
    Sheet { count: table.rows.len(), ..rules::read(places.collect(), &rows) }
}

/// A fault of the form, such as a formula, as one of a cell.
fn of_cell(sheet: &Sheet, fault: &Fault) -> CellFault {
    let cell = fault.pointer.trim_start_matches(sheets::CELLS);
    let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = sheet.places.iter().find(|(_, place)| *place == letters).map(|(column, _)| column.zh());
    CellFault {
        row: cell[letters.len()..].parse().unwrap_or_default(),
        cell: cell.to_owned(),
        column: column.or(fault.limit.as_deref().filter(|_| letters.is_empty())).unwrap_or(letters).to_owned(),
        code: fault.code.clone(),
        detail: fault.detail.clone(),
        limit: fault.limit.clone(),
        actual: fault.actual.clone(),
    }
}

/// What every row says about its area, whatever else is wrong with it.
fn written(file: &Uploaded) -> Vec<(u32, &str)> {
    let at = Column::ALL.iter().position(|column| *column == Column::Area);
    let Some(at) = at.filter(|_| !sheets::has_faulty_head(&file.faults)) else { return Vec::new() };
    file.table.rows.iter().map(|row| (row.number, row.text(at).trim())).filter(|(_, text)| !text.is_empty()).collect()
}

/// The area of every row: by code or by name, inside the area of the import.
async fn row_areas(uow: &Uow, area: &Area, sheet: &mut Sheet, written: &[(u32, &str)]) -> Result<HashMap<u32, String>, Problem> {
    let inside: Vec<Area> = areas::list(&uow.conn).await?.into_iter().filter(|known| known.path.starts_with(&area.path)).collect();
    let mut found = HashMap::new();
    let mut faults = Vec::new();
    for &(row, text) in written {
        let mut fitting = inside.iter().filter(|known| known.code == text || known.name == text);
        match (fitting.next(), fitting.next()) {
            (Some(one), None) => {
                found.insert(row, one.code.clone());
            }
            (None, _) => {
                let fault = sheet.fault(row, Column::Area, "unknown_area", "There is no such area inside the area of the import");
                faults.push(fault.with_limit(&area.name).with_actual(text));
            }
            (Some(_), Some(_)) => {
                let fault = sheet.fault(row, Column::Area, "ambiguous_area", "Several areas have this name; write the code");
                faults.push(fault.with_actual(text));
            }
        }
    }
    sheet.faults.extend(faults);
    Ok(found)
}

/// Days of registration that have not come yet.
fn in_future(uow: &Uow, sheet: &mut Sheet) {
    let later = sheet.rows.iter().filter(|row| row.registered_on.is_some_and(|day| day > uow.today()));
    let fault = |row: &OrganisationRow| {
        let fault = sheet.fault(row.row, Column::RegisteredOn, "in_future", "An organisation cannot have been registered after today");
        fault.with_actual(row.text(Column::RegisteredOn))
    };
    let faults: Vec<CellFault> = later.map(fault).collect();
    sheet.faults.extend(faults);
}

/// Codes of organisations that are registered already.
async fn taken(uow: &Uow, sheet: &mut Sheet) -> Result<(), Problem> {
    let codes: Vec<String> = sheet.rows.iter().map(|row| row.uscc.clone()).collect();
    let held = duplicates::held(&uow.conn, Key::Uscc.as_str(), &codes).await?;
    let names = names(uow, held.iter().map(|(_, id)| *id)).await?;
    let held: BTreeMap<&str, OrganisationId> = held.iter().map(|(code, id)| (code.as_str(), *id)).collect();
    let mut faults = Vec::new();
    for row in &sheet.rows {
        if let Some(id) = held.get(row.uscc.as_str()) {
            let fault = sheet.fault(row.row, Column::Uscc, "uscc_taken", "An organisation with this credit code is registered already");
            faults.push(fault.with_limit(names.get(id).cloned().unwrap_or_default()).with_actual(&row.uscc));
        }
    }
    sheet.faults.extend(faults);
    Ok(())
}

/// Rows that share a name, phone or account with a registered organisation: worth a second look.
async fn alike(
    uow: &Uow,
    sheet: &mut Sheet,
    (column, kind): (Column, Key),
    key: impl Fn(&OrganisationRow) -> Option<String>,
) -> Result<(), Problem> {
    let keys: Vec<(u32, String)> = sheet.rows.iter().filter_map(|row| Some((row.row, key(row)?))).collect();
    let asked: Vec<String> = keys.iter().map(|(_, key)| key.clone()).collect();
    let held = duplicates::held(&uow.conn, kind.as_str(), &asked).await?;
    let names = names(uow, held.iter().map(|(_, id)| *id)).await?;
    for (row, key) in keys {
        let Some((_, id)) = held.iter().find(|(known, _)| *known == key) else { continue };
        let detail = "A registered organisation has the same; look whether it is this one";
        let warning = sheet.fault(row, column, "same_as_registered", detail);
        sheet.warnings.push(warning.with_limit(names.get(id).cloned().unwrap_or_default()));
    }
    Ok(())
}

async fn names(uow: &Uow, ids: impl Iterator<Item = OrganisationId>) -> Result<HashMap<OrganisationId, String>, Problem> {
    let mut ids: Vec<OrganisationId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::new();
    for chunk in ids.chunks(200) {
        found.extend(get_many::<Organisation>(&uow.conn, chunk).await?.into_iter().map(|row| (row.id, row.name)));
    }
    Ok(found)
}
