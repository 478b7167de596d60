use super::*;
use proptest::prelude::*;

fn fen(text: &str) -> Fen {
    Fen::parse(text).unwrap()
}

fn line(subject: &str, unit_price: &str, quantity: &str, subtotal: &str) -> BudgetLine {
    BudgetLine {
        subject: subject.to_owned(),
        content: "内容".to_owned(),
        unit_price: fen(unit_price),
        quantity: quantity.to_owned(),
        subtotal: fen(subtotal),
        proof: None,
    }
}

fn good() -> BudgetDocument {
    BudgetDocument {
        grant: vec![
            line("activity", "300.00", "200", "60000.00"),
            line("personnel", "150.00", "300", "45000.00"),
            line("expert", "500.00", "10.5", "5250.00"),
        ],
        matching: vec![line("supplies", "11025.00", "1", "11025.00")],
    }
}

fn check(scheme: &Scheme, document: &BudgetDocument, requested: &str) -> Vec<(String, String)> {
    let case = BudgetCase { track: "standard", organisation_kind: OrganisationKind::Service, requested: fen(requested), document };
    check_budget(scheme, &case).into_iter().map(|fault| (fault.pointer, fault.code)).collect()
}

fn expect(faults: &[(&str, &str)]) -> Vec<(String, String)> {
    faults.iter().map(|(pointer, code)| ((*pointer).to_owned(), (*code).to_owned())).collect()
}

#[test]
fn a_budget_on_its_limits_is_accepted() {
    assert_eq!(check(&Scheme::default(), &good(), "110250.00"), []);
}

#[test]
fn every_broken_rule_is_named_at_once() {
    let document = BudgetDocument {
        grant: vec![
            line("personnel", "90000.00", "1", "90000.00"),
            line("expert", "500.01", "2", "1000.02"),
            line("vehicle", "59999.98", "1", "59999.98"),
            line("magic", "1.00", "1", "1.00"),
        ],
        matching: vec![line("vehicle", "15000.00", "1", "15000.00")],
    };
    assert_eq!(
        check(&Scheme::default(), &document, "151000.00"),
        expect(&[
            ("/grant/1/unit_price", "unit_price_too_high"),
            ("/grant/2/subject", "forbidden_subject"),
            ("/grant/3/subject", "unknown_subject"),
            ("/grant", "sum_mismatch"),
            ("/requested", "over_cap"),
            ("/matching", "matching_too_low"),
            ("/grant/0", "subject_share_too_high"),
        ])
    );
}

#[test]
fn a_fault_shows_its_limit_and_its_figure() {
    let document = good();
    let case =
        BudgetCase { track: "standard", organisation_kind: OrganisationKind::Service, requested: fen("150000.01"), document: &document };
    let faults = check_budget(&Scheme::default(), &case);
    let shown: Vec<_> = faults.iter().map(|f| (f.code.as_str(), f.limit.as_deref().unwrap(), f.actual.as_deref().unwrap())).collect();
    assert_eq!(
        shown,
        [("sum_mismatch", "150000.01", "110250.00"), ("over_cap", "150000.00", "150000.01"), ("matching_too_low", "15000.01", "11025.00"),]
    );
}

#[test]
fn the_share_cap_is_of_the_whole_budget() {
    let mut scheme = Scheme::default();
    scheme.budget.cap_share_bp = Some(6_000);
    let budget = |matching: &str| BudgetDocument {
        grant: vec![line("activity", "60000.00", "1", "60000.00")],
        matching: vec![line("activity", matching, "1", matching)],
    };
    assert_eq!(check(&scheme, &budget("40000.00"), "60000.00"), []);
    assert_eq!(check(&scheme, &budget("39999.99"), "60000.00"), expect(&[("/requested", "over_cap_share")]));
}

#[test]
fn a_scheme_that_trims_lets_a_request_above_the_cap_in() {
    let mut scheme = Scheme::default();
    scheme.budget.over_cap = OverCap::Trim;
    scheme.budget.cap_share_bp = Some(100);
    scheme.budget.cap_per_project = Some(fen("1.00"));
    assert_eq!(check(&scheme, &good(), "110250.00"), []);
}

#[test]
fn the_floor_and_the_cap_of_a_track_hold() {
    let mut scheme = crate::schemes::preset("street-micro").unwrap();
    scheme.tracks[0].cap_per_project = Some(fen("6000.00"));
    let budget = |amount: &str| BudgetDocument {
        grant: vec![line("activity", amount, "1", amount)],
        matching: vec![line("activity", amount, "1", amount)],
    };
    assert_eq!(check(&scheme, &budget("4999.99"), "4999.99"), expect(&[("/requested", "below_floor")]));
    assert_eq!(check(&scheme, &budget("6000.00"), "6000.00"), []);
    assert_eq!(check(&scheme, &budget("6000.01"), "6000.01"), expect(&[("/requested", "over_cap")]));
}

#[test]
fn a_subtotal_is_exact_or_refused() {
    let scheme = Scheme::default();
    let with = |changed: BudgetLine| {
        let mut document = good();
        document.matching.push(changed);
        check(&scheme, &document, "110250.00")
    };
    let subtotal = |code| expect(&[("/matching/1/subtotal", code)]);
    let quantity = |code| expect(&[("/matching/1/quantity", code)]);
    assert_eq!(with(line("activity", "0.10", "0.05", "0.01")), subtotal("not_whole_fen"));
    assert_eq!(with(line("activity", "3.33", "3", "10.00")), subtotal("subtotal_mismatch"));
    assert_eq!(with(line("activity", "999999999999.99", "2", "0.01")), subtotal("out_of_range"));
    assert_eq!(with(line("activity", "1.00", "1.005", "1.01")), quantity("too_precise"));
    assert_eq!(with(line("activity", "1.00", "-1", "1.00")), quantity("not_positive"));
    assert_eq!(with(line("activity", "1.00", "1e3", "1000.00")), quantity("form"));
    assert_eq!(with(line("activity", "1.00", "0", "0.00")), quantity("not_positive"));
    assert_eq!(
        with(BudgetLine { content: " ".to_owned(), ..line("activity", "0.00", "1", "0.00") }),
        expect(&[("/matching/1/content", "empty"), ("/matching/1/unit_price", "not_positive")])
    );
}

#[test]
fn where_a_scheme_asks_for_the_file_of_a_proof_its_number_is_not_enough() {
    let mut scheme = Scheme::default();
    scheme.budget.matching_proof_from = Some(Fen::parse("100.00").unwrap());
    let proof = |file: Option<&str>| {
        let proof =
            Proof { source: "翠竹社区慈善基金".to_owned(), number: "0012345678".to_owned(), file_id: file.map(str::to_owned) };
        let mut document = good();
        document.matching = vec![BudgetLine { proof: Some(proof), ..line("activity", "100.00", "1", "100.00") }];
        document
    };
    let proofs = |scheme: &Scheme, file| {
        let found = check(scheme, &proof(file), "110250.00");
        found.into_iter().filter(|(pointer, _)| pointer.contains("/proof/")).collect::<Vec<_>>()
    };
    assert_eq!(proofs(&scheme, None), expect(&[]));
    scheme.budget.matching_proof_file = true;
    assert_eq!(proofs(&scheme, None), expect(&[("/matching/0/proof/file_id", "proof_file_missing")]));
    assert_eq!(proofs(&scheme, Some("f1")), expect(&[]));
}

#[test]
fn an_empty_budget_for_nothing_is_refused() {
    assert_eq!(
        check(&Scheme::default(), &BudgetDocument::default(), "0.00"),
        expect(&[("/grant", "empty"), ("/requested", "not_positive")])
    );
}

#[test]
fn amounts_at_the_edge_of_the_range_do_not_overflow() {
    let huge = line("personnel", "999999999999.99", "1", "999999999999.99");
    let document = BudgetDocument { grant: vec![huge.clone(); 50], matching: vec![huge; 50] };
    let found = check(&Scheme::default(), &document, "999999999999.99");
    assert!(found.contains(&("/grant".to_owned(), "sum_mismatch".to_owned())));
}

proptest! {
    #[test]
    fn the_product_is_exact_whenever_it_is_given(
        price in 1_i64..1_000_000_000, hundredths in 1_i64..1_000_000
    ) {
        let quantity = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        match line_subtotal(Fen::new(price).unwrap(), &quantity) {
            Ok(subtotal) => prop_assert_eq!(
                i128::from(subtotal.get()) * 100,
                i128::from(price) * i128::from(hundredths)
            ),
            Err(MoneyError::TooPrecise) => prop_assert_ne!(price * hundredths % 100, 0),
            Err(error) => prop_assert_eq!(error, MoneyError::OutOfRange),
        }
    }
}
