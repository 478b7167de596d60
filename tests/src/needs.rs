//! Steps with needs that many tests take.

use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_needs::needs::form;
use yichuang_store::areas;

use crate::actor::Actor;
use crate::steps::id;
use crate::world::{DISTRICT, World};

/// The street and the community below the district of the tests.
pub const STREET: &str = "320402001000";
pub const COMMUNITY: &str = "320402001001";

/// The ticket of a form that was opened a minute ago.
pub fn form_token(world: &World) -> String {
    form::token(&world.app, world.app.clock.now().plus_seconds(-60))
}

/// What a resident writes.
pub fn report(world: &World, what: &str, area: &str) -> Value {
    json!({ "what": what, "area_code": area, "place": "3幢楼下", "form_token": form_token(world) })
}

/// A need as staff enter it, ready to be published.
pub fn need_document(title: &str) -> Value {
    json!({
        "area_code": DISTRICT, "words": format!("{title}，请社区帮忙解决"), "source": "survey", "title": title,
        "description": format!("{title}：社区走访中多位居民提出"), "category": "elderly", "target_group": "60岁以上独居老人",
        "head_count": 120, "urgency": "normal"
    })
}

/// A need on the public list; gives its id.
pub async fn published_need(officer: &Actor, document: Value) -> String {
    let need = id(&officer.post("/needs", document).await.created());
    let path = format!("/needs/{need}");
    officer.act(&path, "accept", json!({})).await.ok();
    officer.act(&path, "publish", Value::Null).await.ok();
    need
}

/// A street with a community and a second community, below the district of the tests.
pub async fn small_areas(world: &World) {
    let conn = world.app.store.begin().await.unwrap();
    areas::ensure(&conn, STREET, "红梅街道", "street", Some(DISTRICT)).await.unwrap();
    areas::ensure(&conn, COMMUNITY, "翠竹社区", "community", Some(STREET)).await.unwrap();
    areas::ensure(&conn, "320402001002", "北环社区", "community", Some(STREET)).await.unwrap();
    conn.commit().await.unwrap();
}

/// An officer of one area.
pub async fn officer_of(world: &World, role: &'static str, area: &str) -> Actor {
    let area = areas::find(&world.app.store.read(), area).await.unwrap().unwrap();
    world.person(role, &[(role, Scope::Area(area.path))]).await
}
