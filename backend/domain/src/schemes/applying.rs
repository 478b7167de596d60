//! Who may apply for what: sources, tracks, categories, limits and eligibility.

use serde::{Deserialize, Serialize};

use super::check::{Faults, MAX_TEXT};
use super::delivery::{Tranche, check_tranches};
use crate::fault::Fault;
use crate::money::Fen;
use crate::string_enum;

string_enum! {
    /// Where money comes from. Money of different sources is never mixed.
    pub enum FundingSource {
        WelfareLottery "welfare_lottery" "福彩公益金" "Welfare-lottery fund";
        Fiscal "fiscal" "财政资金" "Fiscal subsidy";
        Foundation "foundation" "基金会" "Money of a foundation";
        Donation "donation" "社会捐赠" "Donations";
        StreetMatch "street_match" "街道配套" "Matching money of a street or town";
        CommunityFund "community_fund" "社区公益基金" "A community fund";
    }
}

string_enum! {
    /// Whether a proposal must answer needs of the published list.
    pub enum NeedLink {
        None "none" "不关联" "Proposals name no need";
        Optional "optional" "可关联" "A proposal may name needs";
        Required "required" "必须关联" "Every proposal answers at least one listed need";
    }
}

string_enum! {
    /// How a former grantee is treated.
    pub enum PreviousGrantee {
        Allowed "allowed" "不限" "Like anybody else";
        Barred "barred" "不得申报" "May not apply again";
        BarredIfUnsettled "barred_if_unsettled" "未结项不得申报" "May not apply while a former project is unsettled";
        Preferred "preferred" "优先" "Is preferred";
    }
}

string_enum! {
    /// How a community group that is only filed (备案), not registered, may take part.
    pub enum FiledGroups {
        Refused "refused" "不得申报" "Not at all";
        ThroughSponsor "through_sponsor" "由支持型组织代报" "Through a registered organisation as its sponsor";
        OwnTrack "own_track" "单设赛道" "On a track and with a cap of its own";
    }
}

string_enum! {
    /// Whether a proposal needs the signature of the organisation's legal representative before it is submitted.
    pub enum SignOff {
        None "none" "不需要" "Whoever writes a proposal may submit it";
        Owner "owner" "负责人签署" "The owner of the organisation signs what is submitted";
        AnotherPerson "another_person" "负责人签署（填报与签署分人）" "The owner signs, and is not the person who wrote last or asked for it";
    }
}

string_enum! {
    /// The assessment grade (社会组织评估等级) of an organisation, lowest first.
    pub enum Grade {
        A1 "1A" "1A" "One A";
        A2 "2A" "2A" "Two A";
        A3 "3A" "3A" "Three A";
        A4 "4A" "4A" "Four A";
        A5 "5A" "5A" "Five A";
    }
}

/// A text in both languages of the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text from its two languages.
    #[must_use]
    pub fn new(zh: &str, en: &str) -> Self {
        Self { zh: zh.to_owned(), en: en.to_owned() }
    }

    pub(super) fn check(&self, faults: &mut Faults, pointer: &str) {
        for (language, text) in [("zh", &self.zh), ("en", &self.en)] {
            if text.trim().is_empty() {
                let pointer = format!("{pointer}/{language}");
                faults.push(Fault::new(pointer, "empty", "must not be empty"));
            }
        }
        self.check_length(faults, pointer);
    }

    /// A text that may be empty, but not longer than anybody would read.
    pub(super) fn check_length(&self, faults: &mut Faults, pointer: &str) {
        for (language, text) in [("zh", &self.zh), ("en", &self.en)] {
            if text.chars().count() > MAX_TEXT {
                let fault = Fault::new(format!("{pointer}/{language}"), "too_long", "the text is too long");
                faults.push(fault.with_limit(MAX_TEXT.to_string()).with_actual(text.chars().count().to_string()));
            }
        }
    }
}

/// An upper bound of what one track or category may receive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// The most awards; absent = no bound.
    pub max_awards: Option<u32>,
    /// The most money, in yuan; absent = no bound.
    pub max_amount: Option<Fen>,
}

impl Quota {
    fn check(&self, faults: &mut Faults, pointer: &str) {
        if let Some(max) = self.max_awards {
            faults.range(&format!("{pointer}/max_awards"), max, &(1..=100_000));
        }
        faults.positive(&format!("{pointer}/max_amount"), self.max_amount);
        if self.max_awards.is_none() && self.max_amount.is_none() {
            faults.push(Fault::new(pointer, "empty", "a quota bounds the awards or the money"));
        }
    }
}

/// A track (赛道): proposals that compete with each other under the same terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// A code, unique in the scheme.
    pub code: String,
    /// What people see.
    pub title: Text,
    /// An upper bound; absent = none.
    pub quota: Option<Quota>,
    /// The cap of one project of this track, in yuan, below that of the scheme; absent = the scheme's.
    pub cap_per_project: Option<Fen>,
    /// The tranches of this track; absent = those of the scheme.
    pub tranches: Option<Vec<Tranche>>,
}

/// A category of proposals (为老, 助残, …).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// A code, unique in the scheme.
    pub code: String,
    /// What people see.
    pub title: Text,
    /// An upper bound; absent = none.
    pub quota: Option<Quota>,
}

/// How often one organisation may apply and win.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The most proposals of one organisation in one call.
    pub proposals_per_organisation: u32,
    /// The most awards of one organisation in one call.
    pub awards_per_organisation: u32,
    /// The most awards of the whole call; absent = bounded by the money only.
    pub awards_per_call: Option<u32>,
    /// Who signs inside the organisation before a proposal is submitted; nobody when a scheme does not say.
    #[serde(default = "no_sign_off")]
    pub sign_off: SignOff,
    /// True if everybody in the team of a proposal stands in the organisation's register of staff.
    #[serde(default, skip_serializing_if = "super::budget::is_false")]
    pub registered_team: bool,
}

/// What an organisation must fulfil on the day it submits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    /// Whole years since registration, at least.
    pub registration_years: u32,
    /// The number of latest yearly inspections (年检) that must be passed.
    pub inspections_passed: u32,
    /// The lowest assessment grade; absent = none needed.
    pub grade_floor: Option<Grade>,
    /// Years to look back for the abnormal-activity list (活动异常名录).
    pub abnormal_list_years: u32,
    /// Years to look back for the serious-violation list (严重违法失信名单).
    pub serious_violation_years: u32,
    /// Years to look back for an administrative penalty.
    pub penalty_years: u32,
    /// Years an organisation is banned after breaking an agreement.
    pub breach_ban_years: u32,
    /// How former grantees are treated.
    pub previous_grantee: PreviousGrantee,
    /// How filed community groups take part.
    pub filed_groups: FiledGroups,
    /// The cap of one project of a filed group, in yuan; absent = the scheme's.
    pub filed_group_cap: Option<Fen>,
}

/// What a scheme meant before it could say.
const fn no_sign_off() -> SignOff {
    SignOff::None
}

pub(super) fn check_tracks(faults: &mut Faults, tracks: &[Track]) {
    faults.not_empty("/tracks", tracks);
    faults.unique(tracks.iter().map(|t| &t.code), |i| format!("/tracks/{i}/code"));
    for (index, track) in tracks.iter().enumerate() {
        let pointer = format!("/tracks/{index}");
        faults.code(&format!("{pointer}/code"), &track.code);
        track.title.check(faults, &format!("{pointer}/title"));
        if let Some(quota) = &track.quota {
            quota.check(faults, &format!("{pointer}/quota"));
        }
        faults.positive(&format!("{pointer}/cap_per_project"), track.cap_per_project);
        if let Some(tranches) = &track.tranches {
            check_tranches(faults, &format!("{pointer}/tranches"), tranches);
        }
    }
}

pub(super) fn check_categories(faults: &mut Faults, categories: &[Category]) {
    faults.not_empty("/categories", categories);
    faults.unique(categories.iter().map(|c| &c.code), |i| format!("/categories/{i}/code"));
    for (index, category) in categories.iter().enumerate() {
        let pointer = format!("/categories/{index}");
        faults.code(&format!("{pointer}/code"), &category.code);
        category.title.check(faults, &format!("{pointer}/title"));
        if let Some(quota) = &category.quota {
            quota.check(faults, &format!("{pointer}/quota"));
        }
    }
}

impl Limits {
    pub(super) fn check(&self, faults: &mut Faults) {
        let (proposals, awards) = (self.proposals_per_organisation, self.awards_per_organisation);
        faults.range("/limits/proposals_per_organisation", proposals, &(1..=100));
        faults.range("/limits/awards_per_organisation", awards, &(1..=100));
        if awards > proposals {
            let detail = "an organisation cannot win more often than it may apply";
            let pointer = "/limits/awards_per_organisation";
            let fault = Fault::new(pointer, "awards_above_proposals", detail);
            faults.push(fault.with_limit(proposals.to_string()).with_actual(awards.to_string()));
        }
        if let Some(awards) = self.awards_per_call {
            faults.range("/limits/awards_per_call", awards, &(1..=100_000));
        }
    }
}

impl Eligibility {
    pub(super) fn check(&self, faults: &mut Faults) {
        for (name, years) in [
            ("registration_years", self.registration_years),
            ("inspections_passed", self.inspections_passed),
            ("abnormal_list_years", self.abnormal_list_years),
            ("serious_violation_years", self.serious_violation_years),
            ("penalty_years", self.penalty_years),
            ("breach_ban_years", self.breach_ban_years),
        ] {
            faults.range(&format!("/eligibility/{name}"), years, &(0..=20));
        }
        let pointer = "/eligibility/filed_group_cap";
        faults.positive(pointer, self.filed_group_cap);
        if self.filed_group_cap.is_some() && self.filed_groups != FiledGroups::OwnTrack {
            let detail = "only a track of their own gives filed groups a cap of their own";
            faults.push(Fault::new(pointer, "unused", detail));
        }
    }
}
