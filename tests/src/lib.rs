//! The harness of the cross-cutting tests: a world with a database of its own, a clock that can be moved, and
//! actors who speak HTTP to the router in process.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "test code: a broken assumption should stop the test"
)]

pub mod actor;
pub mod bulk;
pub mod cast;
pub mod closing;
pub mod contract;
pub mod donations;
pub mod needs;
pub mod paying;
pub mod s3;
pub mod samples;
pub mod server;
pub mod statements;
pub mod steps;
pub mod uploads;
pub mod world;

pub use actor::{Actor, Answer};
pub use cast::Cast;
pub use server::Server;
pub use world::World;

/// Runs one async test body on SQLite and on PostgreSQL, each with a fresh database.
#[macro_export]
macro_rules! on_both {
    ($(#[doc = $doc:literal])* async fn $name:ident($world:ident: World) $body:block) => {
        mod $name {
            use super::*;

            async fn body($world: $crate::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let world = $crate::World::sqlite().await;
                body(world.clone()).await;
                world.end().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let world = $crate::World::postgres().await;
                body(world.clone()).await;
                world.end().await;
            }
        }
    };
}
