//! Makes the migrated database that every test on PostgreSQL clones, anew each time. The cluster is that of
//! `YICHUANG_TEST_POSTGRES`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "test code: a broken assumption should stop the run")]

use sea_orm::{ConnectionTrait, Database};
use yichuang_store::Store;
use yichuang_tests::world::{TEMPLATE, cluster};

#[tokio::main]
async fn main() {
    let cluster = cluster();
    let admin = Database::connect(format!("{cluster}/postgres")).await.unwrap();
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {TEMPLATE}")).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {TEMPLATE}")).await.unwrap();
    let store = Store::connect(&format!("{cluster}/{TEMPLATE}"), 1).await.unwrap();
    store.migrate().await.unwrap();
    store.close().await.unwrap();
    admin.close().await.unwrap();
}
