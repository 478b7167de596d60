//! One installation: a fresh database, a fixed clock, the mounted router.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use uuid::Uuid;
use yichuang_base::app::App;
use yichuang_base::caller::{Scope, scope_columns};
use yichuang_base::clock::Clock;
use yichuang_base::config::Config;
use yichuang_base::http::prepare::csrf_token;
use yichuang_base::ids;
use yichuang_domain::schemes::sha256_hex;
use yichuang_domain::time::{Day, Timestamp, start_of_day_shanghai};
use yichuang_server::{openapi, router};
use yichuang_store::ids::{ExpertId, PersonId, UserId};
use yichuang_store::record::{Expert, Grant, Session, User};
use yichuang_store::{Conn, Store, areas, insert};

use crate::actor::Actor;
use crate::statements::Statements;

/// The first instant of every test: 2026-06-01 09:00 in Shanghai, a working Monday.
pub const START: &str = "2026-06-01T01:00:00Z";
/// Area of the tests.
pub const DISTRICT: &str = "320402000000";
/// The migrated database that is cloned for each test on PostgreSQL.
pub const TEMPLATE: &str = "yichuang_template";

/// The cluster of the tests, as `postgres://user@host:port`.
pub fn cluster() -> String {
    std::env::var("YICHUANG_TEST_POSTGRES").expect("YICHUANG_TEST_POSTGRES names the test cluster: scripts/postgres.sh start prints it")
}

/// The migrated file that is copied for each test on SQLite. It lies beside the test program, made by the first test that
/// needs it, so that a program built anew makes it anew.
async fn migrated_file() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    let file = program.with_extension("sqlite");
    let made = |path: &Path| std::fs::metadata(path).and_then(|found| found.modified()).ok();
    if made(&file) < made(&program) {
        let fresh = file.with_extension(Uuid::from_bytes(ids::random_bytes()).simple().to_string());
        let store = Store::connect(&format!("sqlite://{}?mode=rwc", fresh.display()), 1).await.unwrap();
        store.migrate().await.unwrap();
        store.close().await.unwrap();
        std::fs::rename(fresh, &file).unwrap();
    }
    file
}

#[derive(Clone)]
pub struct World {
    pub app: App,
    pub router: Router,
    pub folder: PathBuf,
    /// What the database is asked while somebody listens.
    pub statements: Statements,
    made: Arc<AtomicUsize>,
}

impl World {
    pub async fn sqlite() -> Self {
        Self::sqlite_with(|_| ()).await
    }

    /// The same with other settings.
    pub async fn sqlite_with(set: impl FnOnce(&mut Config)) -> Self {
        let folder = std::env::temp_dir().join(format!("yichuang-test-{}", Uuid::from_bytes(ids::random_bytes())));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(migrated_file().await, folder.join("test.sqlite")).unwrap();
        let url = format!("sqlite://{}/test.sqlite", folder.display());
        let world = Self::open(url, folder, set).await;
        world.areas().await;
        world
    }

    /// A database cloned from the migrated template.
    pub async fn postgres() -> Self {
        let base = cluster();
        let name = format!("t_{}", Uuid::from_bytes(ids::random_bytes()).simple());
        let admin = Database::connect(format!("{base}/postgres")).await.unwrap();
        admin.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}")).await.unwrap();
        admin.close().await.unwrap();
        let folder = std::env::temp_dir().join(format!("yichuang-test-{name}"));
        std::fs::create_dir_all(&folder).unwrap();
        let world = Self::open(format!("{base}/{name}"), folder, |_| ()).await;
        world.areas().await;
        world
    }

    /// Another process of the same installation with other settings.
    #[must_use]
    pub fn with_settings(&self, set: impl FnOnce(&mut Config)) -> Self {
        let mut config = (*self.app.config).clone();
        set(&mut config);
        let (operations, contract) = openapi::mounted();
        let app =
            App::new(self.app.store.clone(), self.app.clock.clone(), config, &contract).unwrap_or_else(|problem| panic!("{problem:?}"));
        Self {
            router: router::build(&app, operations),
            app,
            folder: self.folder.clone(),
            statements: self.statements.clone(),
            made: self.made.clone(),
        }
    }

    async fn open(url: String, folder: PathBuf, set: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config { database_url: url, data_dir: folder.clone(), max_connections: 20, ..Config::default() };
        "the secret of a test installation, 32+".clone_into(&mut config.secret_key);
        "offered".clone_into(&mut config.second_factor);
        config.pdf_program = std::env::var_os("YICHUANG_TEST_PDF").map(PathBuf::from).unwrap_or_default();
        set(&mut config);
        config.complete().unwrap();
        let statements = Statements::default();
        let heard = statements.clone();
        let store = Store::connect(&config.database_url, config.max_connections).await.unwrap();
        let store = store.observed(move |statement| heard.hear(statement));
        let clock = Clock::fixed(Timestamp::parse(START).unwrap());
        let (operations, contract) = openapi::mounted();
        let app = App::new(store, clock, config, &contract).unwrap_or_else(|problem| panic!("{problem:?}"));
        let router = router::build(&app, operations);
        Self { app, router, folder, statements, made: Arc::default() }
    }

    /// Another process of the same installation: nothing that only lives in memory is shared.
    #[must_use]
    pub fn second_process(&self) -> Self {
        self.with_settings(|_| ())
    }

    /// Puts database and folder away; those of a test that failed stay for a look.
    pub async fn end(self) {
        let Self { app, router, folder, .. } = self;
        drop(router);
        let url = app.config.database_url.clone();
        app.store.close().await.unwrap();
        if let Some((base, name)) = url.rsplit_once('/').filter(|_| url.starts_with("postgres")) {
            let admin = Database::connect(format!("{base}/postgres")).await.unwrap();
            admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
            admin.close().await.unwrap();
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    /// The areas every world begins with.
    pub async fn areas(&self) {
        let conn = self.app.store.begin().await.unwrap();
        areas::ensure(&conn, "320000000000", "江苏省", "province", None).await.unwrap();
        areas::ensure(&conn, "320400000000", "常州市", "city", Some("320000000000")).await.unwrap();
        areas::ensure(&conn, DISTRICT, "常州市天宁区", "district", Some("320400000000")).await.unwrap();
        areas::ensure(&conn, "350000000000", "福建省", "province", None).await.unwrap();
        conn.commit().await.unwrap();
    }

    /// Scope of the district of the tests.
    pub async fn district(&self) -> Scope {
        let area = areas::find(&self.app.store.read(), DISTRICT).await.unwrap().unwrap();
        Scope::Area(area.path)
    }

    /// Moves the clock to an instant.
    pub fn at(&self, instant: &str) {
        let target = Timestamp::parse(instant).unwrap().micros();
        self.app.clock.advance(target - self.app.clock.now().micros());
    }

    /// Moves the clock to 09:00 in Shanghai on the day after `day`, unless it is later already.
    pub fn morning_after(&self, day: &str) {
        let morning = Day::parse(day).unwrap().next().unwrap();
        let target = start_of_day_shanghai(morning).plus_seconds(9 * 3600).micros();
        self.app.clock.advance((target - self.app.clock.now().micros()).max(0));
    }

    /// Today in Shanghai.
    pub fn today(&self) -> String {
        self.app.clock.now().shanghai_day().to_string()
    }

    /// 1, 2, 3 …: makes names and codes of one world differ.
    pub fn next(&self) -> usize {
        self.made.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub fn is_postgres(&self) -> bool {
        self.app.store.read().get_database_backend() == DbBackend::Postgres
    }

    /// An id as a literal of the database's own SQL.
    pub fn literal(&self, id: Uuid) -> String {
        if self.is_postgres() { format!("'{id}'") } else { format!("X'{}'", id.simple()) }
    }

    /// Runs SQL past every rule of the product, as somebody with the database's password could; gives the refusal.
    pub async fn sql(&self, statement: &str) -> Result<(), String> {
        let conn: Conn = self.app.store.begin().await.unwrap();
        match conn.execute_unprepared(statement).await {
            Ok(_) => conn.commit().await.map_err(|error| error.to_string()),
            Err(error) => {
                conn.rollback().await.unwrap();
                Err(error.to_string())
            }
        }
    }

    /// The one number a query answers.
    pub async fn number(&self, query: &str) -> i64 {
        let query = format!("SELECT CAST(COALESCE(({query}), 0) AS BIGINT) AS n");
        let conn = self.app.store.read();
        let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), query)).await.unwrap();
        row.unwrap().try_get("", "n").unwrap()
    }

    /// The tables that hold a text somewhere, as somebody would find it who reads the database or a copy of it.
    pub async fn tables_holding(&self, text: &str) -> Vec<String> {
        let mut holding = Vec::new();
        for table in self.tables().await {
            let holds = if self.is_postgres() {
                format!("CAST(\"{table}\" AS text) LIKE '%{text}%'")
            } else {
                let columns = self.names(&format!("SELECT name FROM pragma_table_info('{table}')")).await;
                columns.iter().map(|name| format!("instr(\"{name}\", '{text}') > 0")).collect::<Vec<_>>().join(" OR ")
            };
            if self.number(&format!("SELECT COUNT(*) FROM \"{table}\" WHERE {holds}")).await > 0 {
                holding.push(table);
            }
        }
        holding
    }

    async fn tables(&self) -> Vec<String> {
        self.names(if self.is_postgres() {
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
        } else {
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        })
        .await
    }

    async fn names(&self, query: &str) -> Vec<String> {
        let conn = self.app.store.read();
        let found = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), query)).await.unwrap();
        found.iter().map(|row| row.try_get("", "name").unwrap()).collect()
    }

    /// How many rows every table holds.
    pub async fn rows(&self) -> BTreeMap<String, i64> {
        let mut counts = BTreeMap::new();
        for name in self.tables().await {
            counts.insert(name.clone(), self.number(&format!("SELECT COUNT(*) FROM \"{name}\"")).await);
        }
        assert!(counts.len() > 30, "{counts:?}");
        counts
    }

    pub fn later(&self, seconds: i64) {
        self.app.clock.advance(seconds * 1_000_000);
    }

    /// Somebody nobody knows.
    pub fn anonymous(&self) -> Actor {
        Actor::new(self.clone(), "anonymous".to_owned(), Uuid::nil(), None)
    }

    /// A person with these roles, logged in. The account and session rows are written directly, so that no test
    /// pays for password hashing; logging in has tests of its own. A reviewer is an approved expert.
    pub async fn person(&self, name: &str, grants: &[(&str, Scope)]) -> Actor {
        self.login_of_person(name, grants, None).await
    }

    /// Puts an account into the library of experts, approved for a hundred years by somebody of another district.
    async fn expert(&self, conn: &Conn, user: Uuid, name: &str) {
        let now = self.app.clock.now();
        let bureau = UserId(Uuid::from_u128(0x0eeb));
        if yichuang_store::find::<User>(conn, bureau).await.unwrap().is_none() {
            let own: User = yichuang_store::find(conn, UserId(user)).await.unwrap().unwrap();
            let person_id = PersonId(bureau.0);
            insert(conn, User { id: bureau, person_id, email: "bureau@test.example".to_owned(), name: "专家库".to_owned(), ..own })
                .await
                .unwrap();
        }
        let area = areas::find(conn, DISTRICT).await.unwrap().unwrap();
        let expert = Expert {
            id: ExpertId(ids::new_id(now)),
            number: format!("ZJ{}", user.simple()),
            user_id: UserId(user),
            name: name.to_owned(),
            titles: "社会工作师".to_owned(),
            phone: String::new(),
            area_code: area.code,
            area_path: area.path,
            load_cap: 100,
            available: "[]".to_owned(),
            approved_until: Some("2126-06-01".to_owned()),
            renewal_asked_at: None,
            submitted_by: Some(UserId(user)),
            approved_by: Some(bureau),
            approved_at: Some(now.micros()),
            reason: None,
            demonstration: false,
            state: "approved".to_owned(),
            version: 1,
            created_by: UserId(user),
            created_at: now.micros(),
            updated_at: now.micros(),
        };
        insert(conn, expert).await.unwrap();
    }

    /// A login; `person` makes it a second login of a person who has one already.
    pub async fn login_of_person(&self, name: &str, grants: &[(&str, Scope)], person: Option<Uuid>) -> Actor {
        let now = self.app.clock.now();
        let id = ids::new_id(now);
        let conn = self.app.store.begin().await.unwrap();
        let user = User {
            id: UserId(id),
            person_id: PersonId(person.unwrap_or(id)),
            email: format!("{}@test.example", id.simple()),
            name: name.to_owned(),
            password_hash: "none".to_owned(),
            language: "zh-CN".to_owned(),
            state: "active".to_owned(),
            demonstration: false,
            failed_logins: 0,
            locked_until_at: None,
            version: 1,
            created_at: now.micros(),
            updated_at: now.micros(),
        };
        insert(&conn, user).await.unwrap();
        for (role, scope) in grants {
            let (scope_kind, scope_id, area_path) = scope_columns(scope);
            let row = Grant {
                id: ids::new_id(now),
                user_id: UserId(id),
                role: (*role).to_owned(),
                scope_kind: scope_kind.to_owned(),
                scope_id,
                area_path,
                created_by: None,
                created_at: now.micros(),
                revoked_at: None,
                delegated_from: None,
                expires_at: None,
            };
            insert(&conn, row).await.unwrap();
        }
        if grants.iter().any(|(role, _)| *role == "reviewer") && person.is_none() {
            self.expert(&conn, id, name).await;
        }
        let token = Uuid::from_bytes(ids::random_bytes()).simple().to_string();
        // Further than any test moves the clock, and than the machine's clock is ahead of it.
        let far = 36_500 * 86_400_000_000_i64;
        let session = Session {
            id: ids::new_id(now),
            user_id: UserId(id),
            token_sha256: sha256_hex(token.as_bytes()),
            created_at: now.micros(),
            last_seen_at: now.micros() + far,
            expires_at: now.micros() + far,
            revoked_at: None,
            stepped_up_at: None,
        };
        insert(&conn, session).await.unwrap();
        conn.commit().await.unwrap();
        Actor::new(self.clone(), name.to_owned(), id, Some((token.clone(), csrf_token(&token))))
    }
}
