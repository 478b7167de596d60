//! One row, cell by cell.

use std::collections::BTreeMap;

use super::{AccountRow, CellFault, Column, OrganisationRow, Sheet, SheetRow};
use crate::cnaps::Cnaps;
use crate::fault::Fault;
use crate::rules::duplicates::uscc_key;
use crate::rules::{OrganisationKind, email_fault, name_fault, phone_fault};
use crate::time::Day;
use crate::uscc::Uscc;

/// The organisation of a row, and every fault of its cells.
pub(super) fn organisation(sheet: &Sheet, row: &SheetRow) -> (Option<OrganisationRow>, Vec<CellFault>) {
    let mut reader = Reader { sheet, row, faults: Vec::new() };
    let read = reader.organisation();
    (read, reader.faults)
}

/// One row on its way to an organisation.
struct Reader<'a> {
    sheet: &'a Sheet,
    row: &'a SheetRow,
    faults: Vec<CellFault>,
}

impl Reader<'_> {
    fn cell(&self, column: Column) -> &str {
        self.row.cells.get(&column).map_or("", |cell| cell.trim())
    }

    fn fault(&mut self, column: Column, code: &str, detail: &str) {
        let fault = self.sheet.fault(self.row.number, column, code, detail).with_actual(self.cell(column));
        self.faults.push(fault);
    }

    fn organisation(&mut self) -> Option<OrganisationRow> {
        let texts = self.texts();
        let uscc = uscc_key(self.cell(Column::Uscc));
        if let Some(error) = Uscc::parse(&uscc).err().filter(|_| !uscc.is_empty()) {
            self.fault(Column::Uscc, error.code(), &error.to_string());
        }
        let kind = self.kind();
        let registered_on = self.day();
        let inspections_passed = self.inspections();
        self.grade();
        self.formats();
        let account = self.account();
        Some(OrganisationRow {
            row: self.row.number,
            uscc,
            kind: kind?,
            area: self.cell(Column::Area).to_owned(),
            registered_on,
            inspections_passed,
            owner_email: self.cell(Column::OwnerEmail).to_lowercase(),
            account,
            texts,
        })
    }

    /// Every cell that holds text, with those that are missing or too long named.
    fn texts(&mut self) -> BTreeMap<Column, String> {
        let mut texts = BTreeMap::new();
        for column in Column::ALL {
            let text = self.cell(*column).to_owned();
            if text.chars().count() > column.limit() {
                let fault = self.sheet.fault(self.row.number, *column, "too_long", "The text is too long");
                self.faults.push(fault.with_limit(column.limit().to_string()).with_actual(&text));
            }
            if text.chars().any(|c| c.is_control() && c != '\n') {
                self.fault(*column, "control_character", "The text holds characters that cannot be seen");
            }
            if text.is_empty() && Column::REQUIRED.contains(column) {
                self.fault(*column, "missing", "Must be filled in");
            }
            if !text.is_empty() {
                texts.insert(*column, text);
            }
        }
        texts
    }

    fn kind(&mut self) -> Option<OrganisationKind> {
        let text = self.cell(Column::Kind);
        let found = OrganisationKind::ALL.iter().find(|kind| kind.zh() == text || kind.as_str() == text).copied();
        let found = found.or_else(|| (text == "民办非企业单位").then_some(OrganisationKind::Service));
        if found.is_none() && !text.is_empty() {
            let known: Vec<&str> = OrganisationKind::ALL.iter().map(|kind| kind.zh()).collect();
            let fault = self.sheet.fault(self.row.number, Column::Kind, "unknown_value", "There is no such kind of organisation");
            let fault = fault.with_limit(known.join("、")).with_actual(text);
            self.faults.push(fault);
        }
        found
    }

    fn day(&mut self) -> Option<Day> {
        let text = self.cell(Column::RegisteredOn).to_owned();
        if text.is_empty() {
            return None;
        }
        let day = read_day(&text);
        if day.is_none() {
            self.fault(Column::RegisteredOn, "wrong_format", "Write the day as 2020-03-01");
        }
        day
    }

    fn inspections(&mut self) -> Option<i32> {
        let text = self.cell(Column::Inspections).to_owned();
        if text.is_empty() {
            return None;
        }
        let number = text.strip_suffix(".0").unwrap_or(&text).parse().ok().filter(|n| (0..=50).contains(n));
        if number.is_none() {
            self.fault(Column::Inspections, "out_of_range", "A whole number from 0 to 50");
        }
        number
    }

    fn grade(&mut self) {
        let text = self.cell(Column::Grade);
        if !matches!(text, "" | "1A" | "2A" | "3A" | "4A" | "5A") {
            self.fault(Column::Grade, "unknown_value", "A grade is 1A, 2A, 3A, 4A or 5A; leave the cell empty without one");
        }
    }

    /// What a registration is asked for wherever it is written.
    fn formats(&mut self) {
        type Rule = fn(&str, &str) -> Option<Fault>;
        const RULES: [(Column, Rule); 6] = [
            (Column::Name, name_fault),
            (Column::LegalRepresentative, name_fault),
            (Column::ContactName, name_fault),
            (Column::ContactPhone, phone_fault),
            (Column::ContactEmail, email_fault),
            (Column::OwnerEmail, email_fault),
        ];
        for (column, rule) in RULES {
            if let Some(fault) = rule("", self.cell(column)).filter(|_| !self.cell(column).is_empty()) {
                self.fault(column, &fault.code, &fault.detail);
            }
        }
    }

    /// All three cells of the account, or none of them.
    fn account(&mut self) -> Option<AccountRow> {
        const CELLS: [Column; 3] = [Column::AccountNumber, Column::BankName, Column::Cnaps];
        let empty: Vec<Column> = CELLS.into_iter().filter(|column| self.cell(*column).is_empty()).collect();
        if empty.len() == CELLS.len() {
            return None;
        }
        for column in &empty {
            self.fault(*column, "missing", "An account has a number, a bank and the branch's number");
        }
        let digits = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect() };
        let (number, cnaps) = (digits(self.cell(Column::AccountNumber)), digits(self.cell(Column::Cnaps)));
        let plain = number.bytes().all(|byte| byte.is_ascii_digit()) && (8..=30).contains(&number.len());
        if !number.is_empty() && !plain {
            self.fault(Column::AccountNumber, "wrong_format", "An account number has 8 to 30 digits; format the column as text");
        }
        if !cnaps.is_empty() && Cnaps::parse(&cnaps).is_err() {
            self.fault(Column::Cnaps, "wrong_format", "The number of a branch has 12 digits; format the column as text");
        }
        Some(AccountRow { number, bank_name: self.cell(Column::BankName).to_owned(), cnaps })
    }
}

/// 2020-03-01, 2020/3/1, 2020.3.1 or 2020年3月1日.
fn read_day(text: &str) -> Option<Day> {
    let text = text.split([' ', 'T']).next().unwrap_or_default().trim_end_matches('日');
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    Day::parse(&format!("{year}-{month:0>2}-{day:0>2}")).ok()
}
