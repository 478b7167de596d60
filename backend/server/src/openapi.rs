//! The contract: what the mounted router serves, completed by rule so that no operation forgets an answer.

use axum::Router;
use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use yichuang_base::access::{self, Access};
use yichuang_base::app::App;
use yichuang_base::wire::{FaultView, ProblemView};

use crate::examples;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Yichuang 益创",
        description = "Public-welfare venture funding (公益创投): organisation registration, calls, proposals, review scoring, notices, agreements and fund disbursement.\n\nMoney is a string in yuan with two decimals. Times are RFC 3339, days are judged in Asia/Shanghai. Every refusal is `application/problem+json` with all faults at once. `x-roles` lists the roles that may call an operation; one with `x-step-up` asks accounts with a second factor for a code not older than ten minutes (`step_up_needed`).",
        license(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0"),
        contact(name = "Yichuang", url = "https://yichuang.example")
    ),
    servers((url = "/", description = "This server")),
    components(schemas(ProblemView, FaultView)),
    tags(
        (name = "accounts", description = "Accounts, sessions, roles, areas and the clock"),
        (name = "portal", description = "What is public: one search over it, and e-mails about what is new"),
        (name = "organisations", description = "Social organisations: registration and verification"),
        (name = "staff", description = "Staff and social workers of organisations"),
        (name = "bank-accounts", description = "Accounts money is paid to, and their change by two persons"),
        (name = "organisation-documents", description = "Documents of organisations and when they end"),
        (name = "verifications", description = "What officers verify: registrations and changes to verified records"),
        (name = "needs", description = "Needs of residents and communities: reports, answers, endorsements, the public list"),
        (name = "calls", description = "Calls for applications, their schemes and timetables"),
        (name = "amendments", description = "Later versions of published calls"),
        (name = "questions", description = "Questions about calls, answered to everybody"),
        (name = "forms", description = "Application forms: library, versions, and the form of a call"),
        (name = "members", description = "People of organisations, invitations and requests to be let in"),
        (name = "sponsorships", description = "Verified organisations that stand behind filed groups"),
        (name = "proposals", description = "Proposals, their submission and screening"),
        (name = "reviews", description = "Panels, conflicts, scoring, sealed results"),
        (name = "conflicts", description = "Conflicts of interest: declared, recorded, detected, decided"),
        (name = "experts", description = "The library of experts: registration, approval for a year, renewal"),
        (name = "draws", description = "Draws of panels from the library of experts, by commitment and reveal"),
        (name = "notices", description = "Funding decisions and public notices"),
        (name = "objections", description = "Objections to public notices, who handles them, and their answers"),
        (name = "lotteries", description = "Lotteries inside a tie that the funding line cuts, by commitment and reveal"),
        (name = "defences", description = "The defence day: its drawn order, the turn before the panel, and its seal"),
        (name = "juries", description = "The public jury: protocols of its count, entered by one person and confirmed by another"),
        (name = "projects", description = "Funded projects"),
        (name = "agreements", description = "Grant agreements and their signatures"),
        (name = "payments", description = "Tranches, payments, batches, bank files and bank returns"),
        (name = "funds", description = "Funds, allotments and the ledger"),
        (name = "donations", description = "Community funds: donations in money and in kind, their purposes and names, and what became of them"),
        (name = "statements", description = "Bank statements, what their lines are, and months that are closed"),
        (name = "files", description = "Uploads in chunks, what they are for, and downloads"),
        (name = "audit", description = "The append-only trail")
    )
)]
struct Contract;

/// The contract as JSON, with an example in every place.
#[must_use]
pub fn document() -> Value {
    let (_, mut document) = mounted();
    examples::add(&mut document);
    document
}

/// The operations, and the contract they keep; its readers' examples are left out.
pub fn mounted() -> (Router<App>, Value) {
    let (operations, routed) = crate::router::routes().split_for_parts();
    (operations, completed(routed))
}

fn completed(routed: utoipa::openapi::OpenApi) -> Value {
    let mut whole = Contract::openapi();
    whole.merge(routed);
    let mut document = serde_json::to_value(&whole).unwrap_or_default();
    document["components"]["responses"] = problem_responses();
    document["components"]["securitySchemes"] = json!({
        "session": { "type": "apiKey", "in": "cookie", "name": "yichuang_session", "description": "Session cookie set by createSession (`__Host-yichuang_session` over https). Unsafe methods also need the header X-CSRF-Token." }
    });
    let mut paths = document["paths"].take();
    for (_, item) in paths.as_object_mut().into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            complete(method, operation);
        }
    }
    document["paths"] = paths;
    close_objects(&mut document["components"]["schemas"]);
    document
}

/// The contract as `openapi.yaml` holds it: in the order of the specification, as the typed document has it, and
/// with every word that only the JSON knows.
pub fn yaml() -> Result<String, String> {
    let whole = document();
    let typed: utoipa::openapi::OpenApi = serde_json::from_value(whole.clone()).map_err(|error| error.to_string())?;
    let mut ordered = yaml_serde::to_value(&typed).map_err(|error| error.to_string())?;
    complete_yaml(&mut ordered, &whole).map_err(|error| error.to_string())?;
    yaml_serde::to_string(&ordered).map_err(|error| error.to_string())
}

fn complete_yaml(yaml: &mut yaml_serde::Value, json: &Value) -> Result<(), yaml_serde::Error> {
    match (yaml, json) {
        (yaml_serde::Value::Mapping(have), Value::Object(all)) => {
            // The typed document keeps extensions in no order; the JSON has them by name.
            have.retain(|key, _| !key.as_str().is_some_and(|key| key.starts_with("x-")));
            for (key, value) in all {
                match have.get_mut(key.as_str()) {
                    Some(below) => complete_yaml(below, value)?,
                    None => {
                        have.insert(key.as_str().into(), yaml_serde::to_value(value)?);
                    }
                }
            }
        }
        (yaml_serde::Value::Sequence(have), Value::Array(all)) => {
            for (below, value) in have.iter_mut().zip(all) {
                complete_yaml(below, value)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Statuses with their common meaning; one shared answer each.
const PROBLEMS: &[(u16, &str)] = &[
    (400, "The request is malformed: not JSON, an unknown query parameter, a missing Idempotency-Key"),
    (401, "Nobody is logged in, the session has ended, or the password is wrong"),
    (403, "The caller's role may not do this, or the CSRF token is missing"),
    (404, "There is no such thing, or none that the caller may know of"),
    (409, "A rule of the business refuses: wrong state, somebody else's hand needed, not enough money"),
    (412, "The thing changed since the caller read it"),
    (413, "The body is larger than the limit"),
    (415, "The body is not of the media type that the operation takes"),
    (422, "The content breaks rules; every fault is named. Also: the Idempotency-Key was used for another request"),
    (428, "The header If-Match is missing"),
    (429, "Too many tries; wait as long as Retry-After says"),
    (500, "Something went wrong on the server; nothing was changed"),
    (
        503,
        "This server cannot do it now: the program or the font for PDFs is missing (`pdf_unavailable`), it took too long (`pdf_late`), or files cannot be kept (`file_store_unavailable`)",
    ),
];

fn problem_responses() -> Value {
    let mut responses = Map::new();
    for (status, description) in PROBLEMS {
        let example = examples::problem(*status, description);
        responses.insert(
            format!("Problem{status}"),
            json!({
                "description": description,
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/ProblemView" }, "example": example } }
            }),
        );
    }
    Value::Object(responses)
}

/// What a list gives out as `next`: the version of the cursor and the last id.
const CURSOR: &str = "^1-[0-9a-f]{32}$";

/// Adds what follows by rule: roles, headers, refusals.
fn complete(method: &str, operation: &mut Value) {
    let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
    let access = Access::of(&id);
    operation["x-roles"] = json!(access.as_ref().map(Access::codes).unwrap_or_default());
    if access::steps_up(&id) {
        operation["x-step-up"] = json!(true);
    }
    let public = matches!(access, Some(Access::Public));
    operation["security"] = if public { json!([]) } else { json!([{ "session": [] }]) };
    let takes = |operation: &mut Value, flag: &str| operation.as_object_mut().and_then(|o| o.remove(flag)).is_some();
    let guarded = takes(operation, "x-if-match");
    let keyed = method == "post" && !takes(operation, "x-no-key");
    let throttled = takes(operation, "x-throttled");
    let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let exported = takes(operation, "x-export");
    if exported {
        parameters.retain(|one| one["name"] != "limit" && one["name"] != "cursor");
        operation["parameters"] = Value::Array(parameters.clone());
    }
    let printed = takes(operation, "x-pdf");
    let stores = takes(operation, "x-stores");
    let found = |parameters: &[Value], place: &str| parameters.iter().any(|p| p["in"] == place);
    let (in_path, in_query) = (found(&parameters, "path"), found(&parameters, "query"));
    if keyed {
        parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": true, "description": "Any text that is new for each intended change; a retry sends the same one and gets the same answer", "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[A-Za-z0-9._:-]+$" }, "example": "0198c0de-0000-7000-8000-00000000a001" }));
    }
    if guarded {
        parameters.push(json!({ "name": "If-Match", "in": "header", "required": true, "description": "The ETag of the version the caller saw", "schema": { "type": "string", "pattern": "^\"[0-9]{1,9}\"$" }, "example": "\"1\"" }));
    }
    for cursor in parameters.iter_mut().filter(|one| one["name"] == "cursor") {
        cursor["schema"] = json!({ "type": "string", "pattern": CURSOR });
        cursor["example"] = json!("1-0198c0de000070008000000000000001");
    }
    if !parameters.is_empty() {
        operation["parameters"] = Value::Array(parameters);
    }
    let body = operation.get("requestBody").is_some();
    if let Some(schema) = operation.pointer_mut("/requestBody/content/application~1json/schema")
        && schema["oneOf"][1]["type"] == "null"
    {
        // A body that may be left out is left out, and never `null`.
        *schema = schema["oneOf"][0].take();
    }
    let unsafe_method = method != "get";
    let statuses = [
        (400, body || keyed || in_query),
        (401, !public || throttled),
        (403, !public || unsafe_method),
        (404, in_path || unsafe_method),
        (409, unsafe_method),
        (412, guarded),
        (413, true),
        (415, body),
        (422, body || keyed || exported),
        (428, guarded),
        (429, throttled),
        (500, true),
        (503, printed || stores),
    ];
    for (status, applies) in statuses {
        if applies {
            operation["responses"][status.to_string()] = json!({ "$ref": format!("#/components/responses/Problem{status}") });
        }
    }
}

/// Requests end in `Input`; the parts of a scheme and of a call's document are sent as they are read.
fn is_sent(name: &str) -> bool {
    let part = (name.starts_with("Scheme") || name.starts_with("CallDocument")) && !name.ends_with("View") && !name.ends_with("List");
    name.ends_with("Input") || part
}

/// Requests refuse unknown fields, and the contract says so; `deny_unknown_fields` alone would be silent.
fn close_objects(schemas: &mut Value) {
    for (name, schema) in schemas.as_object_mut().into_iter().flatten() {
        if !is_sent(name) {
            continue;
        }
        if schema["type"] == "object" {
            schema["additionalProperties"] = json!(false);
        } else if schema.get("allOf").is_some() {
            schema["unevaluatedProperties"] = json!(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use yichuang_base::http::operations::Operations;

    #[test]
    fn every_schema_of_the_contract_can_be_compiled() {
        let operations = Operations::from_contract(&super::document()).expect("a contract");
        let mut compiled = 0;
        for rule in operations.rules() {
            rule.validator().expect("a schema that compiles");
            compiled += 1;
        }
        assert!(compiled > 300, "{compiled} rules");
    }
}
