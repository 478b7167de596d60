//! The bytes of uploaded files: a folder of this machine, or a store that speaks S3. Rows of the database say which
//! of them count; nothing here runs inside a transaction.

use std::fs::File as Spool;
use std::io::{Read as _, Seek as _, Write as _};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{GetOptions, ObjectStore, ObjectStoreExt as _, WriteMultipart};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use uuid::Uuid;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::files::Part;
use yichuang_store::ids::FileId;

use crate::config::Config;
use crate::problem::Problem;

/// S3 takes no part smaller than this, but for the last one.
const PART_BYTES: usize = 5 * 1024 * 1024;
/// Files that are put together and looked at side by side; each may hold its size in memory.
const AT_ONCE: usize = 3;

/// The object store of an installation; cheap to clone.
#[derive(Clone, Debug)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    place: String,
    spool: PathBuf,
    inspecting: Arc<Semaphore>,
}

/// Which objects of a file go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erase {
    /// The chunks of the upload.
    Chunks,
    /// Everything.
    All,
}

/// The chunks of an upload as one file that exists for this process only.
pub struct Gathered {
    pub file: Spool,
    pub sha256: String,
}

impl Objects {
    /// Opens the store; says which setting is wrong.
    pub fn open(config: &Config) -> Result<Self, String> {
        let (store, place) = if config.files_url.is_empty() { folder(config)? } else { s3(config)? };
        Ok(Self { store, place, spool: config.data_dir.clone(), inspecting: Arc::new(Semaphore::new(AT_ONCE)) })
    }

    /// Where the objects lie, for people.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Writes, reads and removes one small object.
    pub async fn check(&self) -> Result<(), String> {
        let path = Path::from(format!("check/{}", Uuid::from_bytes(crate::ids::random_bytes())));
        let said = |error: object_store::Error| error.to_string();
        self.store.put(&path, "yichuang".into()).await.map_err(said)?;
        let found = self.store.get(&path).await.map_err(said)?.bytes().await.map_err(said)?;
        self.store.delete(&path).await.map_err(said)?;
        if found == "yichuang" { Ok(()) } else { Err("what was written is not what is read".to_owned()) }
    }

    /// Keeps one chunk; 503 where there is no room for it. Chunks are named by their hash, so that two different ones for the same place never mix.
    pub async fn put_chunk(&self, id: FileId, part: &Part, bytes: Bytes) -> Result<(), Problem> {
        self.store.put(&chunk(id, part), bytes.into()).await.map(drop).map_err(Problem::no_room)
    }

    /// Puts the chunks together, one after the other, and hashes the whole. Only a few files are looked at side by
    /// side; hold the permit until that is done.
    pub async fn gather(&self, id: FileId, parts: &[Part]) -> Result<Gathered, Problem> {
        let mut file = tempfile::tempfile_in(&self.spool).map_err(Problem::no_room)?;
        let mut digest = Sha256::new();
        for part in parts {
            let bytes = self.store.get(&chunk(id, part)).await.map_err(Problem::internal)?.bytes().await.map_err(Problem::internal)?;
            if sha256_hex(&bytes) != part.sha256 {
                return Err(Problem::internal(format!("chunk {} of file {id} is not what was sent", part.starts_at)));
            }
            digest.update(&bytes);
            let written = spawn_blocking(move || file.write_all(&bytes).map(|()| file)).await.map_err(Problem::internal)?;
            file = written.map_err(Problem::no_room)?;
        }
        let sha256 = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Gathered { file, sha256 })
    }

    /// Waits until one more file may be put together and looked at.
    pub async fn turn(&self) -> Result<tokio::sync::OwnedSemaphorePermit, Problem> {
        self.inspecting.clone().acquire_owned().await.map_err(Problem::internal)
    }

    /// Keeps a whole file, in parts when it is large; 503 where there is no room for it.
    pub async fn keep(&self, id: FileId, mut file: Spool) -> Result<(), Problem> {
        file.rewind().map_err(Problem::internal)?;
        let (rest, first) = read_part(file).await?;
        file = rest;
        if first.len() < PART_BYTES {
            return self.store.put(&stored(id), first.into()).await.map(drop).map_err(Problem::no_room);
        }
        let upload = self.store.put_multipart(&stored(id)).await.map_err(Problem::no_room)?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PART_BYTES);
        let mut part = first;
        while !part.is_empty() {
            upload.wait_for_capacity(2).await.map_err(Problem::no_room)?;
            upload.put(part);
            (file, part) = read_part(file).await?;
        }
        upload.finish().await.map(drop).map_err(Problem::no_room)
    }

    /// The kept file, or a range of it, as a stream.
    pub async fn stream(&self, id: FileId, range: Option<Range<u64>>) -> Result<Body, Problem> {
        let options = GetOptions::new().with_range(range);
        let found = self.store.get_opts(&stored(id), options).await.map_err(Problem::internal)?;
        Ok(Body::from_stream(found.into_stream()))
    }

    /// The kept file as a whole, for those who must read it as a whole.
    pub async fn read(&self, id: FileId) -> Result<Bytes, Problem> {
        self.store.get(&stored(id)).await.map_err(Problem::internal)?.bytes().await.map_err(Problem::internal)
    }

    /// Removes objects of a file; those that are gone already are no fault.
    pub async fn erase(&self, id: FileId, what: Erase) -> Result<(), String> {
        let folder = Path::from(format!("uploads/{id}"));
        let found = self.store.list_with_delimiter(Some(&folder)).await.map_err(|error| error.to_string())?;
        let mut gone: Vec<Path> = found.objects.into_iter().map(|object| object.location).collect();
        if what == Erase::All {
            gone.push(stored(id));
        }
        for path in gone {
            match self.store.delete(&path).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.to_string()),
            }
        }
        Ok(())
    }

    /// How many objects of a file there are (tests and the check of an installation).
    pub async fn count(&self, id: FileId) -> Result<usize, String> {
        let folder = Path::from(format!("uploads/{id}"));
        let chunks = self.store.list_with_delimiter(Some(&folder)).await.map_err(|error| error.to_string())?.objects.len();
        match self.store.head(&stored(id)).await {
            Ok(_) => Ok(chunks + 1),
            Err(object_store::Error::NotFound { .. }) => Ok(chunks),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn chunk(id: FileId, part: &Part) -> Path {
    Path::from(format!("uploads/{id}/{:012}-{}", part.starts_at, part.sha256))
}

fn stored(id: FileId) -> Path {
    Path::from(format!("stored/{id}"))
}

type Opened = (Arc<dyn ObjectStore>, String);

fn folder(config: &Config) -> Result<Opened, String> {
    let folder = config.data_dir.join("files");
    let shown = folder.display().to_string();
    std::fs::create_dir_all(&folder).map_err(|error| format!("{shown}: {error}"))?;
    let store = LocalFileSystem::new_with_prefix(&folder).map_err(|error| format!("{shown}: {error}"))?;
    Ok((Arc::new(store.with_fsync(true).with_automatic_cleanup(true)), shown))
}

fn s3(config: &Config) -> Result<Opened, String> {
    // One TLS provider for the process; whoever installed one first is right as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let place = config.files_url.strip_prefix("s3://").unwrap_or_default();
    let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
    let mut builder = AmazonS3Builder::new().with_bucket_name(bucket).with_region(&config.s3_region).with_allow_http(config.s3_allow_http);
    if !config.s3_endpoint.is_empty() {
        builder = builder.with_endpoint(&config.s3_endpoint);
    }
    if !config.s3_access_key.is_empty() {
        builder = builder.with_access_key_id(&config.s3_access_key).with_secret_access_key(&config.s3_secret_key);
    }
    let store = builder.build().map_err(|error| format!("files_url: {error}"))?;
    let prefix = Path::parse(prefix).map_err(|error| format!("files_url: {error}"))?;
    Ok((Arc::new(PrefixStore::new(store, prefix)), config.files_url.clone()))
}

async fn read_part(mut file: Spool) -> Result<(Spool, Bytes), Problem> {
    blocking(move || {
        let mut part = Vec::with_capacity(PART_BYTES);
        (&mut file).take(PART_BYTES as u64).read_to_end(&mut part)?;
        Ok((file, part.into()))
    })
    .await
}

/// Work on files of this machine, away from the threads that answer requests.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T, Problem> {
    spawn_blocking(work).await.map_err(Problem::internal)?.map_err(Problem::internal)
}
