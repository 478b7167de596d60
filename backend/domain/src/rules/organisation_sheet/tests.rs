//! Every fault with its cell.

use proptest::prelude::*;

use super::*;
use crate::uscc::{OrganisationKind as CodeKind, Uscc};

fn row(number: u32, cells: &[&str]) -> SheetRow {
    SheetRow { number, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
}

fn code(seed: &str) -> String {
    Uscc::for_demonstration(CodeKind::SocialService, "320402", seed.as_bytes()).unwrap().to_string()
}

const HEAD: [&str; 5] = ["组织名称*", "统一社会信用代码*", "组织类型*", "所在地区*", "负责人邮箱*"];

/// Faults as `cell code`.
fn found(faults: &[CellFault]) -> Vec<String> {
    faults.iter().map(|fault| format!("{} {}", fault.cell, fault.code)).collect()
}

#[test]
fn a_right_sheet_is_read_whatever_the_order_of_its_columns() {
    let (first, second) = (code("1"), code("2").to_lowercase());
    let head = ["负责人邮箱", " 统一社会信用代码 * ", "组织名称（与证书一致）", "所在地区", "组织类型", "登记日期", "连续年检合格次数"];
    let sheet = read(&[
        row(1, &["", "", ""]),
        row(2, &head),
        row(3, &["Owner@Example.org", &first, "阳光服务中心", "天宁区", "社会服务机构", "2020/3/1", "2.0"]),
        row(4, &[]),
        row(5, &["b@example.org", &second, "月光协会", "320402000000", "association", "2019年12月31日"]),
    ]);
    assert_eq!((found(&sheet.faults), sheet.count, sheet.rows.len()), (vec![], 2, 2));
    let one = &sheet.rows[0];
    assert_eq!((one.row, one.owner_email.as_str(), one.kind), (3, "owner@example.org", OrganisationKind::Service));
    assert_eq!((one.registered_on.unwrap().to_string().as_str(), one.inspections_passed), ("2020-03-01", Some(2)));
    assert_eq!(sheet.rows[1].uscc, code("2"));
}

#[test]
fn every_fault_of_every_cell_is_named_at_once() {
    let mut head = HEAD.to_vec();
    head.extend(["登记日期", "评估等级", "连续年检合格次数", "银行账号", "开户银行", "联行号"]);
    let sheet = read(&[
        row(1, &head),
        row(2, &["", "52310115MJ9000022X", "公司", "", "nobody", "31.12.2019", "6A", "-1", "12ab", "", "123"]),
        row(3, &["好", &code("1"), "基金会", "天宁区", "a@b.cn"]),
    ]);
    let expected = [
        "A2 missing",
        "D2 missing",
        "B2 check_digit",
        "C2 unknown_value",
        "F2 wrong_format",
        "H2 out_of_range",
        "G2 unknown_value",
        "E2 invalid_email",
        "J2 missing",
        "I2 wrong_format",
        "K2 wrong_format",
        "A3 too_short",
    ];
    assert_eq!(found(&sheet.faults), expected);
    assert!(sheet.rows.is_empty());
    assert_eq!(sheet.faults[2].actual.as_deref(), Some("52310115MJ9000022X"));
}

#[test]
fn a_head_with_strange_double_or_missing_columns_is_refused_before_anything_is_read() {
    let sheet = read(&[row(1, &["组织名称", "组织名称", "备注", "统一社会信用代码"]), row(2, &["x"])]);
    assert_eq!(
        found(&sheet.faults),
        ["B1 duplicate_column", "C1 unknown_column", "A1 missing_column", "A1 missing_column", "A1 missing_column"]
    );
    assert_eq!(found(&read(&[]).faults), ["A1 empty"]);
    assert_eq!(found(&read(&[row(1, &HEAD)]).faults), ["A2 empty"]);
}

#[test]
fn two_rows_never_share_a_code_and_a_shared_name_is_pointed_out() {
    let (one, two) = (code("1"), code("2"));
    let sheet = read(&[
        row(1, &HEAD),
        row(2, &["天宁区阳光服务中心", &one, "社会服务机构", "天宁区", "a@b.cn"]),
        row(3, &["阳光发展中心", &two, "社会服务机构", "天宁区", "b@b.cn"]),
        row(4, &["清风协会", &one, "社会团体", "天宁区", "c@b.cn"]),
    ]);
    assert_eq!(found(&sheet.faults), ["B4 duplicate"]);
    assert_eq!(sheet.faults[0].limit.as_deref(), Some("B2"));
    assert_eq!(found(&sheet.warnings), ["A3 same_in_sheet"]);
}

#[test]
fn too_many_rows_are_one_fault() {
    let mut rows = vec![row(1, &HEAD)];
    rows.extend((0..=MAX_ROWS).map(|n| row(u32::try_from(n).unwrap() + 2, &["x"])));
    assert_eq!(found(&read(&rows).faults), ["A1 too_many_rows"]);
}

#[test]
fn columns_are_named_as_spreadsheets_name_them() {
    assert_eq!([letters(0), letters(25), letters(26), letters(701), letters(702)], ["A", "Z", "AA", "ZZ", "AAA"]);
}

proptest! {
    #[test]
    fn no_sheet_however_strange_is_read_without_its_faults(cells in prop::collection::vec(prop::collection::vec("\\PC{0,12}", 0..8), 0..6)) {
        let rows: Vec<SheetRow> = cells.into_iter().enumerate().map(|(n, cells)| SheetRow { number: u32::try_from(n).unwrap() + 1, cells }).collect();
        let sheet = read(&rows);
        prop_assert!(!sheet.faults.is_empty() || sheet.rows.len() == sheet.count);
    }
}
