//! Hikaya through its nearest public door, each behaviour on both engines. A folder a desk, a file a behaviour.

/// Runs a test on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($(#[doc = $doc:literal])* async fn $name:ident($ground:ident) $body:block) => {
        mod $name {
            #[allow(unused_imports, reason = "what its file imports, the test may use")]
            use super::*;

            $(#[doc = $doc])*
            async fn story($ground: tests::Ground) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                story(tests::Ground::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                story(tests::Ground::Postgres).await;
            }
        }
    };
}

mod analysis;
mod arrows;
mod attacks;
mod briefs;
mod care;
mod coding;
mod custody;
mod excerpts;
mod feedback;
mod field;
mod gatherings;
mod hostile;
mod interchange;
mod panels;
mod people;
mod programme;
mod receipts;
mod search;
mod sheet;
mod stories;
mod whole_job;
