//! What a reviewer may learn of their own scoring, and nothing of anybody else's.

use serde::Serialize;
use serde_json::Value;

use super::super::input;
use super::outliers::{Flag, Limits, flags};
use super::{Leniency, additive, panel_of};
use crate::fault::Fault;

/// One of the reviewer's own reviews that asks for an explanation. How far it lies from the others is left out: with few
/// reviewers that would be their scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnFlag {
    /// The proposal, as in the reviews.
    pub proposal: String,
    /// Why.
    pub flags: Vec<Flag>,
}

/// One reviewer's part of the diagnostics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnDiagnostics {
    /// Points above or below the panel.
    pub leniency: Leniency,
    /// Their reviews that ask for an explanation.
    pub flagged: Vec<OwnFlag>,
    /// Why their scoring as a whole asks for an explanation.
    pub reasons: Vec<&'static str>,
}

/// The part of one reviewer in the diagnostics of a round, in the same figures as [`diagnose`](super::diagnose()); nothing
/// for somebody without a valid review.
pub fn own(document: &Value, reviewer: &str) -> Result<Option<OwnDiagnostics>, Vec<Fault>> {
    let (found, base) = input::locate(document);
    let panel = panel_of(&input::read(found, base)?);
    let Some(index) = panel.reviewers.iter().position(|name| name == reviewer) else { return Ok(None) };
    let (flagged, reviewers) = flags(&panel, &Limits::read(&found["policy"]));
    let mine = flagged.into_iter().filter(|flag| flag.reviewer == reviewer);
    Ok(Some(OwnDiagnostics {
        leniency: additive::fit(&panel).leniency(&panel, index),
        flagged: mine.map(|flag| OwnFlag { proposal: flag.proposal, flags: flag.flags }).collect(),
        reasons: reviewers.into_iter().filter(|flag| flag.reviewer == reviewer).map(|flag| flag.reason).collect(),
    }))
}
