//! Exact numbers and their rounding against a rational number library.

use num_rational::Ratio;
use proptest::prelude::*;
use yichuang_domain::reviews::{Exact, Rounding, round_key, round_once};

type Rational = Ratio<i128>;

fn rational(exact: Exact) -> Rational {
    Rational::new(exact.num(), exact.den())
}

proptest! {
    #[test]
    fn rounding_agrees_with_an_independent_formula(
        num in -10_000_000_000..10_000_000_000_i128,
        den in prop_oneof![1..100_000_i128, Just(200), Just(8), Just(2_000)],
        dp in 0..=6_u32,
    ) {
        let exact = Exact::new(num, den).unwrap();
        let scaled = Rational::new(num, den) * Rational::from_integer(10_i128.pow(dp));
        let (floor, half) = (scaled.floor(), Rational::new(1, 2));
        let up = if num < 0 { (scaled - half).ceil() } else { (scaled + half).floor() };
        let even = if scaled - floor == half {
            floor + Rational::from_integer(floor.to_integer().rem_euclid(2))
        } else {
            up
        };
        for (mode, expected) in [(Rounding::HalfUp, up), (Rounding::HalfEven, even)] {
            let key = round_key(exact, dp, mode).unwrap();
            prop_assert_eq!(key, expected.to_integer());
            let shown = round_once(exact, dp, mode).unwrap();
            let digits: String = shown.chars().filter(|c| *c != '.').collect();
            prop_assert_eq!(digits.parse::<i128>().unwrap(), key);
            prop_assert!(key != 0 || !shown.starts_with('-'));
            let decimals = shown.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            prop_assert_eq!(decimals, usize::try_from(dp).unwrap());
        }
    }

    #[test]
    fn exact_numbers_add_scale_and_compare_like_a_rational_library(
        (a, b) in ((-1_000_000..1_000_000_i128, 1..100_000_i128), (-1_000_000..1_000_000_i128, 1..100_000_i128)),
        (num, den) in (-1_000..1_000_i128, 1..1_000_i128),
    ) {
        let (x, y) = (Exact::new(a.0, a.1).unwrap(), Exact::new(b.0, b.1).unwrap());
        let (p, q) = (Rational::new(a.0, a.1), Rational::new(b.0, b.1));
        prop_assert_eq!(rational(x.checked_add(y).unwrap()), p + q);
        prop_assert_eq!(rational(x.checked_scale(num, den).unwrap()), p * Rational::new(num, den));
        prop_assert_eq!(x.cmp(&y), p.cmp(&q));
        prop_assert_eq!(x.to_string(), p.to_string());
        prop_assert_eq!(x.to_string().parse::<Exact>().unwrap(), x);
    }

    #[test]
    fn the_largest_numbers_compare_without_overflow(
        a in any::<(i128, i128)>(),
        b in any::<(i128, i128)>(),
    ) {
        let (Ok(x), Ok(y)) = (Exact::new(a.0, a.1), Exact::new(b.0, b.1)) else { return Ok(()) };
        let expected = Rational::new_raw(x.num(), x.den()).cmp(&Rational::new_raw(y.num(), y.den()));
        prop_assert_eq!(x.cmp(&y), expected);
        prop_assert_eq!(y.cmp(&x), expected.reverse());
        prop_assert_eq!(x.reduced(), x);
    }
}
