//! Every fault with its cell.

use proptest::prelude::*;

use super::*;
use crate::uscc::{OrganisationKind as CodeKind, Uscc};

/// The letters of the columns, which stand one after another from A.
fn places(columns: &[Column]) -> BTreeMap<Column, String> {
    columns.iter().zip('A'..).map(|(column, letter)| (*column, letter.to_string())).collect()
}

fn row(number: u32, columns: &[Column], cells: &[&str]) -> SheetRow {
    SheetRow { number, cells: columns.iter().zip(cells).map(|(column, cell)| (*column, (*cell).to_owned())).collect() }
}

fn code(seed: &str) -> String {
    Uscc::for_demonstration(CodeKind::SocialService, "320402", seed.as_bytes()).unwrap().to_string()
}

const HEAD: [Column; 5] = [Column::Name, Column::Uscc, Column::Kind, Column::Area, Column::OwnerEmail];

/// Faults as `cell code`.
fn found(faults: &[CellFault]) -> Vec<String> {
    faults.iter().map(|fault| format!("{} {}", fault.cell, fault.code)).collect()
}

#[test]
fn a_right_sheet_is_read_whatever_the_order_of_its_columns() {
    let (first, second) = (code("1"), code("2").to_lowercase());
    let columns = [Column::OwnerEmail, Column::Uscc, Column::Name, Column::Area, Column::Kind, Column::RegisteredOn, Column::Inspections];
    let rows = [
        row(3, &columns, &["Owner@Example.org", &first, "阳光服务中心", "天宁区", "社会服务机构", "2020/3/1", "2.0"]),
        row(5, &columns, &["b@example.org", &second, "月光协会", "320402000000", "association", "2019年12月31日"]),
    ];
    let sheet = read(places(&columns), &rows);
    assert_eq!((found(&sheet.faults), sheet.count, sheet.rows.len()), (vec![], 2, 2));
    let one = &sheet.rows[0];
    assert_eq!((one.row, one.owner_email.as_str(), one.kind), (3, "owner@example.org", OrganisationKind::Service));
    assert_eq!((one.registered_on.unwrap().to_string().as_str(), one.inspections_passed), ("2020-03-01", Some(2)));
    assert_eq!(sheet.rows[1].uscc, code("2"));
}

#[test]
fn every_fault_of_every_cell_is_named_at_once() {
    let mut head = HEAD.to_vec();
    head.extend([Column::RegisteredOn, Column::Grade, Column::Inspections, Column::AccountNumber, Column::BankName, Column::Cnaps]);
    let rows = [
        row(2, &head, &["", "52310115MJ9000022X", "公司", "", "nobody", "31.12.2019", "6A", "-1", "12ab", "", "123"]),
        row(3, &head, &["好", &code("1"), "基金会", "天宁区", "a@b.cn"]),
    ];
    let sheet = read(places(&head), &rows);
    let expected = [
        "A2 missing",
        "D2 missing",
        "B2 check_digit",
        "C2 unknown_value",
        "F2 wrong_format",
        "H2 out_of_range",
        "G2 unknown_value",
        "E2 wrong_email",
        "J2 missing",
        "I2 wrong_format",
        "K2 wrong_format",
        "A3 not_a_name",
    ];
    assert_eq!(found(&sheet.faults), expected);
    assert!(sheet.rows.is_empty());
    assert_eq!(sheet.faults[2].actual.as_deref(), Some("52310115MJ9000022X"));
}

#[test]
fn a_fault_of_a_column_that_is_not_there_points_at_its_row() {
    let mut head = HEAD.to_vec();
    head.push(Column::AccountNumber);
    let sheet = read(places(&head), &[row(4, &head, &["阳光协会", &code("1"), "社会团体", "天宁区", "a@b.cn", "620001000000000097"])]);
    assert_eq!(found(&sheet.faults), ["4 missing", "4 missing"]);
    assert_eq!(sheet.faults.iter().map(|fault| fault.column.as_str()).collect::<Vec<_>>(), ["开户银行", "联行号"]);
}

#[test]
fn two_rows_never_share_a_code_and_a_shared_name_is_pointed_out() {
    let (one, two) = (code("1"), code("2"));
    let rows = [
        row(2, &HEAD, &["天宁区阳光服务中心", &one, "社会服务机构", "天宁区", "a@b.cn"]),
        row(3, &HEAD, &["阳光发展中心", &two, "社会服务机构", "天宁区", "b@b.cn"]),
        row(4, &HEAD, &["清风协会", &one, "社会团体", "天宁区", "c@b.cn"]),
    ];
    let sheet = read(places(&HEAD), &rows);
    assert_eq!(found(&sheet.faults), ["B4 duplicate"]);
    assert_eq!(sheet.faults[0].limit.as_deref(), Some("B2"));
    assert_eq!(found(&sheet.warnings), ["A3 same_in_sheet"]);
}

proptest! {
    #[test]
    fn no_sheet_however_strange_is_read_without_its_faults(cells in prop::collection::vec(prop::collection::vec("\\PC{0,12}", 0..17), 0..6)) {
        let rows: Vec<SheetRow> = (2..).zip(&cells).map(|(number, cells)| {
            let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
            row(number, Column::ALL, &texts)
        }).collect();
        let sheet = read(places(Column::ALL), &rows);
        prop_assert!(!sheet.faults.is_empty() || sheet.rows.len() == sheet.count);
    }
}
