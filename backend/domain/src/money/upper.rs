//! Capital Chinese numerals (大写), as written on vouchers and payment orders.

use super::Fen;

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

/// The amount in capital Chinese numerals, by the writing rules of the central bank for bills:
/// 3000000.00 is `叁佰万元整`, 16409.02 is `壹万陆仟肆佰零玖元零贰分`, 0 is `零元整`.
///
/// `整` closes an amount that has neither 角 nor 分. An amount below zero, which no bill carries, is
/// prefixed with `负`. The prefix `人民币` belongs to the form, not to the amount.
#[must_use]
pub fn rmb_upper(amount: Fen) -> String {
    let size = amount.get().unsigned_abs();
    let (yuan, cents) = ((size / 100).to_string(), format!("{:02}", size % 100));
    let mut out = String::new();
    if amount.is_negative() {
        out.push('负');
    }
    if yuan != "0" {
        push_yuan(&mut out, &yuan);
        out.push('元');
    }
    match (cents.as_str(), yuan.as_str()) {
        ("00", "0") => out.push_str("零元整"),
        ("00", _) => out.push('整'),
        (_, _) => push_cents(&mut out, &cents, yuan != "0"),
    }
    out
}

/// Writes whole yuan, given as decimal digits without a leading zero.
///
/// A run of zeros is one 零 before the next digit, whether it lies inside a group of four or is a
/// whole group; zeros that end a group which has other digits are not written (107000 is 壹拾万柒仟).
fn push_yuan(out: &mut String, digits: &str) {
    let mut zero_waits = false;
    let mut group_has_digits = false;
    for (index, digit) in digits.bytes().enumerate() {
        let position = digits.len() - 1 - index;
        if digit == b'0' {
            zero_waits = true;
        } else {
            if zero_waits {
                out.push('零');
            }
            push_digit(out, digit, PLACES[position % 4]);
            (zero_waits, group_has_digits) = (false, true);
        }
        if position.is_multiple_of(4) && group_has_digits {
            out.push_str(GROUPS[position / 4]);
            (zero_waits, group_has_digits) = (false, false);
        }
    }
}

/// Writes 角 and 分, given as two digits that are not `00`; 零 stands for a missing 角 after 元.
fn push_cents(out: &mut String, cents: &str, after_yuan: bool) {
    for (digit, place) in cents.bytes().zip(["角", "分"]) {
        if digit != b'0' {
            push_digit(out, digit, place);
        } else if after_yuan && place == "角" {
            out.push('零');
        }
    }
}

/// Writes one ASCII digit and its place.
fn push_digit(out: &mut String, digit: u8, place: &str) {
    out.push(DIGITS[usize::from(digit - b'0')]);
    out.push_str(place);
}
