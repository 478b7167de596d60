//! What may be uploaded for what: one table of purposes, with the kinds of file and the size each of them takes,
//! and the rules of an upload in chunks.

use crate::fault::Fault;
use crate::string_enum;

/// Bytes of every chunk but the last one.
pub const CHUNK_BYTES: i64 = 1024 * 1024;
/// Uploads that one person may have begun and not yet attached to anything.
pub const MAX_LOOSE_FILES: i64 = 50;
/// Uploads without an account that one network address may begin within an hour.
pub const MAX_ANONYMOUS_PER_HOUR: i64 = 12;
/// An upload that is not attached to anything is removed after this long.
pub const LOOSE_HOURS: i64 = 24;

string_enum! {
    /// A kind of file that the platform takes and recognises by its content.
    pub enum FileKind {
        Pdf "pdf" "PDF 文档" "A document in the portable format";
        Docx "docx" "Word 文档" "A word processor's document in Office Open XML, without macros";
        Xlsx "xlsx" "Excel 工作簿" "A workbook in Office Open XML, without macros";
        Csv "csv" "CSV 表格" "A table as plain text";
        Jpg "jpg" "JPEG 图片" "A photograph";
        Png "png" "PNG 图片" "A picture without loss";
        Webp "webp" "WebP 图片" "A picture for the web";
        Xml "xml" "XML 报文" "A message between banks and their customers";
    }
}

string_enum! {
    /// What an uploaded file is for; it decides which kinds and which size are taken.
    pub enum FilePurpose {
        ProposalAttachment "proposal_attachment" "申报附件" "Attached to a proposal";
        MatchingProof "matching_proof" "配套资金证明" "Shows that a part of the matching money is there";
        OrganisationDocument "organisation_document" "组织证照材料" "A certificate or another document of an organisation";
        CallDocument "call_document" "公告附件" "Published together with a call";
        NeedPhoto "need_photo" "需求照片" "Shows a need that residents report";
        ObjectionEvidence "objection_evidence" "异议证据" "Shows what an objection to a public notice says";
        JuryProtocol "jury_protocol" "大众评审计票记录" "The signed protocol of the count of a public jury";
        ImportSheet "import_sheet" "导入表格" "Rows to be imported";
        BankStatement "bank_statement" "银行对账单报文" "What a bank says about an account, as ISO 20022 message (camt.053)";
    }
}

/// One row of the table of purposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurposeRule {
    /// What the file is for.
    pub purpose: FilePurpose,
    /// The kinds of file it may be.
    pub kinds: &'static [FileKind],
    /// The largest size in bytes.
    pub max_bytes: i64,
    /// Whether it may be uploaded without an account.
    pub anonymous: bool,
}

const MIB: i64 = 1024 * 1024;
const DOCUMENTS: &[FileKind] = &[FileKind::Pdf, FileKind::Docx, FileKind::Xlsx, FileKind::Jpg, FileKind::Png];
const EVIDENCE: &[FileKind] = &[FileKind::Pdf, FileKind::Jpg, FileKind::Png];
const PHOTOS: &[FileKind] = &[FileKind::Jpg, FileKind::Png, FileKind::Webp];
const MESSAGES: &[FileKind] = &[FileKind::Xml];
const SHEETS: &[FileKind] = &[FileKind::Xlsx, FileKind::Csv];

/// Every purpose and its limits.
pub const PURPOSES: &[PurposeRule] = &[
    PurposeRule { purpose: FilePurpose::ProposalAttachment, kinds: DOCUMENTS, max_bytes: 20 * MIB, anonymous: false },
    PurposeRule { purpose: FilePurpose::MatchingProof, kinds: EVIDENCE, max_bytes: 10 * MIB, anonymous: false },
    PurposeRule { purpose: FilePurpose::OrganisationDocument, kinds: EVIDENCE, max_bytes: 10 * MIB, anonymous: false },
    PurposeRule { purpose: FilePurpose::CallDocument, kinds: DOCUMENTS, max_bytes: 20 * MIB, anonymous: false },
    PurposeRule { purpose: FilePurpose::NeedPhoto, kinds: PHOTOS, max_bytes: 5 * MIB, anonymous: true },
    PurposeRule { purpose: FilePurpose::ObjectionEvidence, kinds: EVIDENCE, max_bytes: 10 * MIB, anonymous: true },
    PurposeRule { purpose: FilePurpose::JuryProtocol, kinds: EVIDENCE, max_bytes: 20 * MIB, anonymous: false },
    PurposeRule { purpose: FilePurpose::ImportSheet, kinds: SHEETS, max_bytes: 5 * MIB, anonymous: false },
    PurposeRule { purpose: FilePurpose::BankStatement, kinds: MESSAGES, max_bytes: 5 * MIB, anonymous: false },
];

impl FilePurpose {
    /// The limits of this purpose.
    #[must_use]
    pub fn rule(self) -> &'static PurposeRule {
        PURPOSES.iter().find(|rule| rule.purpose == self).unwrap_or(&PURPOSES[0])
    }
}

impl FileKind {
    /// The media type under which such a file travels.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv",
            Self::Jpg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Xml => "text/xml",
        }
    }

    /// The endings a name of such a file may have, without the dot; the first is the usual one.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Csv => &["csv"],
            Self::Jpg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Xml => &["xml"],
        }
    }

    /// The kind with this media type; parameters such as `charset` say nothing about the kind.
    #[must_use]
    pub fn of_media_type(text: &str) -> Option<Self> {
        let plain = text.split(';').next().unwrap_or_default().trim();
        Self::ALL.iter().copied().find(|kind| kind.media_type().eq_ignore_ascii_case(plain))
    }

    /// Whether the file carries data about camera and place that is taken out before it is kept.
    #[must_use]
    pub const fn is_photo(self) -> bool {
        matches!(self, Self::Jpg | Self::Png | Self::Webp)
    }
}

/// What is said about a file before its first byte is sent.
#[derive(Debug, Clone, Copy)]
pub struct NewFile<'a> {
    /// What it is for.
    pub purpose: FilePurpose,
    /// Its name, with ending, without folders.
    pub name: &'a str,
    /// Its size in bytes.
    pub size: i64,
    /// The media type it is said to have.
    pub media_type: &'a str,
}

/// The kind of a file that may be uploaded, or everything that speaks against it.
pub fn check_new(file: &NewFile<'_>) -> Result<FileKind, Vec<Fault>> {
    let rule = file.purpose.rule();
    let mut faults = Vec::new();
    if file.name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\')) || file.name.trim().trim_matches('.').is_empty() {
        faults.push(Fault::new("/name", "wrong_format", "A name holds no slashes and no control characters").with_actual(file.name));
    }
    if file.size > rule.max_bytes {
        let fault = Fault::new("/size", "too_large", "The file is larger than this purpose allows");
        faults.push(fault.with_limit(rule.max_bytes.to_string()).with_actual(file.size.to_string()));
    }
    if file.size < 1 {
        faults.push(Fault::new("/size", "empty", "The file is empty").with_limit("1").with_actual(file.size.to_string()));
    }
    let kind = FileKind::of_media_type(file.media_type).filter(|kind| rule.kinds.contains(kind));
    match kind {
        None => {
            let allowed: Vec<&str> = rule.kinds.iter().map(|kind| kind.media_type()).collect();
            let fault = Fault::new("/media_type", "not_allowed", "This kind of file is not taken for this purpose");
            faults.push(fault.with_limit(allowed.join(", ")).with_actual(file.media_type));
        }
        Some(kind) if !named_like(file.name, kind) => {
            let fault = Fault::new("/name", "extension_mismatch", "The ending of the name does not belong to the media type");
            faults.push(fault.with_limit(kind.extensions().join(", ")).with_actual(file.name));
        }
        Some(_) => {}
    }
    kind.filter(|_| faults.is_empty()).ok_or(faults)
}

fn named_like(name: &str, kind: FileKind) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    kind.extensions().contains(&ending.as_str())
}

/// What a chunk that was sent means for an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chunk {
    /// It continues the upload, which holds this many bytes afterwards.
    Next(i64),
    /// It lies before the end of what is there; if it is the same chunk again, nothing needs to be done.
    Seen,
    /// It begins after the end of what is there, or not where a chunk begins.
    Gap,
    /// It has not the length that a chunk at this place must have.
    WrongLength(i64),
}

/// Judges a chunk of `length` bytes at `offset` of a file of `size` bytes, of which `received` are there.
#[must_use]
pub fn chunk(size: i64, received: i64, offset: i64, length: i64) -> Chunk {
    if offset > received || offset < 0 || offset >= size || offset % CHUNK_BYTES != 0 {
        return Chunk::Gap;
    }
    let expected = CHUNK_BYTES.min(size - offset);
    match (length == expected, offset < received) {
        (false, _) => Chunk::WrongLength(expected),
        (true, true) => Chunk::Seen,
        (true, false) => Chunk::Next(offset + length),
    }
}

#[cfg(test)]
mod tests;
