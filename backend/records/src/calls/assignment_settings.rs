//! By which numbers proposals are assigned.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_domain::fault::Fault;
use yichuang_domain::schemes::Scheme;

/// What an officer knows of one reviewer.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentReviewerInput {
    /// A seat of the panel.
    pub reviewer_id: Uuid,
    /// The most proposals on this desk; the general `cap` when left out.
    #[schema(minimum = 0, maximum = 1000, example = 12)]
    pub cap: Option<u32>,
    /// Categories of the call in which this reviewer is a specialist. When left out: their specialities in the library of
    /// experts, and what they have reviewed in other calls.
    #[schema(max_items = 100, example = json!(["elderly"]))]
    pub categories: Option<Vec<String>>,
    /// What they asked for: 0 = rather less, 500 = no wish, 1000 = gladly more. 500 when left out.
    #[schema(minimum = 0, maximum = 1000, example = 500)]
    pub preference: Option<u32>,
}

/// By which numbers proposals are assigned. The same settings and the same facts give the same plan.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentSettingsInput {
    /// `all_by_all`: every member of the panel reviews every proposal, but for conflicts. `assigned_k`: so many for each.
    #[schema(pattern = "^(all_by_all|assigned_k)$", example = "assigned_k")]
    pub mode: String,
    /// How many reviewers each proposal gets with `assigned_k`: at least the quorum of the scheme.
    #[schema(minimum = 1, maximum = 99, example = 3)]
    pub per_proposal: Option<u32>,
    /// The most proposals on one desk; what the library of experts says when left out. With `all_by_all` nobody has a cap.
    #[schema(minimum = 1, maximum = 1000, example = 20)]
    pub cap: Option<u32>,
    /// Breaks ties between plans that are equally good, and decides nothing else.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", example = "YC2026-0001")]
    pub seed: String,
    /// Permille that each further proposal on a desk costs more than the one before: the higher, the more even.
    #[serde(default = "default_balance")]
    #[schema(minimum = 0, maximum = 1000, example = 50)]
    pub balance: u32,
    /// Permille that the first specialist of a proposal is worth; 0 = specialists count as others do.
    #[serde(default = "default_reward")]
    #[schema(minimum = 0, maximum = 1000, example = 300)]
    pub specialist_reward: u32,
    /// What is known of single reviewers; who is not named is taken as the records have them.
    #[serde(default)]
    #[schema(max_items = 99)]
    pub reviewers: Vec<AssignmentReviewerInput>,
}

const fn default_balance() -> u32 {
    50
}

const fn default_reward() -> u32 {
    300
}

impl AssignmentSettingsInput {
    #[must_use]
    pub fn is_all_by_all(&self) -> bool {
        self.mode == "all_by_all"
    }

    /// How many reviewers each proposal is to have; with `all_by_all` there is no such number.
    #[must_use]
    pub fn wanted(&self) -> Option<u32> {
        self.per_proposal.filter(|_| !self.is_all_by_all())
    }

    /// What contradicts the scheme, the panel or itself.
    #[must_use]
    pub fn faults(&self, scheme: &Scheme, seats: &[Uuid]) -> Vec<Fault> {
        let mut faults = Vec::new();
        let size = u32::try_from(seats.len()).unwrap_or(u32::MAX);
        match self.per_proposal {
            None if !self.is_all_by_all() => {
                faults.push(Fault::new("/settings/per_proposal", "missing", "Say how many reviewers each proposal gets"));
            }
            Some(wanted) if !self.is_all_by_all() && !(scheme.scoring.quorum..=size.max(scheme.scoring.quorum)).contains(&wanted) => {
                let detail = "Each proposal needs at least the quorum of the scheme, and at most the panel";
                let fault = Fault::new("/settings/per_proposal", "out_of_range", detail);
                faults.push(fault.with_limit(format!("{} to {size}", scheme.scoring.quorum)).with_actual(wanted.to_string()));
            }
            _ => {}
        }
        for (n, one) in self.reviewers.iter().enumerate() {
            let pointer = format!("/settings/reviewers/{n}");
            if !seats.contains(&one.reviewer_id) {
                faults.push(
                    Fault::new(format!("{pointer}/reviewer_id"), "unknown", "Nobody of the panel").with_actual(one.reviewer_id.to_string()),
                );
            }
            if self.reviewers[..n].iter().any(|other| other.reviewer_id == one.reviewer_id) {
                faults.push(Fault::new(format!("{pointer}/reviewer_id"), "duplicate", "Stands here twice"));
            }
            for (k, category) in one.categories.iter().flatten().enumerate() {
                if !scheme.categories.iter().any(|known| known.code == *category) {
                    let fault = Fault::new(format!("{pointer}/categories/{k}"), "unknown", "The scheme has no such category");
                    faults.push(fault.with_actual(category));
                }
            }
        }
        faults
    }

    #[must_use]
    pub fn of(&self, reviewer: Uuid) -> Option<&AssignmentReviewerInput> {
        self.reviewers.iter().find(|one| one.reviewer_id == reviewer)
    }
}
