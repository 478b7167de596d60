//! A draw repeated from its published file.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Candidate, FORMAT, List, Stratum, file};
use crate::fault::Fault;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    #[serde(default)]
    format: Option<String>,
    round: String,
    candidates: Vec<Candidate>,
    strata: Vec<Stratum>,
    salt: String,
    entropy: String,
    #[serde(default)]
    entropy_ref: String,
    #[serde(default)]
    list_sha256: Option<Value>,
    #[serde(default)]
    commitment: Option<Value>,
    #[serde(default)]
    seed: Option<Value>,
    #[serde(default)]
    panel: Option<Value>,
    #[serde(default)]
    reserves: Option<Value>,
    #[serde(default)]
    passed_over: Option<Value>,
}

/// Reads `{round, candidates, strata, salt, entropy}` and answers the whole `draw/1` file that follows from them.
///
/// A published file can be read as it is: each figure it holds that does not follow is a fault (`differs`), with what
/// follows as its limit.
pub fn recompute(document: &Value) -> Result<Value, Vec<Fault>> {
    let input: Input = serde_json::from_value(document.clone()).map_err(|error| vec![Fault::new("", "malformed", error.to_string())])?;
    if let Some(format) = input.format.filter(|format| format != FORMAT) {
        return Err(vec![Fault::new("/format", "unknown", "the file has another form").with_limit(FORMAT).with_actual(format)]);
    }
    let list = List { round: input.round, candidates: input.candidates, strata: input.strata };
    let drawn =
        file(&list, &input.salt, &input.entropy_ref, &input.entropy).map_err(|error| vec![Fault::new("", "invalid", error.to_string())])?;
    let drawn = json!(drawn);
    let published = [
        ("list_sha256", input.list_sha256),
        ("commitment", input.commitment),
        ("seed", input.seed),
        ("panel", input.panel),
        ("reserves", input.reserves),
        ("passed_over", input.passed_over),
    ];
    let differing = published.into_iter().filter_map(|(name, said)| Some((name, said?))).filter(|(name, said)| drawn[*name] != *said);
    let faults: Vec<Fault> = differing.map(|(name, said)| differs(name, &drawn[name], &said)).collect();
    if faults.is_empty() { Ok(drawn) } else { Err(faults) }
}

fn differs(name: &str, follows: &Value, said: &Value) -> Fault {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Fault::new(format!("/{name}"), "differs", format!("{name} does not follow from list, salt and entropy"))
        .with_limit(text(follows))
        .with_actual(text(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs() -> Value {
        let candidate = |n: u32, stratum: &str| json!({ "id": format!("E{n}"), "stratum": stratum, "employer": format!("O{}", n / 2) });
        json!({
            "round": "YC2026-0001/1", "salt": "5a", "entropy": "03 11 17 20 25 30 + 09",
            "candidates": (0..8).map(|n| candidate(n, if n % 2 == 0 { "social_work" } else { "finance" })).collect::<Vec<_>>(),
            "strata": [{ "code": "social_work", "seats": 2, "reserves": 1 }, { "code": "finance", "seats": 1, "reserves": 1 }],
        })
    }

    #[test]
    fn the_published_file_gives_itself_again() {
        let file = recompute(&inputs()).unwrap();
        assert_eq!(file["panel"].as_array().unwrap().len(), 3);
        assert_eq!(recompute(&file).unwrap(), file);
    }

    #[test]
    fn a_seat_given_to_another_and_a_changed_list_are_named() {
        let mut file = recompute(&inputs()).unwrap();
        file["panel"][0]["id"] = file["reserves"][0]["id"].clone();
        let names = |file: &Value| recompute(file).unwrap_err().into_iter().map(|fault| fault.pointer).collect::<Vec<_>>();
        assert_eq!(names(&file), ["/panel"]);
        let mut file = recompute(&inputs()).unwrap();
        file["candidates"][0]["employer"] = json!("O9");
        assert!(names(&file).starts_with(&["/list_sha256".to_owned(), "/commitment".to_owned(), "/seed".to_owned()]));
    }

    #[test]
    fn what_is_no_draw_is_refused() {
        let code = |change: fn(&mut Value)| {
            let mut input = inputs();
            change(&mut input);
            recompute(&input).unwrap_err()[0].code.clone()
        };
        assert_eq!(code(|input| input["format"] = json!("draw/9")), "unknown");
        assert_eq!(code(|input| input["more"] = json!(1)), "malformed");
        assert_eq!(code(|input| input["strata"][0]["seats"] = json!(3)), "invalid");
    }
}
