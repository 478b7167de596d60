//! Settings from `yichuang.toml` (or the file named by `YICHUANG_CONFIG`) and the environment, which wins.

use std::path::PathBuf;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// Everything that can be set; nothing set = embedded SQLite in `./data`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: String,
    /// `sqlite://path?mode=rwc` or `postgres://user@host/database`; empty = SQLite in the data folder.
    pub database_url: String,
    /// Folder of the embedded database, the generated secret and mails that are not sent.
    pub data_dir: PathBuf,
    /// Secret of this installation, at least 32 characters; empty = made once and kept in the data folder.
    pub secret_key: String,
    /// Address under which people reach the server; `https` makes the session cookie secure.
    pub public_url: String,
    /// `smtp://user:password@host:port`; empty = mails are written into the data folder.
    pub smtp_url: String,
    /// Sender of mails.
    pub mail_from: String,
    /// Connections to the database.
    pub max_connections: u32,
    /// Where uploaded files lie: empty = a folder in the data folder; `s3://bucket/prefix` = a store that speaks S3.
    pub files_url: String,
    /// Address of the store, such as `https://minio.example:9000`; empty = Amazon's of the region.
    pub s3_endpoint: String,
    /// Region of the store.
    pub s3_region: String,
    /// Name of the key; empty = the machine's own role.
    pub s3_access_key: String,
    pub s3_secret_key: String,
    /// Speak to the store over plain http (a machine beside this one).
    pub s3_allow_http: bool,
    /// A proxy stands in front and writes the caller's address as the last one of `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// The program that sets documents as PDF; empty = `yichuang-pdf` beside the server's own.
    pub pdf_program: PathBuf,
    /// A folder with Chinese fonts, looked into before those of the system; empty = those of the system.
    pub pdf_fonts: PathBuf,
    /// Seconds after which a document is given up.
    pub pdf_seconds: u64,
    /// `required`: who signs for money or gives rights must have a second factor. `offered`: everybody may have one, and
    /// who has one uses it. Empty = required, offered in a demonstration.
    pub second_factor: String,
    /// Demonstration: the clock can be moved, accounts are printed.
    pub demo: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            database_url: String::new(),
            data_dir: PathBuf::from("data"),
            secret_key: String::new(),
            public_url: String::new(),
            smtp_url: String::new(),
            mail_from: "益创 <no-reply@yichuang.example>".to_owned(),
            max_connections: 16,
            files_url: String::new(),
            s3_endpoint: String::new(),
            s3_region: "us-east-1".to_owned(),
            s3_access_key: String::new(),
            s3_secret_key: String::new(),
            s3_allow_http: false,
            behind_proxy: false,
            pdf_program: PathBuf::new(),
            pdf_fonts: PathBuf::new(),
            pdf_seconds: 30,
            second_factor: String::new(),
            demo: false,
        }
    }
}

/// Never prints the secret, nor a password inside an address.
impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("database_url", &redact(&self.database_url))
            .field("data_dir", &self.data_dir)
            .field("secret_key", &"(set)")
            .field("public_url", &self.public_url)
            .field("smtp_url", &redact(&self.smtp_url))
            .field("mail_from", &self.mail_from)
            .field("max_connections", &self.max_connections)
            .field("files_url", &redact(&self.files_url))
            .field("s3_endpoint", &redact(&self.s3_endpoint))
            .field("s3_region", &self.s3_region)
            .field("s3_access_key", &if self.s3_access_key.is_empty() { "" } else { "(set)" })
            .field("s3_secret_key", &if self.s3_secret_key.is_empty() { "" } else { "(set)" })
            .field("s3_allow_http", &self.s3_allow_http)
            .field("behind_proxy", &self.behind_proxy)
            .field("pdf_program", &self.pdf_program)
            .field("pdf_fonts", &self.pdf_fonts)
            .field("pdf_seconds", &self.pdf_seconds)
            .field("second_factor", &self.second_factor)
            .field("demo", &self.demo)
            .finish()
    }
}

impl Config {
    /// Reads the settings; says which one is wrong.
    pub fn load() -> Result<Self, String> {
        let file = std::env::var("YICHUANG_CONFIG").unwrap_or_else(|_| "yichuang.toml".to_owned());
        let figment = Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(file))
            .merge(Env::prefixed("YICHUANG_").ignore(&["config", "log"]).filter(|name| !name.starts_with("test_")));
        let mut config: Self = figment.extract().map_err(|error| format!("settings: {error}"))?;
        config.complete()?;
        Ok(config)
    }

    /// Fills in what follows from other settings and makes the data folder and the secret.
    pub fn complete(&mut self) -> Result<(), String> {
        let shown = self.data_dir.display().to_string();
        std::fs::create_dir_all(&self.data_dir).map_err(|error| format!("data_dir {shown}: {error}"))?;
        if self.database_url.is_empty() {
            self.database_url = format!("sqlite://{shown}/yichuang.sqlite?mode=rwc");
        }
        if !self.database_url.starts_with("sqlite:") && !self.database_url.starts_with("postgres") {
            return Err("database_url must start with sqlite:// or postgres://".to_owned());
        }
        if !self.files_url.is_empty() && !self.files_url.starts_with("s3://") {
            return Err("files_url must be empty or start with s3://".to_owned());
        }
        if !["", "required", "offered"].contains(&self.second_factor.as_str()) {
            return Err("second_factor must be required or offered".to_owned());
        }
        if self.secret_key.is_empty() {
            self.secret_key = kept_secret(&self.data_dir.join("secret.key"))?;
        }
        if self.secret_key.len() < 32 {
            return Err("secret_key must have at least 32 characters".to_owned());
        }
        if self.public_url.is_empty() {
            self.public_url = format!("http://{}", self.listen);
        }
        Ok(())
    }

    /// Whether accounts that sign for money or give rights must have a second factor.
    #[must_use]
    pub fn demands_second_factor(&self) -> bool {
        self.second_factor == "required" || (self.second_factor.is_empty() && !self.demo)
    }

    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Browsers bind `__Host-` cookies to the origin, but only accept them over https.
    #[must_use]
    pub fn cookie_name(&self) -> &'static str {
        if self.is_https() { "__Host-yichuang_session" } else { "yichuang_session" }
    }
}

/// The secret of the data folder; made readable by its owner only when there is none.
fn kept_secret(path: &std::path::Path) -> Result<String, String> {
    if let Ok(secret) = std::fs::read_to_string(path) {
        return Ok(secret.trim().to_owned());
    }
    let secret: String = crate::ids::random_bytes::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
    let write = || -> std::io::Result<()> {
        use std::io::Write as _;
        use std::os::unix::fs::OpenOptionsExt as _;
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(secret.as_bytes())
    };
    write().map_err(|error| format!("secret {}: {error}", path.display()))?;
    Ok(secret)
}

fn redact(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(start), Some(end)) if end > start => format!("{}://***{}", &url[..start], &url[end..]),
        _ => url.to_owned(),
    }
}
