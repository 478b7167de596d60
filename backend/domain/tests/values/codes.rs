//! Unified social credit codes and bank line numbers.

use proptest::prelude::*;
use yichuang_domain::cnaps::{Cnaps, CnapsError};
use yichuang_domain::uscc::{InnerCodeWarning, OrganisationKind, Uscc, UsccError};

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const VALID: [&str; 5] = ["51310115MJ9000014M", "52310115MJ9000022D", "53310115MJ90000305", "52310115MJ90000570", "52310115MJ900009X8"];

fn replaced(code: &str, index: usize, by: char) -> String {
    code.chars().enumerate().map(|(i, c)| if i == index { by } else { c }).collect()
}

#[test]
fn the_published_codes_are_valid_with_a_right_body() {
    for code in VALID {
        let uscc = Uscc::parse(code).unwrap();
        assert_eq!(uscc.to_string(), code);
        assert_eq!(uscc.inner_code_warning(), None, "{code}");
        assert_eq!(uscc.district(), "310115");
    }
}

#[test]
fn the_second_character_tells_the_kind_of_social_organisation() {
    let kind = |code: &str| Uscc::parse(code).unwrap().organisation_kind();
    assert_eq!(kind(VALID[0]), Some(OrganisationKind::Association));
    assert_eq!(kind(VALID[1]), Some(OrganisationKind::SocialService));
    assert_eq!(kind(VALID[2]), Some(OrganisationKind::Foundation));
    assert_eq!(kind("91350100M000100Y43"), None);
}

#[test]
fn a_wrong_last_character_names_the_right_one() {
    let check = |code: &str| Uscc::parse(code).unwrap_err();
    assert_eq!(check("52310115MJ9100022D"), UsccError::CheckDigit { expected: '0', found: 'D' });
    assert_eq!(check("52301115MJ9000022D"), UsccError::CheckDigit { expected: 'M', found: 'D' });
    assert_eq!(check("52301115MJ9000022D").code(), "check_digit");
}

#[test]
fn a_published_worked_example_with_an_impossible_last_character_is_refused() {
    let error = Uscc::parse("91350100M000100Y4Z").unwrap_err();
    assert_eq!(error, UsccError::Character { position: 18, found: 'Z' });
    assert!(Uscc::parse("91350100M000100Y43").is_ok());
}

#[test]
fn a_wrong_form_is_refused_with_its_code() {
    for (code, error) in [
        ("52310115IJ9000022D", UsccError::Character { position: 9, found: 'I' }),
        ("52310115MJ9000022d", UsccError::Character { position: 18, found: 'd' }),
        ("52310115mJ9000022D", UsccError::Character { position: 9, found: 'm' }),
        ("5２310115MJ9000022D", UsccError::Character { position: 2, found: '２' }),
        ("52310115MJ9000022 ", UsccError::Character { position: 18, found: ' ' }),
        ("52310115MJ900002D", UsccError::Length { found: 17 }),
        ("52310115MJ9000022D ", UsccError::Length { found: 19 }),
        ("", UsccError::Length { found: 0 }),
    ] {
        assert_eq!(Uscc::parse(code), Err(error), "{code}");
    }
    assert!(serde_json::from_str::<Uscc>("\"52310115MJ9100022D\"").is_err());
}

#[test]
fn a_wrong_body_check_is_a_warning_and_no_refusal() {
    // The body MJ900002 needs 2; with 3 the whole is given its own right last character.
    let code = ALPHABET.chars().map(|last| format!("52310115MJ9000023{last}")).find_map(|code| Uscc::parse(&code).ok()).unwrap();
    let warning = InnerCodeWarning { expected: '2', found: '3' };
    assert_eq!(code.inner_code_warning(), Some(warning));
}

#[test]
fn every_single_substitution_and_neighbouring_swap_of_the_published_codes_is_detected() {
    for code in VALID {
        for index in 0..18 {
            let own = code.chars().nth(index).unwrap();
            for other in ALPHABET.chars().filter(|other| *other != own) {
                assert!(Uscc::parse(&replaced(code, index, other)).is_err());
            }
            let Some(next) = code.chars().nth(index + 1).filter(|next| *next != own) else {
                continue;
            };
            let swapped = replaced(&replaced(code, index, next), index + 1, own);
            assert!(Uscc::parse(&swapped).is_err(), "{swapped}");
        }
    }
}

#[test]
fn a_demonstration_code_needs_a_district_of_six_digits() {
    for district in ["", "31011", "3101155", "31011A", "三一零一一五"] {
        let made = Uscc::for_demonstration(OrganisationKind::Foundation, district, b"x");
        assert_eq!(made, Err(UsccError::District), "{district}");
    }
}

#[test]
fn a_bank_line_number_has_twelve_digits() {
    assert_eq!(Cnaps::parse("102100099996").unwrap().to_string(), "102100099996");
    assert_eq!(Cnaps::parse("102100099996").unwrap().bank(), "102");
    assert_eq!(Cnaps::parse("10210009999"), Err(CnapsError::Length { found: 11 }));
    assert_eq!(Cnaps::parse("1021000999966"), Err(CnapsError::Length { found: 13 }));
    let error = CnapsError::Character { position: 5, found: '１' };
    assert_eq!(Cnaps::parse("1021１0099996"), Err(error));
    assert_eq!(Cnaps::with_check_digit(b"1021000999a").unwrap_err().code(), "character");
}

#[test]
fn the_check_of_a_bank_line_number_warns_and_does_not_refuse() {
    for good in ["102100099996", "308584000013"] {
        assert!(Cnaps::parse(good).unwrap().check_digit_ok(), "{good}");
    }
    assert!(!Cnaps::parse("402873300167").unwrap().check_digit_ok());
    assert_eq!(Cnaps::with_check_digit(b"10210009999"), Cnaps::parse("102100099996"));
    assert_eq!(Cnaps::with_check_digit(b"30858400001"), Cnaps::parse("308584000013"));
}

fn any_kind() -> impl Strategy<Value = OrganisationKind> {
    prop::sample::select(vec![OrganisationKind::Association, OrganisationKind::SocialService, OrganisationKind::Foundation])
}

proptest! {
    #[test]
    fn a_demonstration_code_is_valid_repeatable_and_of_its_kind(
        kind in any_kind(),
        district in "[0-9]{6}",
        seed in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let code = Uscc::for_demonstration(kind, &district, &seed).unwrap();
        prop_assert_eq!(Uscc::parse(code.as_str()), Ok(code.clone()));
        prop_assert_eq!(code.inner_code_warning(), None);
        prop_assert_eq!(code.organisation_kind(), Some(kind));
        prop_assert_eq!(code.district(), district.as_str());
        prop_assert_eq!(Uscc::for_demonstration(kind, &district, &seed), Ok(code));
    }

    #[test]
    fn a_single_substitution_is_always_detected(
        seed in any::<[u8; 8]>(),
        index in 0..18_usize,
        other in prop::sample::select(ALPHABET.chars().collect::<Vec<_>>()),
    ) {
        let code = Uscc::for_demonstration(OrganisationKind::SocialService, "310115", &seed).unwrap();
        let changed = replaced(code.as_str(), index, other);
        prop_assert_eq!(Uscc::parse(&changed).is_ok(), changed == code.as_str());
    }

    #[test]
    fn reading_arbitrary_text_as_a_code_never_panics(text in "\\PC{0,20}") {
        let _ = Uscc::parse(&text);
        let _ = Cnaps::parse(&text);
    }

    #[test]
    fn a_single_wrong_digit_of_a_bank_line_number_is_always_noticed(
        first in "[0-9]{11}",
        index in 0..12_usize,
        digit in 0..10_u8,
    ) {
        let first: [u8; 11] = first.as_bytes().try_into().unwrap();
        let line = Cnaps::with_check_digit(&first).unwrap();
        prop_assert!(line.check_digit_ok());
        let changed = replaced(&line.to_string(), index, char::from(b'0' + digit));
        let changed = Cnaps::parse(&changed).unwrap();
        prop_assert_eq!(changed.check_digit_ok(), changed == line);
    }
}
