//! The two engines that a house can stand on, and a database for each house on the second.

use archive::Engine;
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Which engine a house stands on.
#[derive(Clone, Copy, Debug)]
pub enum Ground {
    /// Files in the data folder.
    Sqlite,
    /// A database of its own in the cluster that `HIKAYA_TEST_POSTGRES` names.
    Postgres,
}

/// The engine of a new house.
pub(crate) async fn engine(ground: Ground) -> Engine {
    match ground {
        Ground::Sqlite => Engine::Sqlite,
        Ground::Postgres => Engine::Postgres {
            url: new_database().await,
        },
    }
}

/// A database with every migration done, of which each house gets a copy: made once a run.
static MIGRATED: OnceCell<String> = OnceCell::const_new();

async fn new_database() -> String {
    let migrated = MIGRATED.get_or_init(|| async {
        let name = create_database("").await;
        let folder = TempDir::new().expect("a temporary folder");
        let engine = Engine::Postgres { url: address(&name) };
        crate::open(folder.path(), &engine).await.close().await;
        name
    });
    address(&create_database(&format!("TEMPLATE {}", migrated.await)).await)
}

/// The cluster that the tests use.
fn cluster() -> String {
    std::env::var("HIKAYA_TEST_POSTGRES").expect("HIKAYA_TEST_POSTGRES names a PostgreSQL cluster: run make test")
}

/// Makes a database; its name.
async fn create_database(like: &str) -> String {
    #[expect(clippy::disallowed_methods, reason = "a name for a throw-away database")]
    let name = format!("house_{}", uuid::Uuid::new_v4().simple());
    let pool = sqlx::PgPool::connect(&cluster()).await.expect("the cluster answers");
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} {like}")))
        .execute(&pool)
        .await
        .expect("a database");
    pool.close().await;
    name
}

/// The address of a database of the cluster.
fn address(name: &str) -> String {
    let cluster = cluster();
    let (before, after) = cluster.rsplit_once('/').expect("an address with a database");
    let query = after
        .split_once('?')
        .map(|(_, query)| format!("?{query}"))
        .unwrap_or_default();
    format!("{before}/{name}{query}")
}
