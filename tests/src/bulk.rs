//! Many rows at once for measuring, on PostgreSQL: one thing of each kind goes through the product, and is then copied
//! by set-based statements with numbers, names and ids of its own. The same sizes always give the same rows.

use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::actor::Actor;
use crate::cast::Cast;
use crate::donations;
use crate::needs::{need_document, published_need};
use crate::steps::{self, id};
use crate::world::World;

/// How many rows there are besides the first of each kind.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    pub proposals: u32,
    pub organisations: u32,
    pub needs: u32,
}

/// Nothing but what went through the product.
pub const NONE: Sizes = Sizes { proposals: 0, organisations: 0, needs: 0 };

/// A word that everything has, how it begins, and a word that only the oldest of each kind have, as many at every size.
pub const COMMON: &str = "社区";
pub const BEGINNING: &str = "社";
pub const RARE: &str = "rareword";
const OLDEST: u32 = 10;

/// Calls that the proposals are spread over.
const CALLS: u32 = 20;

/// The first of each kind, and who works with them.
pub struct Firsts {
    pub cast: Cast,
    pub owner: Actor,
    /// Ids by table.
    ids: Vec<(&'static str, String)>,
}

impl Firsts {
    pub fn id(&self, table: &str) -> &str {
        let found = self.ids.iter().find(|(known, _)| *known == table);
        found.map_or_else(|| panic!("no first row of {table}"), |(_, id)| id.as_str())
    }
}

/// One thing of each kind that has a list.
pub async fn firsts(world: &World) -> Firsts {
    let cast = Cast::new(world).await;
    let asker = steps::verified_organisation(world, &cast).await;
    let (open, _) = steps::funded_call(world, &cast, "500000.00").await;
    let said = json!({ "organisation_id": asker.id, "question": "配套资金可以用志愿者工时折算吗？" });
    let question = asker.owner.post(&format!("/calls/{open}/questions"), said).await.created();
    let (round, payments) = steps::approved_payments(world, &cast, &["20000.00"]).await;
    let (grantee, proposal) = (&round.grantees[0], &round.proposals[0]);
    let payment = cast.maker.get(&payments[0]).await.ok();
    let organisation = grantee.id.clone();
    let need = published_need(&cast.officer, need_document("社区老人助餐点")).await;
    let form = cast.officer.post("/forms", json!({ "title": "申报书", "purpose": "proposal", "area_code": crate::world::DISTRICT })).await;
    let at = |path: &str| payment.pointer(path).and_then(Value::as_str).unwrap_or_else(|| panic!("{payment:#}")).to_owned();
    let mut ids = vec![
        ("organisations", organisation.clone()),
        ("calls", round.call.clone()),
        ("proposals", proposal.clone()),
        ("projects", at("/project/id")),
        ("tranches", at("/tranche/id")),
        ("payments", at("/id")),
        ("needs", need),
        ("forms", id(&form.created())),
        ("call_questions", id(&question)),
    ];
    ids.extend(donated(&cast).await);
    for (table, of) in [
        ("payee_accounts", format!("organisation_id = '{organisation}'")),
        ("verifications", format!("organisation_id = '{organisation}'")),
        ("agreements", format!("project_id = '{}'", at("/project/id"))),
        ("assignments", format!("proposal_id = '{proposal}'")),
        ("notices", format!("call_id = '{}'", round.call)),
        ("audit_events", format!("subject_id = '{proposal}'")),
    ] {
        ids.push((table, first(world, &format!("SELECT id::text AS id FROM {table} WHERE {of} ORDER BY id LIMIT 1")).await));
    }
    Firsts { owner: grantee.owner.clone(), cast, ids }
}

/// A community fund with a confirmed donation.
async fn donated(cast: &Cast) -> [(&'static str, String); 2] {
    let fund = donations::fund(cast, "TN-SQ", "community_fund").await;
    let donation = donations::confirmed(cast, &fund, donations::cash("100.00", None)).await;
    [("community-funds", fund), ("donations", id(&donation))]
}

async fn first(world: &World, query: &str) -> String {
    let conn = world.app.store.read();
    let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), query)).await.unwrap();
    row.unwrap_or_else(|| panic!("nothing for {query}")).try_get("", "id").unwrap()
}

/// Adds rows until there are as many as `to` says; `from` says how many there are.
pub async fn grow(world: &World, firsts: &Firsts, from: Sizes, to: Sizes) {
    let add = async |table: &'static str, from: u32, to: u32, changes: String| copy(world, firsts, table, (from, to), &changes).await;
    let applicants = format!("((n - 1) % {} + 1)", to.organisations);
    let (applicant, call) = (key("organisations", &applicants), key("calls", &format!("((n - 1) % {CALLS} + 1)")));
    if from.organisations == 0 {
        add("calls", 0, CALLS, "'number', 'YCB-' || n, 'title', '批量示例公告' || n".to_owned()).await;
    }
    let named = "'uscc', 'B' || lpad(n::text, 17, '0'), 'name', '批量示例' || n || '号服务中心'".to_owned();
    add("organisations", from.organisations, to.organisations, named).await;
    let of_organisation = format!("'organisation_id', {}", key("organisations", "n"));
    add("payee_accounts", from.organisations, to.organisations, of_organisation.clone()).await;
    add("verifications", from.organisations, to.organisations, of_organisation).await;
    let need = format!("'number', 'XQB-' || n, 'root_id', {}, 'title', '批量示例需求' || n", key("needs", "n"));
    add("needs", from.needs, to.needs, need).await;

    let of_call = format!("'call_id', {call}, 'organisation_id', {applicant}");
    let proposal = format!("'number', 'PB-' || n, 'title', '批量示例项目' || n, {of_call}");
    add("proposals", from.proposals, to.proposals, proposal).await;
    let of_proposal = key("proposals", "n");
    add("assignments", from.proposals, to.proposals, format!("'proposal_id', {of_proposal}, 'call_id', {call}")).await;
    add("audit_events", from.proposals, to.proposals, format!("'subject_id', {of_proposal}")).await;

    add("donations", from.proposals, to.proposals, "'number', 'JZB-' || n".to_owned()).await;

    // One project for every fourth proposal, with an agreement, a tranche and a payment.
    let (from, to) = (from.proposals / 4, to.proposals / 4);
    add("call_questions", from, to, format!("'organisation_id', {applicant}")).await;
    let project = format!("'number', 'XMB-' || n, 'title', '批量示例项目' || n, 'proposal_id', {of_proposal}, {of_call}");
    add("projects", from, to, project).await;
    let of_project = format!("'project_id', {}", key("projects", "n"));
    add("agreements", from, to, format!("'number', 'XYB-' || n, {of_project}")).await;
    let tranche = format!("{of_project}, 'agreement_id', {}, {of_call}, 'invoice_number', NULL", key("agreements", "n"));
    add("tranches", from, to, tranche).await;
    let paid = format!("'tranche_id', {}, 'payee_account_id', {}", key("tranches", "n"), key("payee_accounts", &applicants));
    add("payments", from, to, format!("'number', 'PAYB-' || n, {of_project}, {paid}")).await;
    let positions = format!(
        "INSERT INTO balances (account, allotment_id, detail, amount_fen) SELECT account, allotment_id, agreements.id::text, 100 \
         FROM generate_series({from} + 1, {to}) AS n JOIN agreements ON agreements.id = {} \
         JOIN projects ON projects.id = agreements.project_id, (VALUES ('B60'), ('B70')) AS positions (account)",
        key("agreements", "n")
    );
    world.sql(&positions).await.unwrap();
    add("forms", from / 10, to / 10, format!("'chain_id', {}", key("forms", "n"))).await;
    // As the database does by itself after so many rows, and outside a transaction.
    world.app.store.read().execute_unprepared("VACUUM ANALYZE").await.unwrap();
}

/// Copies the first row of a table; `changes` are arguments of `jsonb_build_object` besides the id, where `n` is the
/// number of the copy.
async fn copy(world: &World, firsts: &Firsts, table: &'static str, (from, to): (u32, u32), changes: &str) {
    let (first, id) = (firsts.id(table), key(table, "n"));
    let series = format!("generate_series({from} + 1, {to}) AS n");
    let rows = format!(
        "INSERT INTO {table} SELECT made.* FROM {table} AS one, {series}, \
         LATERAL jsonb_populate_record(one, jsonb_build_object('id', {id}, {changes})) AS made WHERE one.id = '{first}'"
    );
    world.sql(&rows).await.unwrap_or_else(|error| panic!("{table}: {error}"));
    // Found by the words of the first one and the common word, one in a thousand by a word of its own, and the oldest by the
    // rare word.
    let kinds = format!("(SELECT DISTINCT kind FROM search_terms WHERE subject_id = '{first}') AS kinds");
    for select in [
        format!("SELECT kind, term, {id} FROM search_terms, {series} WHERE subject_id = '{first}'"),
        format!("SELECT kind, '{COMMON}', {id} FROM {kinds}, {series}"),
        format!("SELECT kind, 'word' || lpad((n % 1000)::text, 4, '0'), {id} FROM {kinds}, {series}"),
        format!("SELECT kind, '{RARE}', {id} FROM {kinds}, {series} WHERE n <= {OLDEST}"),
    ] {
        world.sql(&format!("INSERT INTO search_terms (kind, term, subject_id) {select} ON CONFLICT DO NOTHING")).await.unwrap();
    }
}

/// The id of the copy with this number.
fn key(table: &str, n: &str) -> String {
    format!("({} || lpad(to_hex({n}), 12, '0'))::uuid", prefix(table))
}

/// Ids of one table begin alike and grow with the number, as those of the product grow with the time.
fn prefix(table: &str) -> String {
    let place = TABLES.iter().position(|known| *known == table).unwrap_or_else(|| panic!("{table} is not copied"));
    format!("'01970000{place:04x}70008000'")
}

const TABLES: [&str; 15] = [
    "organisations",
    "payee_accounts",
    "verifications",
    "calls",
    "needs",
    "proposals",
    "assignments",
    "audit_events",
    "call_questions",
    "projects",
    "agreements",
    "tranches",
    "payments",
    "forms",
    "donations",
];
