//! The real server as a process of its own, which can be killed like one.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use yichuang_base::clock::Clock;
use yichuang_registration::accounts::clock::SETTING;
use yichuang_store::settings;

use crate::world::World;

pub struct Server {
    pub address: SocketAddr,
    child: Child,
}

impl Server {
    /// Serves the world's own database at the world's time; the binary is that of `YICHUANG_TEST_BINARY`.
    pub async fn start(world: &World) -> Self {
        Self::limited(world, "unlimited").await
    }

    /// The same, where no file can be written beyond so many KiB: a disk that is full, to whoever writes.
    pub async fn limited(world: &World, file_kib: &str) -> Self {
        let binary = std::env::var("YICHUANG_TEST_BINARY").expect("YICHUANG_TEST_BINARY names the built `yichuang`");
        let ahead = world.app.clock.now().micros() - Clock::system().now().micros();
        let conn = world.app.store.begin().await.unwrap();
        settings::set(&conn, SETTING, &ahead.to_string()).await.unwrap();
        conn.commit().await.unwrap();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let config = &world.app.config;
        let mut command = Command::new("bash");
        command
            .args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; exec \"$0\" serve"])
            .args([binary.as_str(), file_kib])
            .env_clear()
            .envs([("YICHUANG_DEMO", "true"), ("YICHUANG_LOG", "error"), ("YICHUANG_DATABASE_URL", &config.database_url)])
            .envs([("YICHUANG_LISTEN", address.to_string()), ("YICHUANG_SECRET_KEY", config.secret_key.clone())])
            .env("YICHUANG_DATA_DIR", &world.folder)
            .current_dir(&world.folder)
            .stdout(Stdio::piped());
        let child = tokio::task::spawn_blocking(move || serving(&mut command)).await.unwrap();
        Self { address, child }
    }

    /// The most memory that the process has held so far.
    pub fn peak_kib(&self) -> i64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches("kB").trim().parse().unwrap()
    }

    /// SIGKILL: no handler of the process gets to run.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The process, once it has said where it serves.
fn serving(command: &mut Command) -> Child {
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("http"), "the server said `{line}`");
    child
}

type Message = Request<Option<Vec<u8>>>;

/// One request over a connection of its own.
pub(crate) async fn exchange(address: SocketAddr, request: Message) -> (StatusCode, HeaderMap, Vec<u8>) {
    let read = move || {
        let mut answer = Vec::new();
        sent(address, request).read_to_end(&mut answer).unwrap();
        answer
    };
    let answer = tokio::task::spawn_blocking(read).await.unwrap();
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("an answer has a head");
    let mut lines = std::str::from_utf8(&answer[..end]).unwrap().split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap().parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap()));
    (status, headers.collect(), answer[end + 4..].to_vec())
}

/// A request whose answer nobody waits for.
pub(crate) async fn begin(address: SocketAddr, request: Message) -> TcpStream {
    tokio::task::spawn_blocking(move || sent(address, request)).await.unwrap()
}

/// A request that ends in the middle of its body.
pub(crate) async fn begin_and_drop(address: SocketAddr, request: Message, sent: usize) {
    let dropped = move || drop(sent_until(address, request, sent));
    tokio::task::spawn_blocking(dropped).await.unwrap();
}

fn sent(address: SocketAddr, request: Message) -> TcpStream {
    sent_until(address, request, usize::MAX)
}

/// Sends the head and at most so many bytes of the body.
fn sent_until(address: SocketAddr, request: Message, limit: usize) -> TcpStream {
    let (parts, body) = request.into_parts();
    let body = body.unwrap_or_default();
    let mut head = format!("{} {} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n", parts.method, parts.uri);
    for (name, value) in &parts.headers {
        write!(head, "{name}: {}\r\n", value.to_str().unwrap()).unwrap();
    }
    write!(head, "{}: {}\r\n\r\n", header::CONTENT_LENGTH, body.len()).unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body[..body.len().min(limit)]).unwrap();
    stream
}
