//! The files of a proposal: what each of them stands for, which kinds a document of the call may be, and which
//! documents are still missing.

use crate::calls::{AcceptedType, RequiredDocument};
use crate::fault::Fault;
use crate::files::{FileKind, FilePurpose};
use crate::string_enum;

/// The most files of one proposal.
pub const MAX_PROPOSAL_FILES: usize = 60;
/// The most files for one document of the call (a certificate of several pages, scanned one by one).
pub const MAX_FILES_OF_DOCUMENT: usize = 10;

string_enum! {
    /// What a file of a proposal stands for.
    pub enum AttachmentKind {
        Document "document" "规定材料" "A document that the call asks for, by its code";
        Other "other" "其他材料" "Something that the applicant adds of their own accord";
        Proof "proof" "配套资金证明" "Shows matching money; a line of the budget names it";
        Answer "answer" "表单附件" "An answer in the form of the call, by the code of its field";
    }
}

impl AttachmentKind {
    /// What such a file is uploaded for.
    #[must_use]
    pub const fn purpose(self) -> FilePurpose {
        match self {
            Self::Proof => FilePurpose::MatchingProof,
            Self::Document | Self::Other | Self::Answer => FilePurpose::ProposalAttachment,
        }
    }

    /// Whether it has a code beside its kind.
    #[must_use]
    pub const fn has_code(self) -> bool {
        matches!(self, Self::Document | Self::Answer)
    }
}

/// A file of a proposal, as far as the rules look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attached<'a> {
    /// What it stands for.
    pub kind: AttachmentKind,
    /// The document or the field; empty for the other kinds.
    pub code: &'a str,
    /// What its content turned out to be.
    pub content: FileKind,
}

impl AcceptedType {
    /// Whether a file with this content is of this type.
    #[must_use]
    pub const fn takes(self, content: FileKind) -> bool {
        match self {
            Self::Pdf => matches!(content, FileKind::Pdf),
            Self::Image => matches!(content, FileKind::Jpg | FileKind::Png),
            Self::Word => matches!(content, FileKind::Docx),
            Self::Excel => matches!(content, FileKind::Xlsx),
        }
    }
}

impl RequiredDocument {
    /// Why a file with this content is not taken for the document; nothing when it is.
    #[must_use]
    pub fn refuses(&self, content: FileKind, pointer: &str) -> Option<Fault> {
        if self.accepts.iter().any(|accepted| accepted.takes(content)) {
            return None;
        }
        let accepted: Vec<&str> = self.accepts.iter().map(|accepted| accepted.as_str()).collect();
        let fault = Fault::new(pointer, "kind_not_accepted", "The call does not take this kind of file for this document");
        Some(fault.with_limit(accepted.join(", ")).with_actual(content.as_str()))
    }
}

/// Every document of the call that is missing or of a kind that is not taken (any more), as `/attachments/{code}`.
#[must_use]
pub fn check_attachments(required: &[RequiredDocument], held: &[Attached<'_>]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for document in required {
        let pointer = format!("/attachments/{}", document.code);
        let mut own = held.iter().filter(|file| file.kind == AttachmentKind::Document && file.code == document.code).peekable();
        if own.peek().is_none() && document.mandatory {
            let fault = Fault::new(&pointer, "document_missing", "The call asks for this document");
            faults.push(fault.with_limit(&*document.title));
        }
        // One fault for each document, however many of its files are of the wrong kind.
        faults.extend(own.find_map(|file| document.refuses(file.content, &pointer)));
    }
    faults
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn document(code: &str, mandatory: bool, accepts: &[AcceptedType]) -> RequiredDocument {
        RequiredDocument {
            code: code.to_owned(), title: format!("材料 {code}"), mandatory, accepts: accepts.to_vec(), note: String::new()
        }
    }

    fn file(kind: AttachmentKind, code: &str, content: FileKind) -> Attached<'_> {
        Attached { kind, code, content }
    }

    fn said(faults: Vec<Fault>) -> Vec<String> {
        faults.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn every_missing_document_is_named_and_an_optional_one_may_be_missing() {
        let required = [
            document("licence", true, &[AcceptedType::Pdf]),
            document("promise", true, &[AcceptedType::Pdf]),
            document("more", false, &[AcceptedType::Word]),
        ];
        assert_eq!(
            said(check_attachments(&required, &[])),
            ["/attachments/licence document_missing", "/attachments/promise document_missing"]
        );
        let other = file(AttachmentKind::Other, "licence", FileKind::Pdf);
        assert_eq!(check_attachments(&required, &[other]).len(), 2, "a file of another kind stands for no document");
        let held = [file(AttachmentKind::Document, "licence", FileKind::Pdf), file(AttachmentKind::Document, "more", FileKind::Pdf)];
        let found = check_attachments(&required, &held);
        assert_eq!(found[0].limit.as_deref(), Some("材料 promise"));
        assert_eq!(said(found), ["/attachments/promise document_missing", "/attachments/more kind_not_accepted"]);
    }

    #[test]
    fn every_kind_that_a_proposal_takes_belongs_to_exactly_one_type_of_the_call() {
        for content in FilePurpose::ProposalAttachment.rule().kinds {
            let types = AcceptedType::ALL.iter().filter(|accepted| accepted.takes(*content)).count();
            assert_eq!(types, 1, "{content}");
        }
    }

    proptest! {
        /// Whoever hands over one accepted file for each document has no fault, whatever else lies there; and no file
        /// of something else heals a missing document.
        #[test]
        fn documents_are_complete_exactly_when_each_mandatory_one_has_an_accepted_file(
            wanted in prop::collection::vec((any::<bool>(), 0_usize..4), 0..8),
            given in prop::collection::vec(any::<bool>(), 8),
        ) {
            let codes: Vec<String> = (0..wanted.len()).map(|n| format!("d{n}")).collect();
            let required: Vec<RequiredDocument> = wanted.iter().zip(&codes)
                .map(|((mandatory, accepted), code)| document(code, *mandatory, &[AcceptedType::ALL[*accepted]])).collect();
            let contents = [FileKind::Pdf, FileKind::Jpg, FileKind::Docx, FileKind::Xlsx];
            let held: Vec<Attached<'_>> = wanted.iter().zip(&codes).zip(&given).filter(|(_, given)| **given)
                .map(|(((_, accepted), code), _)| file(AttachmentKind::Document, code, contents[*accepted])).collect();
            let missing = wanted.iter().zip(&given).filter(|((mandatory, _), given)| *mandatory && !**given).count();
            let found = check_attachments(&required, &held);
            prop_assert_eq!(found.len(), missing);
            prop_assert!(found.iter().all(|fault| fault.code == "document_missing"));
        }
    }
}
