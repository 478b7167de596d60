//! A workbook as a body: it is packed on a thread of its own and waits for the reader.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::Part;
use super::workbook::Book;

/// Bytes that are sent at once.
const PART: usize = 64 * 1024;

/// Packs the workbook while it is read.
pub(super) fn packed(book: Book) -> Body {
    let (sender, receiver) = channel(4);
    tokio::task::spawn_blocking(move || {
        let mut out = Out { sender: sender.clone(), part: Vec::with_capacity(PART) };
        let packed = book.pack(&mut out).and_then(|()| out.flush());
        if let Err(error) = packed {
            tracing::error!(%error, "export");
            let _ = sender.blocking_send(Err(error));
        }
    });
    Body::new(Parts(receiver))
}

/// Where the packer writes to.
struct Out {
    sender: Sender<Part>,
    part: Vec<u8>,
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let part: Bytes = std::mem::take(&mut self.part).into();
        self.sender.blocking_send(Ok(part)).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

struct Parts(Receiver<Part>);

impl HttpBody for Parts {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(cx).map(|part| part.map(|part| part.map(Frame::data)))
    }
}
