//! Amounts, their text and their arithmetic.

use num_rational::Ratio;
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};
use yichuang_domain::money::{BasisPoints, Fen, MoneyError, Rounding};

fn fen(amount: i64) -> Fen {
    Fen::new(amount).unwrap()
}

#[test]
fn an_amount_is_read_only_in_the_strict_grammar() {
    for (text, expected) in [
        ("0", 0),
        ("0.0", 0),
        ("0.00", 0),
        ("5", 500),
        ("0.5", 50),
        ("0.05", 5),
        ("1234.5", 123_450),
        ("1234.50", 123_450),
        ("-0.05", -5),
        ("-12", -1_200),
        ("999999999999.99", 99_999_999_999_999),
        ("-999999999999.99", -99_999_999_999_999),
    ] {
        assert_eq!(Fen::parse(text), Ok(fen(expected)), "{text}");
    }
}

#[test]
fn everything_outside_the_grammar_is_refused_with_its_code() {
    let form = [
        "", " ", "+5", ".5", "5.", "01", "00", "-01", "1e3", "1E3", "1_000", "1,000", "１２", "NaN", "Infinity", "inf", " 1", "1 ",
        "1.2.3", "--1", "-", "-.5", "1.-5", "0x10", "1.5e1", "¥1", "1.", "٣", "1\n",
    ];
    for text in form {
        assert_eq!(Fen::parse(text), Err(MoneyError::Form), "{text:?}");
    }
    for text in ["-0", "-0.0", "-0.00"] {
        assert_eq!(Fen::parse(text), Err(MoneyError::NegativeZero), "{text}");
    }
    for text in ["0.005", "1.000", "-1.234"] {
        assert_eq!(Fen::parse(text), Err(MoneyError::TooPrecise), "{text}");
    }
    for text in ["1000000000000", "1000000000000.00", "99999999999999999999999"] {
        assert_eq!(Fen::parse(text), Err(MoneyError::OutOfRange), "{text}");
    }
}

#[test]
fn an_amount_is_written_with_two_decimals() {
    for (amount, text) in [(123_450, "1234.50"), (-5, "-0.05"), (0, "0.00"), (100, "1.00"), (-123, "-1.23")] {
        assert_eq!(fen(amount).to_string(), text);
    }
}

#[test]
fn json_carries_money_as_a_string_and_refuses_a_number() {
    assert_eq!(serde_json::to_string(&fen(123_450)).unwrap(), "\"1234.50\"");
    assert_eq!(serde_json::from_str::<Fen>("\"1234.5\"").unwrap(), fen(123_450));
    for json in ["1234.50", "1234", "-1", "null", "true", "[]", "{}"] {
        let error = serde_json::from_str::<Fen>(json).unwrap_err().to_string();
        assert!(error.contains("money is a string such as \"1234.50\""), "{json}: {error}");
    }
    let error = serde_json::from_str::<Fen>("\"1e3\"").unwrap_err().to_string();
    assert!(error.contains("money is a string such as"), "{error}");
}

#[test]
fn a_result_beyond_the_cap_is_an_error_and_never_wraps() {
    assert_eq!(Fen::new(i64::MAX), Err(MoneyError::OutOfRange));
    assert_eq!(Fen::new(i64::MIN), Err(MoneyError::OutOfRange));
    assert_eq!(Fen::MAX.checked_add(fen(1)), Err(MoneyError::OutOfRange));
    assert_eq!(Fen::MIN.checked_sub(fen(1)), Err(MoneyError::OutOfRange));
    assert_eq!(Fen::MIN.checked_neg(), Ok(Fen::MAX));
    assert_eq!(Fen::sum([Fen::MAX, Fen::MAX]), Err(MoneyError::OutOfRange));
    assert_eq!(Fen::sum([Fen::MAX, Fen::MAX, Fen::MIN]), Ok(Fen::MAX));
    assert_eq!(Fen::sum([]), Ok(Fen::ZERO));
    assert_eq!(Fen::MAX.mul_ratio(i64::MAX, 1, Rounding::HalfUp), Err(MoneyError::OutOfRange));
    assert_eq!(Fen::MAX.mul_ratio(i64::MAX, i64::MAX, Rounding::HalfUp), Ok(Fen::MAX));
    assert_eq!(fen(1).mul_ratio(1, 0, Rounding::HalfUp), Err(MoneyError::Denominator));
    assert_eq!(fen(1).mul_ratio(1, -1, Rounding::HalfUp), Err(MoneyError::Denominator));
}

#[test]
fn half_a_fen_goes_away_from_zero_or_to_the_even_neighbour() {
    for (amount, up, even) in [(1, 1, 0), (3, 2, 2), (5, 3, 2), (-1, -1, 0), (-3, -2, -2)] {
        assert_eq!(fen(amount).mul_ratio(1, 2, Rounding::HalfUp), Ok(fen(up)));
        assert_eq!(fen(amount).mul_ratio(1, 2, Rounding::HalfEven), Ok(fen(even)));
    }
}

#[test]
fn a_decimal_converts_exactly_or_is_refused() {
    assert_eq!(Decimal::from(fen(-5)).to_string(), "-0.05");
    assert_eq!(Fen::try_from(Decimal::new(12_345, 1)), Ok(fen(123_450)));
    assert_eq!(Fen::try_from(Decimal::new(15_000, 4)), Ok(fen(150)));
    assert_eq!(Fen::try_from(Decimal::new(5, 3)), Err(MoneyError::TooPrecise));
    assert_eq!(Fen::try_from(Decimal::MAX), Err(MoneyError::OutOfRange));
    assert_eq!(Fen::from_decimal_rounded(Decimal::new(5, 3), Rounding::HalfUp), Ok(fen(1)));
    assert_eq!(Fen::from_decimal_rounded(Decimal::new(5, 3), Rounding::HalfEven), Ok(fen(0)));
    let beyond = Fen::from_decimal_rounded(Decimal::MIN, Rounding::HalfUp);
    assert_eq!(beyond, Err(MoneyError::OutOfRange));
}

#[test]
fn a_share_is_at_most_ten_thousand_basis_points() {
    assert_eq!(BasisPoints::new(10_000), Ok(BasisPoints::WHOLE));
    assert!(BasisPoints::new(10_001).is_err());
    assert!(serde_json::from_str::<BasisPoints>("10001").is_err());
    assert_eq!(serde_json::to_string(&BasisPoints::new(1_250).unwrap()).unwrap(), "1250");
    let share = BasisPoints::new(1_250).unwrap();
    assert_eq!(share.of(fen(100), Rounding::HalfUp), Ok(fen(13)));
    assert_eq!(share.of(fen(100), Rounding::HalfEven), Ok(fen(12)));
}

#[test]
fn thousands_are_grouped_for_people() {
    for (text, grouped) in [
        ("1234567.80", "1,234,567.80"),
        ("-1234567.80", "-1,234,567.80"),
        ("0", "0.00"),
        ("999", "999.00"),
        ("1000", "1,000.00"),
        ("-100000.05", "-100,000.05"),
        ("999999999999.99", "999,999,999,999.99"),
    ] {
        assert_eq!(Fen::parse(text).unwrap().grouped(), grouped);
    }
}

fn any_fen() -> impl Strategy<Value = Fen> {
    prop_oneof![(-99_999_999_999_999..=99_999_999_999_999_i64).prop_map(fen), (-100_000..=100_000_i64).prop_map(fen),]
}

proptest! {
    #[test]
    fn reading_what_was_written_gives_the_same_amount(amount in any_fen()) {
        prop_assert_eq!(Fen::parse(&amount.to_string()), Ok(amount));
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Fen>(&json).unwrap(), amount);
        prop_assert_eq!(Fen::try_from(Decimal::from(amount)), Ok(amount));
        prop_assert_eq!(amount.grouped().replace(',', ""), amount.to_string());
    }

    #[test]
    fn reading_arbitrary_text_never_panics_and_accepts_only_the_grammar(text in "[-+0-9.eE_, ]{0,20}") {
        if let Ok(amount) = Fen::parse(&text) {
            let decimal: Decimal = text.parse().unwrap();
            prop_assert_eq!(Decimal::from(amount), decimal);
            prop_assert!(!text.contains(['+', 'e', 'E', '_', ',', ' ']));
        }
    }

    #[test]
    fn addition_and_subtraction_undo_each_other(a in any_fen(), b in any_fen()) {
        if let Ok(sum) = a.checked_add(b) {
            prop_assert_eq!(sum.checked_sub(b), Ok(a));
            prop_assert_eq!(Fen::sum([b, a]), Ok(sum));
        } else {
            prop_assert!((a.get() + b.get()).abs() > Fen::MAX.get());
        }
    }

    #[test]
    fn a_ratio_is_rounded_once_from_the_exact_value(
        amount in any_fen(),
        num in -20_000..20_000_i64,
        den in 1..20_000_i64,
    ) {
        let exact = Ratio::new(i128::from(amount.get()) * i128::from(num), i128::from(den));
        let half = Ratio::new(1, 2);
        let (floor, fraction) = (exact.floor().to_integer(), exact - exact.floor());
        let up = if exact < Ratio::from_integer(0) {
            -((-exact + half).floor().to_integer())
        } else {
            (exact + half).floor().to_integer()
        };
        let even = if fraction == half { floor + floor.rem_euclid(2) } else { up };
        for (mode, expected) in [(Rounding::HalfUp, up), (Rounding::HalfEven, even)] {
            let expected = i64::try_from(expected)
                .map_err(|_| MoneyError::OutOfRange)
                .and_then(Fen::new);
            prop_assert_eq!(amount.mul_ratio(num, den, mode), expected);
        }
    }

    #[test]
    fn a_decimal_rounds_as_the_decimal_library_does(mantissa in -99_999_999_999..99_999_999_999_i64, scale in 0..8_u32) {
        let yuan = Decimal::new(mantissa, scale);
        for (mode, strategy) in [
            (Rounding::HalfUp, RoundingStrategy::MidpointAwayFromZero),
            (Rounding::HalfEven, RoundingStrategy::MidpointNearestEven),
        ] {
            let rounded = Fen::from_decimal_rounded(yuan, mode).unwrap();
            prop_assert_eq!(Decimal::from(rounded), yuan.round_dp_with_strategy(2, strategy));
        }
    }
}
