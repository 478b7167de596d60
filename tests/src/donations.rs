//! Community funds of the tests and what is given to them.

use serde_json::{Value, json};

use crate::cast::Cast;
use crate::steps::id;
use crate::world::DISTRICT;

/// A fund of this source in the test district; its id.
pub async fn fund(cast: &Cast, code: &str, source: &str) -> String {
    let fund = json!({ "code": code, "name": format!("红梅街道社区公益基金{code}"), "source": source, "area_code": DISTRICT });
    id(&cast.maker.post("/funds", fund).await.created())
}

pub fn cash(amount: &str, purpose: Option<&str>) -> Value {
    json!({
        "kind": "cash", "donor_name": "常州示例餐饮有限公司", "donor_kind": "enterprise", "amount": amount, "purpose": purpose,
        "received_on": "2026-06-01"
    })
}

/// Goods of somebody who wants to stay unnamed.
pub fn rice() -> Value {
    json!({
        "kind": "in_kind", "donor_name": "热心居民", "donor_kind": "person", "anonymous": true, "amount": "3000.00",
        "goods": "大米 100 袋（10 kg）", "value_basis": "invoice", "received_on": "2026-06-01"
    })
}

pub fn handout(value: &str) -> Value {
    json!({ "recipient": "红梅社区独居老人 20 户", "goods": "大米若干袋", "value": value, "handed_out_on": "2026-06-01" })
}

/// Entered by the maker; the path.
pub async fn recorded(cast: &Cast, fund: &str, donation: Value) -> String {
    format!("/donations/{}", id(&cast.maker.post(&format!("/funds/{fund}/donations"), donation).await.created()))
}

/// Entered and confirmed.
pub async fn confirmed(cast: &Cast, fund: &str, donation: Value) -> Value {
    let path = recorded(cast, fund, donation).await;
    cast.checker.act(&path, "confirm", Value::Null).await.ok()
}
