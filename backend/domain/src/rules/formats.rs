//! The form of what people type about themselves: names, telephone numbers, e-mail addresses, identity numbers,
//! numbers of social workers' certificates.

use crate::fault::Fault;
use crate::time::Day;

/// The weights of the first 17 digits of an identity number, GB 11643-1999.
const ID_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check characters by the weighted sum modulo 11.
const ID_CHECKS: &[u8; 11] = b"10X98765432";

/// What is wrong with the name of an organisation or a person.
#[must_use]
pub fn name_fault(pointer: &str, name: &str) -> Option<Fault> {
    let strange = name.chars().find(|c| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '<' | '>'));
    let lettered = name.chars().filter(|c| c.is_alphabetic()).count();
    if let Some(found) = strange {
        let fault = Fault::new(pointer, "wrong_character", "A name has no control characters and no angle brackets");
        return Some(fault.with_actual(found.escape_unicode().to_string()));
    }
    (lettered < 2).then(|| Fault::new(pointer, "not_a_name", "A name has at least two letters or characters").with_actual(name))
}

/// What is wrong with a telephone number: mobile numbers, fixed lines with their area code, 400 and 800 numbers;
/// blanks and hyphens do not matter.
#[must_use]
pub fn phone_fault(pointer: &str, phone: &str) -> Option<Fault> {
    let plain: String = phone.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '（' | '）')).collect();
    let national = plain.strip_prefix("+86").or_else(|| plain.strip_prefix("0086")).unwrap_or(&plain);
    let digits = national.bytes().all(|byte| byte.is_ascii_digit());
    let bytes = national.as_bytes();
    let mobile = bytes.len() == 11 && bytes[0] == b'1' && bytes[1] >= b'3';
    let fixed = bytes.first() == Some(&b'0') && (10..=16).contains(&bytes.len());
    let service = bytes.len() == 10 && (national.starts_with("400") || national.starts_with("800"));
    let fine = digits && (mobile || fixed || service);
    (!fine).then(|| {
        let detail = "A telephone number is a mobile number of 11 digits or a fixed line with its area code";
        Fault::new(pointer, "wrong_phone", detail).with_limit("13800000000, 0519-80000000").with_actual(phone)
    })
}

/// What is wrong with an e-mail address.
#[must_use]
pub fn email_fault(pointer: &str, email: &str) -> Option<Fault> {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '@' | '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '\\' | '"');
    let fine = email.split_once('@').is_some_and(|(local, host)| {
        let labels: Vec<&str> = host.split('.').collect();
        let label = |label: &&str| {
            !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        !local.is_empty() && local.chars().all(plain) && labels.len() >= 2 && labels.iter().all(label)
    });
    (!fine).then(|| Fault::new(pointer, "wrong_email", "That is not an e-mail address").with_actual(email))
}

/// What is wrong with an identity number: 18 characters, a day of birth that exists, and the check character of
/// GB 11643. The number itself is personal data and stays out of the fault.
#[must_use]
pub fn id_number_fault(pointer: &str, number: &str) -> Option<Fault> {
    let bytes = number.as_bytes();
    let form = bytes.len() == 18 && bytes[..17].iter().all(u8::is_ascii_digit) && (bytes[17].is_ascii_digit() || bytes[17] == b'X');
    if !form {
        return Some(Fault::new(pointer, "wrong_format", "An identity number has 17 digits and a digit or X"));
    }
    let part = |from: usize, to: usize| number[from..to].parse::<u32>().unwrap_or(0);
    let (month, day) = (u8::try_from(part(10, 12)).unwrap_or(0), u8::try_from(part(12, 14)).unwrap_or(0));
    if Day::new(i32::try_from(part(6, 10)).unwrap_or(0), month, day).is_err() {
        return Some(Fault::new(pointer, "wrong_birthday", "The day of birth inside does not exist"));
    }
    let sum: u32 = bytes.iter().zip(ID_WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    let fits = ID_CHECKS[(sum % 11) as usize] == bytes[17];
    (!fits).then(|| Fault::new(pointer, "check_digit", "The last character does not fit the others"))
}

/// What is wrong with the number of a social worker's certificate. Its issuers have published no check digit and no
/// fixed length, so only letters, digits and a plausible length are asked for.
#[must_use]
pub fn certificate_fault(pointer: &str, number: &str) -> Option<Fault> {
    let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let numbered = number.bytes().filter(u8::is_ascii_digit).count() >= 6;
    let fine = plain && numbered && (8..=24).contains(&number.len());
    (!fine).then(|| {
        Fault::new(pointer, "wrong_format", "A certificate number has 8 to 24 digits and capital letters, at least six of them digits")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_that_people_type_are_taken() {
        for phone in
            ["13800000000", "0519-80000000", "+86 138 0000 0000", "0519-8000000-123", "(010)80000000", "400-800-0000", "000-00000000"]
        {
            assert_eq!(phone_fault("/p", phone), None, "{phone}");
        }
        for phone in ["", "12345", "12800000000", "23800000000", "138000000001", "见名片", "80000000"] {
            assert!(phone_fault("/p", phone).is_some(), "{phone}");
        }
    }

    #[test]
    fn an_email_address_has_one_at_and_a_host_with_a_dot() {
        for email in ["a@b.cn", "wang.min+1@sub.example.org", "org-1@demo.yichuang.example", "li@民政.中国"] {
            assert_eq!(email_fault("/e", email), None, "{email}");
        }
        for email in ["", "a", "a@b", "@b.cn", "a@", "a b@c.cn", "a@b..cn", "a@-b.cn", "a@b.cn, c@d.cn", "a@b@c.cn"] {
            assert!(email_fault("/e", email).is_some(), "{email}");
        }
    }

    #[test]
    fn a_name_has_letters_and_nothing_invisible() {
        for name in ["常州市天宁区示例社会工作服务中心（测试）", "王敏", "YMCA 2", "阿卜杜拉·买买提"] {
            assert_eq!(name_fault("/n", name), None, "{name}");
        }
        for name in ["", "王", "1234", "王\u{200b}敏", "王\n敏", "<b>王敏</b>"] {
            assert!(name_fault("/n", name).is_some(), "{name:?}");
        }
    }

    #[test]
    fn an_identity_number_is_checked_to_its_last_character() {
        let code = |number: &str| id_number_fault("/i", number).map(|fault| fault.code);
        assert_eq!(code("11010519491231002X"), None);
        assert_eq!(code("440524188001010014"), None);
        assert_eq!(code("110105194912310021").as_deref(), Some("check_digit"));
        assert_eq!(code("110105194913310021").as_deref(), Some("wrong_birthday"));
        assert_eq!(code("11010519491231002x").as_deref(), Some("wrong_format"));
        assert_eq!(code("１１０１０５").as_deref(), Some("wrong_format"));
        assert!(id_number_fault("/i", "110105194912310021").unwrap().actual.is_none());
    }

    #[test]
    fn a_certificate_number_is_letters_and_digits_of_a_plausible_length() {
        for number in ["2013032320322013320901000123", "123", "ABCDEFGH", "2021 0320 1234"] {
            assert!(certificate_fault("/c", number).is_some(), "{number}");
        }
        for number in ["20210320123456", "S20213204000123", "2021032032032021"] {
            assert_eq!(certificate_fault("/c", number), None, "{number}");
        }
    }
}
