//! Splits and capital numerals.

use proptest::prelude::*;
use yichuang_domain::money::{Fen, SplitError, rmb_upper, split};

fn fen(amount: i64) -> Fen {
    Fen::new(amount).unwrap()
}

fn parts(total: i64, shares: &[u32]) -> Vec<i64> {
    split(fen(total), shares).unwrap().into_iter().map(Fen::get).collect()
}

#[test]
fn a_split_follows_the_published_vectors() {
    assert_eq!(parts(19_999_999, &[5_000, 3_000, 2_000]), [9_999_999, 6_000_000, 4_000_000]);
    assert_eq!(parts(33_333_333, &[5_000, 3_000, 2_000]), [16_666_666, 10_000_000, 6_666_667]);
    assert_eq!(parts(15_000_001, &[3_333, 3_333, 3_334]), [4_999_500, 4_999_500, 5_001_001]);
    assert_eq!(parts(1, &[5_000, 3_000, 2_000]), [1, 0, 0]);
    assert_eq!(parts(9_999, &[2_500; 4]), [2_500, 2_500, 2_500, 2_499]);
    assert_eq!(parts(0, &[10_000]), [0]);
}

#[test]
fn one_fen_more_may_lower_one_part() {
    let shares = [4_137, 4_439, 1_424];
    assert_eq!(parts(3, &shares), [1, 1, 1]);
    assert_eq!(parts(4, &shares), [2, 2, 0]);
}

#[test]
fn a_split_refuses_shares_that_are_no_whole() {
    assert_eq!(split(fen(1), &[]), Err(SplitError::SharesNotWhole { sum: 0 }));
    assert_eq!(split(fen(1), &[9_999]), Err(SplitError::SharesNotWhole { sum: 9_999 }));
    assert_eq!(split(fen(1), &[5_000, 5_001]), Err(SplitError::SharesNotWhole { sum: 10_001 }));
    assert_eq!(split(fen(1), &[10_000, 0]), Err(SplitError::ZeroShare { index: 1 }));
    assert_eq!(split(fen(-1), &[10_000]), Err(SplitError::NegativeTotal));
    let huge = split(fen(1), &[u32::MAX, u32::MAX]);
    assert_eq!(huge, Err(SplitError::SharesNotWhole { sum: 2 * u64::from(u32::MAX) }));
}

#[test]
fn capital_numerals_follow_the_writing_rules_for_bills() {
    for (text, upper) in [
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("3000000.00", "叁佰万元整"),
        ("100005.06", "壹拾万零伍元零陆分"),
        ("100000000.01", "壹亿元零壹分"),
        ("0.05", "伍分"),
        ("0", "零元整"),
        ("0.50", "伍角"),
        ("0.55", "伍角伍分"),
        ("10", "壹拾元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("100050000", "壹亿零伍万元整"),
        ("10010.10", "壹万零壹拾元壹角"),
        ("20001000000.00", "贰佰亿零壹佰万元整"),
        ("-325.04", "负叁佰贰拾伍元零肆分"),
        ("-0.01", "负壹分"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ] {
        assert_eq!(rmb_upper(Fen::parse(text).unwrap()), upper, "{text}");
    }
}

fn any_fen() -> impl Strategy<Value = Fen> {
    prop_oneof![(-99_999_999_999_999..=99_999_999_999_999_i64).prop_map(fen), (-100_000..=100_000_i64).prop_map(fen),]
}

/// 1 to 12 shares above zero that add up to 10 000: the gaps between distinct cuts.
fn any_shares() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::btree_set(1..10_000_u32, 0..12).prop_map(|cuts| {
        let mut shares = Vec::new();
        let mut last = 0;
        for cut in cuts.into_iter().chain([10_000]) {
            shares.push(cut - last);
            last = cut;
        }
        shares
    })
}

/// Reads capital numerals back, independently of how they are written.
fn read_upper(text: &str) -> i64 {
    let (sign, text) = text.strip_prefix('负').map_or((1, text), |rest| (-1, rest));
    let (mut total, mut group, mut digit, mut cents) = (0_i64, 0_i64, 0_i64, 0_i64);
    for character in text.chars() {
        match character {
            '拾' | '佰' | '仟' => {
                group += digit * [("拾", 10), ("佰", 100), ("仟", 1_000)].iter().find(|(name, _)| name.starts_with(character)).unwrap().1;
                digit = 0;
            }
            '万' | '亿' | '元' => {
                let unit = match character {
                    '万' => 10_000,
                    '亿' => 100_000_000,
                    _ => 1,
                };
                total += (group + digit) * unit;
                (group, digit) = (0, 0);
            }
            '角' | '分' => {
                cents += digit * if character == '角' { 10 } else { 1 };
                digit = 0;
            }
            '整' => {}
            other => {
                let found = "零壹贰叁肆伍陆柒捌玖".chars().position(|known| known == other);
                digit = i64::try_from(found.unwrap()).unwrap();
            }
        }
    }
    sign * (total * 100 + cents)
}

proptest! {
    #[test]
    fn a_split_adds_up_and_each_part_is_within_one_fen(
        total in 0..=99_999_999_999_999_i64,
        shares in any_shares(),
    ) {
        let parts = parts(total, &shares);
        prop_assert_eq!(parts.len(), shares.len());
        prop_assert_eq!(parts.iter().sum::<i64>(), total);
        for (part, share) in parts.iter().zip(&shares) {
            let off = i128::from(*part) * 10_000 - i128::from(total) * i128::from(*share);
            prop_assert!(off.abs() < 10_000, "{} of {} at {}", part, total, share);
        }
    }

    #[test]
    fn a_split_gives_the_left_over_to_the_largest_remainders_and_the_earliest(
        total in 0..100_000_i64,
        shares in any_shares(),
    ) {
        let parts = parts(total, &shares);
        let rows: Vec<(bool, i64)> = parts.iter().zip(&shares).map(|(part, share)| {
            let product = total * i64::from(*share);
            (*part > product / 10_000, product % 10_000)
        }).collect();
        for (i, (i_extra, i_rest)) in rows.iter().enumerate() {
            for (j, (j_extra, j_rest)) in rows.iter().enumerate() {
                if *i_extra && !*j_extra {
                    prop_assert!(i_rest > j_rest || (i_rest == j_rest && i < j));
                }
            }
        }
    }

    #[test]
    fn capital_numerals_read_back_to_the_amount(amount in any_fen()) {
        let upper = rmb_upper(amount);
        prop_assert_eq!(read_upper(&upper), amount.get(), "{}", upper);
        prop_assert!(!upper.contains("零零"));
    }
}
