//! Fully digital invoices (数电票): what must be right before one supports a payment.

use crate::fault::Fault;
use crate::money::Fen;
use crate::string_enum;
use crate::time::Day;

string_enum! {
    /// Whether an invoice bills or takes back.
    pub enum InvoiceKind {
        Blue "blue" "蓝字" "Bills an amount";
        Red "red" "红字" "Cancels a blue one";
    }
}

string_enum! {
    /// Whether an invoice still stands.
    pub enum InvoiceState {
        Used "used" "已使用" "Stands; its number is used for ever";
        Cancelled "cancelled" "已红冲" "Cancelled by a red one";
    }
}

/// Days after the end of the period of a project on which its invoices may still be dated: acceptance and audit take that
/// long.
pub const GRACE_DAYS: i64 = 90;

/// The first two digits of the area codes of the provinces, as GB/T 2260 gives them.
const REGIONS: [&str; 31] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46", "50",
    "51", "52", "53", "54", "61", "62", "63", "64", "65",
];

/// One invoice as it was entered, or as its file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// 20 digits: year, region, channel and a serial number.
    pub number: String,
    pub issued_on: Day,
    pub seller_name: String,
    pub seller_uscc: String,
    pub buyer_name: String,
    /// Not every buyer has one.
    pub buyer_uscc: Option<String>,
    /// Without tax.
    pub amount: Fen,
    pub tax: Fen,
    /// With tax.
    pub total: Fen,
}

/// What an invoice of a payment is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceCase<'a> {
    pub payee_name: &'a str,
    pub payee_uscc: &'a str,
    /// Who funds the project, as the agreement names it.
    pub funder_name: &'a str,
    /// The day of the agreement or the first of the period, whichever is earlier.
    pub first_day: Day,
    /// The last of the period of the project.
    pub ends_on: Day,
    pub today: Day,
}

/// Everything that is wrong with a number: not 20 digits, another year than that of the invoice, no region.
#[must_use]
pub fn number_faults(number: &str, issued_on: Day) -> Vec<Fault> {
    if number.len() != 20 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return vec![Fault::new("/number", "wrong_format", "The number of a digital invoice has 20 digits").with_actual(number)];
    }
    let mut faults = Vec::new();
    let year = format!("{:02}", issued_on.year().rem_euclid(100));
    if !number.starts_with(&year) {
        let fault = Fault::new("/number", "invoice_year_differs", "A number begins with the year in which the invoice was issued");
        faults.push(fault.with_limit(year).with_actual(&number[..2]));
    }
    if !REGIONS.contains(&&number[2..4]) {
        let fault = Fault::new("/number", "invoice_region_unknown", "The third and fourth digit name the region of the tax bureau");
        faults.push(fault.with_actual(&number[2..4]));
    }
    faults
}

/// Everything that keeps an invoice from supporting the payment.
#[must_use]
pub fn invoice_faults(invoice: &Invoice, case: &InvoiceCase<'_>) -> Vec<Fault> {
    let mut faults = number_faults(&invoice.number, invoice.issued_on);
    let mut differs = |pointer: &str, code: &str, detail: &str, limit: &str, actual: &str| {
        if squeezed(limit) != squeezed(actual) {
            faults.push(Fault::new(pointer, code, detail).with_limit(limit).with_actual(actual));
        }
    };
    let (seller, buyer) = ("The seller on the invoice is not the payee", "The buyer on the invoice is not the funder of the agreement");
    differs("/seller_name", "seller_differs", seller, case.payee_name, &invoice.seller_name);
    differs("/seller_uscc", "seller_differs", seller, case.payee_uscc, &invoice.seller_uscc);
    differs("/buyer_name", "buyer_differs", buyer, case.funder_name, &invoice.buyer_name);
    if invoice.total <= Fen::ZERO {
        faults.push(Fault::new("/total", "too_small", "The total of an invoice is above zero"));
    }
    if invoice.amount.checked_add(invoice.tax).ok() != Some(invoice.total) {
        let fault = Fault::new("/total", "invoice_sum_differs", "Amount and tax together are not the total");
        faults.push(fault.with_actual(invoice.total.to_string()));
    }
    faults.extend(day_fault(invoice.issued_on, case));
    faults
}

fn day_fault(issued_on: Day, case: &InvoiceCase<'_>) -> Option<Fault> {
    let fault = |code: &str, detail: &str, limit: Day| {
        Fault::new("/issued_on", code, detail).with_limit(limit.to_string()).with_actual(issued_on.to_string())
    };
    if issued_on > case.today {
        return Some(fault("invoice_in_future", "The invoice is dated after today", case.today));
    }
    if issued_on < case.first_day {
        return Some(fault("outside_project", "The invoice is dated before the project", case.first_day));
    }
    let last = case.ends_on.plus_days(GRACE_DAYS).unwrap_or(case.ends_on);
    (issued_on > last).then(|| fault("outside_project", "The invoice is dated after the project", last))
}

/// Every figure and name that was entered otherwise than the file says.
#[must_use]
pub fn file_faults(entered: &Invoice, file: &Invoice) -> Vec<Fault> {
    let text = |invoice: &Invoice| {
        [
            ("/number", invoice.number.clone()),
            ("/issued_on", invoice.issued_on.to_string()),
            ("/seller_name", squeezed(&invoice.seller_name)),
            ("/seller_uscc", invoice.seller_uscc.clone()),
            ("/buyer_name", squeezed(&invoice.buyer_name)),
            ("/amount", invoice.amount.to_string()),
            ("/tax", invoice.tax.to_string()),
            ("/total", invoice.total.to_string()),
        ]
    };
    let pairs = text(entered).into_iter().zip(text(file)).filter(|(entered, file)| entered != file);
    pairs
        .map(|((pointer, entered), (_, file))| {
            Fault::new(pointer, "file_differs", "The file of the invoice says something else").with_limit(file).with_actual(entered)
        })
        .collect()
}

/// A name without blanks, and with the brackets that print sets as Chinese: both forms are one name.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '(' => '（',
            ')' => '）',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn invoice() -> Invoice {
        Invoice {
            number: "26322000000000000001".to_owned(),
            issued_on: day("2026-07-10"),
            seller_name: "示例社会工作服务中心（测试）".to_owned(),
            seller_uscc: "52310115MJ9000022D".to_owned(),
            buyer_name: "示例区民政局".to_owned(),
            buyer_uscc: None,
            amount: Fen::parse("97087.38").unwrap(),
            tax: Fen::parse("2912.62").unwrap(),
            total: Fen::parse("100000.00").unwrap(),
        }
    }

    fn case() -> InvoiceCase<'static> {
        InvoiceCase {
            payee_name: "示例社会工作服务中心（测试）",
            payee_uscc: "52310115MJ9000022D",
            funder_name: "示例区民政局",
            first_day: day("2026-06-20"),
            ends_on: day("2027-06-30"),
            today: day("2026-07-15"),
        }
    }

    fn codes(faults: &[Fault]) -> Vec<String> {
        faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn an_invoice_of_the_payee_to_the_funder_in_the_period_is_right() {
        assert_eq!(codes(&invoice_faults(&invoice(), &case())), Vec::<String>::new());
        let halfwidth = Invoice { seller_name: "示例社会工作服务中心(测试)".to_owned(), ..invoice() };
        assert_eq!(codes(&invoice_faults(&halfwidth, &case())), Vec::<String>::new());
    }

    #[test]
    fn everything_that_is_wrong_is_named_at_once() {
        let wrong = Invoice {
            number: "25992000000000000001".to_owned(),
            issued_on: day("2026-06-19"),
            seller_name: "别家".to_owned(),
            seller_uscc: "53310115MJ90000305".to_owned(),
            buyer_name: "另一家".to_owned(),
            tax: Fen::ZERO,
            ..invoice()
        };
        let expected = [
            "/number invoice_year_differs",
            "/number invoice_region_unknown",
            "/seller_name seller_differs",
            "/seller_uscc seller_differs",
            "/buyer_name buyer_differs",
            "/total invoice_sum_differs",
            "/issued_on outside_project",
        ];
        assert_eq!(codes(&invoice_faults(&wrong, &case())), expected);
    }

    #[test]
    fn a_number_has_twenty_digits_and_nothing_else() {
        for wrong in ["2632200000000000000", "263220000000000000012", "2632200000000000000A", "２6322000000000000001", ""] {
            assert_eq!(codes(&number_faults(wrong, day("2026-07-10"))), ["/number wrong_format"], "{wrong}");
        }
    }

    #[test]
    fn the_days_of_a_project_reach_from_its_agreement_to_ninety_days_after_its_end() {
        let at = |text: &str, today: &str| {
            let case = InvoiceCase { today: day(today), ..case() };
            day_fault(day(text), &case).map(|fault| fault.code)
        };
        assert_eq!(at("2026-06-19", "2027-12-31").as_deref(), Some("outside_project"));
        assert_eq!(at("2026-06-20", "2027-12-31"), None);
        assert_eq!(at("2027-09-28", "2027-12-31"), None);
        assert_eq!(at("2027-09-29", "2027-12-31").as_deref(), Some("outside_project"));
        assert_eq!(at("2026-07-16", "2026-07-15").as_deref(), Some("invoice_in_future"));
    }

    #[test]
    fn what_the_file_says_otherwise_is_named_with_both_figures() {
        let file = Invoice { total: Fen::parse("100000.01").unwrap(), ..invoice() };
        let faults = file_faults(&invoice(), &file);
        assert_eq!(codes(&faults), ["/total file_differs"]);
        assert_eq!((faults[0].limit.as_deref(), faults[0].actual.as_deref()), (Some("100000.01"), Some("100000.00")));
    }
}
