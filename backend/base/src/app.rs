//! What every request shares: the store, the clock, the settings and the contract's operations.

use std::sync::Arc;

use serde_json::{Value, json};
use yichuang_domain::calendar::Calendar;
use yichuang_store::Store;
use yichuang_store::seal::SealKey;

use crate::clock::Clock;
use crate::config::Config;
use crate::http::operations::Operations;
use crate::http::rule::Rule;
use crate::objects::Objects;
use crate::problem::Problem;
use crate::running::Running;

/// Cheap to clone; holds nothing that another process would miss, except how far work of this one is.
#[derive(Clone)]
pub struct App {
    pub store: Store,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub seal_key: SealKey,
    pub calendar: &'static Calendar,
    pub operations: Arc<Operations>,
    /// What a scheme looks like.
    pub scheme: Arc<Rule>,
    /// The bytes of uploaded files.
    pub objects: Objects,
    /// How far long work of this process is.
    pub running: Running,
}

impl App {
    /// Puts the parts together; fails when an operation of the contract has no access rule, or the files have no place.
    pub fn new(store: Store, clock: Clock, config: Config, contract: &Value) -> Result<Self, Problem> {
        let calendar = Calendar::china();
        let operations = Operations::from_contract(contract)?;
        let objects = Objects::open(&config).map_err(Problem::internal)?;
        Ok(Self {
            store,
            clock,
            seal_key: SealKey::from_secret(&config.secret_key),
            config: Arc::new(config),
            calendar,
            operations: Arc::new(operations),
            scheme: Arc::new(Rule::of(contract, &json!({ "$ref": "#/components/schemas/SchemeDocument" }))),
            objects,
            running: Running::default(),
        })
    }
}
