//! A sheet of organisations to be registered: its columns, what each cell may hold, and every fault with its cell.
//!
//! The sheet comes as texts under known columns, however it was written: its form (headers, formulas, encodings) is the
//! reader's. What a database must know (areas, codes that are taken) is asked by the caller about the rows that were read.

use std::collections::BTreeMap;

use super::OrganisationKind;
use super::duplicates::name_key;
use crate::string_enum;
use crate::time::Day;

mod reader;

/// Rows that one file may have; more belong into several files.
pub const MAX_ROWS: usize = 1000;

string_enum! {
    /// What a column holds; the label is what stands in the head of the sheet.
    pub enum Column {
        Name "name" "组织名称" "The name as registered";
        Uscc "uscc" "统一社会信用代码" "Unified social credit code";
        Kind "kind" "组织类型" "The legal kind";
        Area "area" "所在地区" "Name or code of the area";
        Registry "registry" "登记管理机关" "The registry authority";
        RegisteredOn "registered_on" "登记日期" "The day of registration";
        CharterScope "charter_scope" "业务范围" "The scope of the charter";
        LegalRepresentative "legal_representative" "法定代表人" "The legal representative";
        ContactName "contact_name" "联系人" "The contact person";
        ContactPhone "contact_phone" "联系电话" "The contact's phone";
        ContactEmail "contact_email" "联系邮箱" "The contact's e-mail address";
        Grade "assessment_grade" "评估等级" "The assessment grade, 1A to 5A";
        Inspections "inspections_passed" "连续年检合格次数" "Yearly inspections passed in a row";
        OwnerEmail "owner_email" "负责人邮箱" "Who is invited as owner";
        AccountNumber "account_number" "银行账号" "Number of the bank account";
        BankName "bank_name" "开户银行" "Name of the bank's branch";
        Cnaps "cnaps" "联行号" "Payment-system number of the branch";
    }
}

impl Column {
    /// Columns without which a sheet is not read, and whose cells are never empty.
    pub const REQUIRED: &'static [Self] = &[Self::Name, Self::Uscc, Self::Kind, Self::Area, Self::OwnerEmail];

    /// The longest text of a cell.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::Name | Self::Registry | Self::BankName => 100,
            Self::CharterScope => 2000,
            Self::LegalRepresentative | Self::ContactName => 60,
            Self::ContactEmail | Self::OwnerEmail => 254,
            _ => 30,
        }
    }
}

/// One row of texts; `number` is that of the sheet, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// The number of the row in the sheet.
    pub number: u32,
    /// Its texts; a column that is not there is empty.
    pub cells: BTreeMap<Column, String>,
}

/// What is wrong with one cell, or worth a second look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// The row of the sheet.
    pub row: u32,
    /// The cell as spreadsheets name it, `C5`.
    pub cell: String,
    /// The head of the column, where it has one.
    pub column: String,
    /// A stable code.
    pub code: String,
    /// One sentence.
    pub detail: String,
    /// The limit or what the cell collides with.
    pub limit: Option<String>,
    /// What stands in the cell.
    pub actual: Option<String>,
}

/// An account that belongs to an organisation of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// The number, digits only.
    pub number: String,
    /// The branch.
    pub bank_name: String,
    /// The branch's number.
    pub cnaps: String,
}

/// One organisation as the sheet gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRow {
    /// The row of the sheet.
    pub row: u32,
    /// Texts by column, trimmed; empty ones are left out.
    pub texts: BTreeMap<Column, String>,
    /// The credit code.
    pub uscc: String,
    /// The legal kind.
    pub kind: OrganisationKind,
    /// Name or code of its area.
    pub area: String,
    /// The day of registration.
    pub registered_on: Option<Day>,
    /// Inspections passed.
    pub inspections_passed: Option<i32>,
    /// Who is invited as owner, small letters.
    pub owner_email: String,
    /// The account, if all of it is there.
    pub account: Option<AccountRow>,
}

impl OrganisationRow {
    /// The text of a column; empty when there is none.
    #[must_use]
    pub fn text(&self, column: Column) -> &str {
        self.texts.get(&column).map_or("", String::as_str)
    }
}

/// What was read of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The organisations whose own cells are right.
    pub rows: Vec<OrganisationRow>,
    /// How many rows hold anything below the head.
    pub count: usize,
    /// What must be put right.
    pub faults: Vec<CellFault>,
    /// What is worth a second look.
    pub warnings: Vec<CellFault>,
    /// The letters of each column that the sheet has, for faults that the caller finds.
    pub places: BTreeMap<Column, String>,
}

impl Sheet {
    /// The cell of a column in a row; the row alone when the sheet has no such column.
    #[must_use]
    pub fn cell(&self, row: u32, column: Column) -> String {
        format!("{}{row}", self.places.get(&column).map_or("", String::as_str))
    }

    /// A fault in a cell of a row.
    #[must_use]
    pub fn fault(&self, row: u32, column: Column, code: &str, detail: &str) -> CellFault {
        CellFault {
            row,
            cell: self.cell(row, column),
            column: column.zh().to_owned(),
            code: code.to_owned(),
            detail: detail.to_owned(),
            limit: None,
            actual: None,
        }
    }
}

impl CellFault {
    /// The same fault with the limit, or what it collides with.
    #[must_use]
    pub fn with_limit(self, limit: impl Into<String>) -> Self {
        Self { limit: Some(limit.into()), ..self }
    }

    /// The same fault with what stands in the cell.
    #[must_use]
    pub fn with_actual(self, actual: &str) -> Self {
        let shown: String = actual.chars().take(60).collect();
        Self { actual: (!shown.is_empty()).then_some(shown), ..self }
    }
}

/// Reads the rows below the head, with the letters of the columns that the sheet has. Every fault of every cell is named;
/// rows that share a code, a name or an account with another one are too.
#[must_use]
pub fn read(places: BTreeMap<Column, String>, rows: &[SheetRow]) -> Sheet {
    let mut sheet = Sheet { count: rows.len(), places, ..Sheet::default() };
    for row in rows {
        let (read, faults) = reader::organisation(&sheet, row);
        if faults.is_empty() {
            sheet.rows.extend(read);
        }
        sheet.faults.extend(faults);
    }
    between_rows(&mut sheet);
    sheet
}

/// What two rows of one sheet may not share, and what they rarely share.
fn between_rows(sheet: &mut Sheet) {
    let mut seen: BTreeMap<(Column, String), u32> = BTreeMap::new();
    let (mut faults, mut warnings) = (Vec::new(), Vec::new());
    for row in &sheet.rows {
        let account = row.account.as_ref().map(|account| account.number.clone());
        let keys = [
            (Column::Uscc, Some(row.uscc.clone()), true),
            (Column::Name, name_key(row.text(Column::Name)), false),
            (Column::AccountNumber, account, false),
        ];
        for (column, key, forbidden) in keys {
            let Some(key) = key else { continue };
            let Some(first) = seen.insert((column, key.clone()), row.row) else { continue };
            seen.insert((column, key), first);
            let code = if forbidden { "duplicate" } else { "same_in_sheet" };
            let detail =
                if forbidden { "Another row has the same" } else { "Another row has the same; look whether it is one organisation" };
            let fault = sheet.fault(row.row, column, code, detail).with_limit(sheet.cell(first, column));
            if forbidden { &mut faults } else { &mut warnings }.push(fault.with_actual(row.text(column)));
        }
    }
    sheet.faults.extend(faults);
    sheet.warnings.extend(warnings);
}

#[cfg(test)]
mod tests;
