//! When two registrations look like one organisation: keys that are equal however a name or number is written, and
//! how much each equal key says.

use crate::string_enum;

string_enum! {
    /// What two registrations have in common.
    pub enum DuplicateKey {
        Uscc "uscc" "统一社会信用代码相同" "The same credit code";
        Account "account" "银行账号相同" "The same bank account";
        Name "name" "名称相同" "The same name, however it is written";
        Phone "phone" "联系电话相同" "The same phone number";
        Representative "representative" "法定代表人和地区相同" "The same legal representative in the same district";
    }
}

string_enum! {
    /// How likely it is that two registrations are one organisation.
    pub enum Suspicion {
        Certain "certain" "确定" "The same credit code";
        Strong "strong" "很可能" "Several things are the same, or the bank account is";
        Weak "weak" "可能" "One thing is the same, which may be chance";
    }
}

/// The points from which a suspicion is strong.
const STRONG: u32 = 60;

/// How much the common keys say, from 0 to 100. The same name says more in the same district.
#[must_use]
pub fn score(keys: &[DuplicateKey], same_district: bool) -> u32 {
    let points = |key: DuplicateKey| match key {
        DuplicateKey::Uscc => 100,
        DuplicateKey::Account => 60,
        DuplicateKey::Name if same_district => 70,
        DuplicateKey::Name => 45,
        DuplicateKey::Phone | DuplicateKey::Representative => 30,
    };
    let distinct = DuplicateKey::ALL.iter().filter(|key| keys.contains(key));
    distinct.map(|key| points(*key)).sum::<u32>().min(100)
}

/// The suspicion that follows from the common keys.
#[must_use]
pub fn suspicion(keys: &[DuplicateKey], same_district: bool) -> Suspicion {
    if keys.contains(&DuplicateKey::Uscc) {
        Suspicion::Certain
    } else if score(keys, same_district) >= STRONG {
        Suspicion::Strong
    } else {
        Suspicion::Weak
    }
}

/// The six digits of the district at the front of an area code.
#[must_use]
pub fn district(area_code: &str) -> &str {
    area_code.get(..6).unwrap_or(area_code)
}

/// Endings that say the legal form. Those of one row mean the same thing, so they become the same mark; a name keeps
/// apart from another that differs in the row.
const FORMS: &[(char, &[&str])] = &[
    ('c', &["社工服务中心", "社会服务中心", "公益服务中心", "服务中心", "发展中心", "中心", "服务社", "服务站"]),
    ('a', &["志愿者协会", "联合会", "促进会", "协会"]),
    ('f', &["公益基金会", "基金会"]),
];

/// The key of a name: width, case, spaces, brackets and punctuation, the places in front and the legal form at the
/// end make no difference. Nothing for a name of fewer than two letters.
#[must_use]
pub fn name_key(name: &str) -> Option<String> {
    let plain: String = halfwidth(name).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let plain = plain.replace("社会工作", "社工");
    if plain.chars().count() < 2 {
        return None;
    }
    let stem = without_places(&plain);
    for (mark, endings) in FORMS {
        let shortened = endings.iter().find_map(|ending| stem.strip_suffix(ending));
        if let Some(rest) = shortened.filter(|rest| rest.chars().count() >= 2) {
            return Some(format!("{rest}|{mark}"));
        }
    }
    Some(stem.to_owned())
}

/// Full-width letters, digits and signs as their plain forms.
fn halfwidth(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|c| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    })
}

/// What ends the name of a place, and the letters before it that make another word (社区, 城市 …).
const PLACES: &[(&str, &str)] = &[
    ("自治区", ""),
    ("街道", ""),
    ("省", ""),
    ("市", "城超夜都集门"),
    ("区", "社小园校景片"),
    ("县", ""),
    ("镇", "城"),
    ("乡", "城家故同"),
];

/// The name without the places at its front, as long as something is left: 江苏省常州市天宁区…
fn without_places(name: &str) -> &str {
    let mut rest = name;
    for _ in 0..4 {
        match place(rest).map(|end| &rest[end..]).filter(|left| left.chars().count() >= 2) {
            Some(left) => rest = left,
            None => break,
        }
    }
    rest
}

/// Where the place at the front of a name ends: two to four letters and an ending.
fn place(name: &str) -> Option<usize> {
    let ends: Vec<usize> = name.char_indices().map(|(index, _)| index).collect();
    for letters in 2..=4 {
        let Some(&at) = ends.get(letters) else { break };
        let before = name[..at].chars().next_back().unwrap_or_default();
        let found = PLACES.iter().find(|(ending, words)| name[at..].starts_with(ending) && !words.contains(before));
        if let Some((ending, _)) = found {
            return Some(at + ending.len());
        }
    }
    None
}

/// The key of a phone number: its digits, without the country's and without an extension. Nothing for what is too
/// short to be one, or stands for none (000-00000000).
#[must_use]
pub fn phone_key(phone: &str) -> Option<String> {
    let plain: String = halfwidth(phone).collect::<String>().to_lowercase();
    let main = plain.split(['转', '分', '#', 'x', 'e']).next().unwrap_or_default();
    let digits: String = main.chars().filter(char::is_ascii_digit).collect();
    let national = ["0086", "86"].iter().find_map(|prefix| digits.strip_prefix(prefix)).filter(|rest| rest.len() >= 10);
    let digits = national.map_or(digits.as_str(), |rest| rest);
    let one_digit = digits.bytes().all(|digit| Some(digit) == digits.bytes().next());
    (digits.len() >= 7 && !one_digit).then(|| digits.to_owned())
}

/// The key of a legal representative: the person's name in the district. Nothing without a name.
#[must_use]
pub fn representative_key(name: &str, area_code: &str) -> Option<String> {
    let plain: String = halfwidth(name).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (plain.chars().count() >= 2).then(|| format!("{plain}|{}", district(area_code)))
}

/// The key of a credit code: as it is printed, whatever the case.
#[must_use]
pub fn uscc_key(uscc: &str) -> String {
    halfwidth(uscc).filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn same(a: &str, b: &str) -> bool {
        name_key(a) == name_key(b)
    }

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        assert!(same("天宁区ABC助老服务中心", "天宁区ＡＢＣ助老　服务中心"));
        assert!(same("常州市天宁区阳光（红梅）服务中心", "天宁区阳光(红梅)服务中心"));
        assert!(same("江苏省常州市天宁区阳光社会工作服务中心", "阳光社工服务中心"));
        assert!(same("阳光公益服务中心", "阳光发展中心"));
        assert!(same("天宁区红梅街道邻里互助志愿者协会", "邻里互助协会"));
    }

    #[test]
    fn different_forms_and_different_names_stay_apart() {
        assert!(!same("阳光服务中心", "阳光基金会"));
        assert!(!same("阳光服务中心", "月光服务中心"));
        assert!(!same("阳光志愿者协会", "阳光服务中心"));
    }

    #[test]
    fn words_that_only_look_like_places_stay() {
        assert_eq!(name_key("示例社区服务中心").unwrap(), "示例社区|c");
        assert_eq!(name_key("美丽城市促进会").unwrap(), "美丽城市|a");
        assert_eq!(name_key("天宁区社区服务中心").unwrap(), "社区|c");
    }

    #[test]
    fn a_name_that_is_only_places_and_form_keeps_something() {
        assert_eq!(name_key("天宁区中心").unwrap(), "中心");
        assert_eq!(name_key(" （ ） "), None);
        assert_eq!(name_key("社"), None);
    }

    #[test]
    fn a_phone_number_is_its_digits() {
        for written in ["0519-80001234", "0519 8000 1234", "（0519）80001234转801", "０５１９－８０００１２３４"] {
            assert_eq!(phone_key(written).as_deref(), Some("051980001234"), "{written}");
        }
        assert_eq!(phone_key("+86 138 0000 1234"), phone_key("13800001234"));
        for nothing in ["", "000-00000000", "12345", "无"] {
            assert_eq!(phone_key(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_representative_counts_in_one_district_only() {
        assert_eq!(representative_key("林 芳", "320402001000"), representative_key("林芳", "320402000000"));
        assert_ne!(representative_key("林芳", "320402000000"), representative_key("林芳", "350100000000"));
        assert_eq!(representative_key("", "320402000000"), None);
    }

    #[test]
    fn a_code_or_an_account_says_enough_alone_and_a_phone_does_not() {
        assert_eq!(suspicion(&[DuplicateKey::Uscc], false), Suspicion::Certain);
        assert_eq!(suspicion(&[DuplicateKey::Account], false), Suspicion::Strong);
        assert_eq!(suspicion(&[DuplicateKey::Name], true), Suspicion::Strong);
        assert_eq!(suspicion(&[DuplicateKey::Name], false), Suspicion::Weak);
        assert_eq!(suspicion(&[DuplicateKey::Phone], true), Suspicion::Weak);
        assert_eq!(suspicion(&[DuplicateKey::Phone, DuplicateKey::Representative], false), Suspicion::Strong);
    }

    fn keys() -> impl Strategy<Value = Vec<DuplicateKey>> {
        prop::collection::vec(prop::sample::select(DuplicateKey::ALL), 0..6)
    }

    proptest! {
        #[test]
        fn one_more_thing_in_common_never_says_less(keys in keys(), more in prop::sample::select(DuplicateKey::ALL), near: bool) {
            let before = score(&keys, near);
            let after = score(&[keys.as_slice(), &[more]].concat(), near);
            prop_assert!(after >= before && after <= 100);
            prop_assert!(score(&keys, true) >= score(&keys, false));
        }

        #[test]
        fn a_key_is_its_own_key_whatever_the_text(text in "\\PC{0,40}") {
            if let Some(key) = name_key(&text) {
                prop_assert!(!key.is_empty());
                prop_assert_eq!(name_key(&format!(" {text}　")), Some(key));
            }
            if let Some(digits) = phone_key(&text) {
                prop_assert!(digits.bytes().all(|digit| digit.is_ascii_digit()));
            }
        }
    }
}
