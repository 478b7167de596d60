//! Somebody who speaks HTTP: to the router in process, or to a server of its own.

use std::net::{SocketAddr, TcpStream};

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;
use yichuang_base::ids;

use crate::server::{self, Server};
use crate::world::World;

#[derive(Clone)]
pub struct Actor {
    pub world: World,
    pub name: String,
    pub id: Uuid,
    session: Option<(String, String)>,
    /// The server to speak to; the router in process when there is none.
    server: Option<SocketAddr>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: Value,
    request: String,
}

/// One request being put together.
pub struct Call<'a> {
    actor: &'a Actor,
    method: Method,
    path: String,
    body: Option<Value>,
    key: Option<String>,
    if_match: Option<String>,
    headers: Vec<(&'static str, String)>,
    csrf: bool,
}

impl Actor {
    pub(crate) fn new(world: World, name: String, id: Uuid, session: Option<(String, String)>) -> Self {
        Self { world, name, id, session, server: None }
    }

    /// Somebody of this name who is logged in with this token.
    #[must_use]
    pub fn logged_in(&self, name: &str, token: &str, csrf: &str) -> Self {
        Self { name: name.to_owned(), session: Some((token.to_owned(), csrf.to_owned())), ..self.clone() }
    }

    /// The same person at a server of its own.
    #[must_use]
    pub fn at(&self, server: &Server) -> Self {
        Self { server: Some(server.address), ..self.clone() }
    }

    /// The same person at another process of the installation.
    #[must_use]
    pub fn within(&self, world: World) -> Self {
        Self { world, ..self.clone() }
    }

    pub fn call(&self, method: Method, path: &str) -> Call<'_> {
        let keyed = method == Method::POST;
        let key = keyed.then(|| Uuid::from_bytes(ids::random_bytes()).to_string());
        Call { actor: self, method, path: format!("/api/v1{path}"), body: None, key, if_match: None, headers: Vec::new(), csrf: true }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path).send().await
    }

    /// POST with a fresh idempotency key.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path).json(body).send().await
    }

    /// POST without a body and with a fresh idempotency key.
    pub async fn push(&self, path: &str) -> Answer {
        self.call(Method::POST, path).send().await
    }

    /// An action on the thing as the actor sees it now: reads its ETag, then POSTs to `{thing}/{verb}`.
    pub async fn act(&self, thing: &str, verb: &str, body: Value) -> Answer {
        let etag = self.etag(thing).await;
        let call = self.call(Method::POST, &format!("{thing}/{verb}")).if_match(&etag);
        if body.is_null() { call.send().await } else { call.json(body).send().await }
    }

    pub async fn patch(&self, thing: &str, body: Value) -> Answer {
        let etag = self.etag(thing).await;
        self.call(Method::PATCH, thing).if_match(&etag).json(body).send().await
    }

    /// PUT below a thing, guarded by the thing's ETag.
    pub async fn put(&self, thing: &str, below: &str, body: Value) -> Answer {
        let etag = self.etag(thing).await;
        self.call(Method::PUT, &format!("{thing}/{below}")).if_match(&etag).json(body).send().await
    }

    /// PUT of the whole thing, guarded by its ETag.
    pub async fn put_whole(&self, thing: &str, body: Value) -> Answer {
        let etag = self.etag(thing).await;
        self.call(Method::PUT, thing).if_match(&etag).json(body).send().await
    }

    /// The ETag the actor sees, or one that fits nothing.
    pub async fn etag(&self, thing: &str) -> String {
        let answer = self.get(thing).await;
        answer.headers.get("etag").map_or_else(|| "\"0\"".to_owned(), |etag| etag.to_str().unwrap().to_owned())
    }
}

impl Call<'_> {
    #[must_use]
    pub fn json(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    #[must_use]
    pub fn no_key(mut self) -> Self {
        self.key = None;
        self
    }

    #[must_use]
    pub fn if_match(mut self, etag: &str) -> Self {
        self.if_match = Some(etag.to_owned());
        self
    }

    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// As a page of another site would send it: with the cookie, without the token.
    #[must_use]
    pub fn no_csrf(mut self) -> Self {
        self.csrf = false;
        self
    }

    pub async fn send(self) -> Answer {
        let raw = self.body.as_ref().map(Value::to_string);
        self.send_raw(raw.map(String::into_bytes), "application/json").await
    }

    pub async fn send_raw(self, body: Option<Vec<u8>>, kind: &str) -> Answer {
        let described = format!("{} {} as {}", self.method, self.path, self.actor.name);
        let request = self.request(body, kind);
        let (status, headers, bytes) = if let Some(address) = self.actor.server {
            server::exchange(address, request).await
        } else {
            let request = request.map(|body| body.map_or_else(Body::empty, Body::from));
            let response = self.actor.world.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
        };
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status, headers, bytes, body, request: described }
    }

    /// Sends the request to a server of its own and does not wait for the answer, which could be read from here.
    pub async fn begin(self) -> TcpStream {
        let body = self.body.as_ref().map(|body| body.to_string().into_bytes());
        server::begin(self.actor.server.expect("only a server can be killed"), self.request(body, "application/json")).await
    }

    /// Sends the head and the first bytes of a body of raw bytes to a server of its own, and hangs up.
    pub async fn begin_and_drop(self, body: &[u8], sent: usize) {
        let request = self.request(Some(body.to_vec()), "application/octet-stream");
        server::begin_and_drop(self.actor.server.expect("only a server of its own can be hung up on"), request, sent).await;
    }

    fn request(&self, body: Option<Vec<u8>>, kind: &str) -> Request<Option<Vec<u8>>> {
        let mut request = Request::builder().method(self.method.clone()).uri(&self.path);
        if let Some((token, csrf)) = &self.actor.session {
            request = request.header("cookie", format!("yichuang_session={token}"));
            if self.csrf {
                request = request.header("x-csrf-token", csrf);
            }
        }
        if let Some(key) = &self.key {
            request = request.header("idempotency-key", key);
        }
        if let Some(etag) = &self.if_match {
            request = request.header("if-match", etag);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if body.is_some() {
            request = request.header("content-type", kind);
        }
        request.body(body).unwrap()
    }
}

impl Answer {
    /// The body, if the status is the expected one; otherwise the test ends with everything that came back.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}\n{:#}", self.request, self.body);
        self.body
    }

    #[track_caller]
    pub fn ok(self) -> Value {
        self.expect(200)
    }

    #[track_caller]
    pub fn created(self) -> Value {
        self.expect(201)
    }

    /// A refusal with this status and code; gives the problem.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        let request = self.request.clone();
        assert_eq!(
            self.headers.get("content-type").map(|kind| kind.to_str().unwrap().to_owned()).as_deref(),
            Some("application/problem+json"),
            "{request}\n{:#}",
            self.body
        );
        let body = self.expect(status);
        assert_eq!(body["code"], json!(code), "{request}\n{body:#}");
        body
    }

    /// The faults as `pointer code`, in order.
    #[track_caller]
    pub fn faults(&self) -> Vec<String> {
        faults(&self.body)
    }

    /// The header, as text; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The codes of all faults, in order.
    #[track_caller]
    pub fn fault_codes(&self) -> Vec<String> {
        let faults = self.body["errors"].as_array().cloned().unwrap_or_default();
        faults.iter().map(|fault| fault["code"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

/// The faults of a problem or of a check as `pointer code`, in order.
pub fn faults(body: &Value) -> Vec<String> {
    let faults = body["errors"].as_array().or_else(|| body["faults"].as_array()).cloned().unwrap_or_default();
    faults.iter().map(|fault| format!("{} {}", fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap())).collect()
}

/// Text as the query of an address carries it.
#[must_use]
pub fn query(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
