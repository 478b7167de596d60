//! Schemes of known practice. Only what the source of a preset says differs from the defaults.

use super::Scheme;
use super::defaults::{track, tranches, yuan};
use super::delivery::{DayUnit, Gate, Notice};
use super::judging::StageWeights;

/// A ready scheme under the label of the place that published its facts.
#[derive(Debug, Clone, Copy)]
pub struct Preset {
    /// The code by which a call or a round file names it.
    pub code: &'static str,
    /// The Chinese label.
    pub zh: &'static str,
    /// The English label.
    pub en: &'static str,
    /// The published facts it reproduces, in English.
    pub facts: &'static str,
    /// Makes the scheme.
    pub build: fn() -> Scheme,
}

/// Every preset, in the order in which they are offered.
#[must_use]
pub const fn presets() -> &'static [Preset] {
    PRESETS
}

/// The scheme of the preset `code`, if there is one.
#[must_use]
pub fn preset(code: &str) -> Option<Scheme> {
    PRESETS.iter().find(|preset| preset.code == code).map(|preset| (preset.build)())
}

const PRESETS: &[Preset] = &[
    Preset {
        code: "guangzhou",
        zh: "广州",
        en: "Guangzhou",
        facts: "At most 60 % of the project's budget and ¥500,000; look-backs of 1, 2 and 3 years",
        build: guangzhou,
    },
    Preset {
        code: "binhai", zh: "滨海", en: "Binhai", facts: "50/40/10 on signing, mid-term passed, acceptance and audit", build: binhai
    },
    Preset {
        code: "haishu",
        zh: "海曙",
        en: "Haishu",
        facts: "Two instalments, the last released by the mid-term evaluation",
        build: haishu,
    },
    Preset {
        code: "shanghai-bidding",
        zh: "上海招投标",
        en: "Shanghai (bidding)",
        facts: "Notice of at least 15 days, re-review in 5 days, approval in 20 days",
        build: shanghai_bidding,
    },
    Preset {
        code: "fujian-flat",
        zh: "福建（定额）",
        en: "Fujian (flat)",
        facts: "¥250,000 for each of 10 projects, notice of 5 working days",
        build: fujian_flat,
    },
    Preset {
        code: "zibo-flat",
        zh: "淄博（定额）",
        en: "Zibo (flat)",
        facts: "¥50,000 for each of 10 projects, organising cost 16.7 % of the pool",
        build: zibo_flat,
    },
    Preset {
        code: "changzhou",
        zh: "常州",
        en: "Changzhou",
        facts: "A track of direct implementation and a track of pay on result",
        build: changzhou,
    },
    Preset {
        code: "street-micro",
        zh: "街道微创投",
        en: "Street micro-grants",
        facts: "¥5,000 to ¥20,000 a project, with a resident jury",
        build: street_micro,
    },
];

fn guangzhou() -> Scheme {
    let mut scheme = Scheme::default();
    scheme.budget.cap_share_bp = Some(6_000);
    scheme.budget.cap_per_project = Some(const { yuan(500_000) });
    scheme.eligibility.abnormal_list_years = 1;
    scheme.eligibility.serious_violation_years = 2;
    scheme.eligibility.penalty_years = 3;
    scheme
}

fn binhai() -> Scheme {
    Scheme {
        tranches: tranches(&[(5_000, Gate::AgreementSigned), (4_000, Gate::MidtermPassed), (1_000, Gate::AcceptanceAndAudit)]),
        ..Scheme::default()
    }
}

/// The source does not say the two shares: the first is that of the defaults, the last the rest.
fn haishu() -> Scheme {
    Scheme { tranches: tranches(&[(5_000, Gate::AgreementSigned), (5_000, Gate::MidtermPassed)]), ..Scheme::default() }
}

fn shanghai_bidding() -> Scheme {
    Scheme { notice: Notice { unit: DayUnit::Calendar, days: 15 }, re_review_days: Some(5), approval_days: Some(20), ..Scheme::default() }
}

fn fujian_flat() -> Scheme {
    let mut scheme = Scheme { notice: Notice { unit: DayUnit::Working, days: 5 }, ..Scheme::default() };
    scheme.budget.cap_per_project = Some(const { yuan(250_000) });
    scheme.limits.awards_per_call = Some(10);
    scheme
}

fn zibo_flat() -> Scheme {
    let mut scheme = Scheme { organiser_share_max_bp: 1_670, ..Scheme::default() };
    scheme.budget.cap_per_project = Some(const { yuan(50_000) });
    scheme.limits.awards_per_call = Some(10);
    scheme
}

/// Direct implementation is paid by the default schedule, pay on result once at the end.
fn changzhou() -> Scheme {
    let mut on_result = track("pay_on_result", "以奖代补", "Pay on result");
    on_result.tranches = Some(tranches(&[(10_000, Gate::FinalPassed)]));
    Scheme { tracks: vec![track("direct", "直接实施", "Direct implementation"), on_result], ..Scheme::default() }
}

/// The source does not say the weight of the jury: 60:20:20 is the published split that has one.
fn street_micro() -> Scheme {
    let mut scheme = Scheme::default();
    scheme.budget.floor_per_project = Some(const { yuan(5_000) });
    scheme.budget.cap_per_project = Some(const { yuan(20_000) });
    scheme.scoring.stage_weights_bp = StageWeights { written: 6_000, defence: 2_000, public_jury: 2_000, site_visit: 0 };
    scheme
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Fen;
    use crate::schemes::consequences;

    fn yuan(text: &str) -> Option<Fen> {
        Fen::parse(text).ok()
    }

    fn shares(scheme: &Scheme, track: &str) -> Vec<(u32, Gate)> {
        scheme.tranches_of(track).iter().map(|tranche| (tranche.bp, tranche.gate)).collect()
    }

    /// The preset, and what it says that differs from the defaults: names of the members at the top of its document.
    fn named(code: &str) -> (Scheme, Vec<String>) {
        let scheme = preset(code).unwrap();
        let (own, default) = (serde_json::to_value(&scheme).unwrap(), serde_json::to_value(Scheme::default()).unwrap());
        let differs = own.as_object().unwrap().iter().filter(|(name, value)| default[name.as_str()] != **value);
        (scheme.clone(), differs.map(|(name, _)| name.clone()).collect())
    }

    #[test]
    fn guangzhou_pays_at_most_60_percent_and_half_a_million_and_looks_back_1_2_3_years() {
        let (scheme, differs) = named("guangzhou");
        assert_eq!((scheme.budget.cap_share_bp, scheme.budget.cap_per_project), (Some(6_000), yuan("500000.00")));
        let eligibility = &scheme.eligibility;
        let looked_back = (eligibility.abnormal_list_years, eligibility.serious_violation_years, eligibility.penalty_years);
        assert_eq!(looked_back, (1, 2, 3));
        assert_eq!(differs, ["budget"]);
    }

    #[test]
    fn binhai_pays_50_40_10_on_signing_midterm_and_acceptance_with_audit() {
        let (scheme, differs) = named("binhai");
        let expected = [(5_000, Gate::AgreementSigned), (4_000, Gate::MidtermPassed), (1_000, Gate::AcceptanceAndAudit)];
        assert_eq!(shares(&scheme, "standard"), expected);
        assert_eq!(differs, Vec::<String>::new(), "which is the default as well");
    }

    #[test]
    fn haishu_pays_in_two_instalments_and_the_midterm_releases_the_last() {
        let (scheme, differs) = named("haishu");
        assert_eq!(shares(&scheme, "standard"), [(5_000, Gate::AgreementSigned), (5_000, Gate::MidtermPassed)]);
        assert_eq!(differs, ["tranches"]);
    }

    #[test]
    fn shanghai_gives_notice_for_15_days_reviews_again_in_5_and_approves_in_20() {
        let (scheme, differs) = named("shanghai-bidding");
        assert_eq!((scheme.notice.unit, scheme.notice.days), (DayUnit::Calendar, 15));
        assert_eq!((scheme.re_review_days, scheme.approval_days), (Some(5), Some(20)));
        assert_eq!(differs, ["approval_days", "notice", "re_review_days"]);
    }

    #[test]
    fn fujian_pays_a_quarter_million_to_each_of_ten_after_five_working_days() {
        let (scheme, differs) = named("fujian-flat");
        assert_eq!((scheme.budget.cap_per_project, scheme.limits.awards_per_call), (yuan("250000.00"), Some(10)));
        assert_eq!((scheme.notice.unit, scheme.notice.days), (DayUnit::Working, 5));
        assert_eq!(consequences(&scheme, yuan("2500000.00")).awards_at_cap, Some(10));
        assert_eq!(differs, ["budget", "limits"]);
    }

    #[test]
    fn zibo_pays_50_000_to_each_of_ten_and_lets_the_organiser_have_a_sixth() {
        let (scheme, differs) = named("zibo-flat");
        assert_eq!((scheme.budget.cap_per_project, scheme.limits.awards_per_call), (yuan("50000.00"), Some(10)));
        // ¥500,000 for ten projects and ¥100,000 for organising them are 16.7 % of ¥600,000.
        assert_eq!(scheme.organiser_share_max_bp, 1_670);
        assert!(consequences(&scheme, yuan("600000.00")).organiser_max >= yuan("100000.00"));
        assert_eq!(differs, ["budget", "limits", "organiser_share_max_bp"]);
    }

    #[test]
    fn changzhou_pays_one_track_by_schedule_and_the_other_on_its_result() {
        let (scheme, differs) = named("changzhou");
        assert_eq!(scheme.tracks.iter().map(|track| track.code.as_str()).collect::<Vec<_>>(), ["direct", "pay_on_result"]);
        assert_eq!(shares(&scheme, "direct"), shares(&Scheme::default(), "standard"));
        assert_eq!(shares(&scheme, "pay_on_result"), [(10_000, Gate::FinalPassed)]);
        assert_eq!(differs, ["tracks"]);
    }

    #[test]
    fn street_micro_pays_5_000_to_20_000_and_hears_the_residents() {
        let (scheme, differs) = named("street-micro");
        assert_eq!((scheme.budget.floor_per_project, scheme.budget.cap_per_project), (yuan("5000.00"), yuan("20000.00")));
        let StageWeights { written, defence, public_jury, site_visit } = scheme.scoring.stage_weights_bp;
        assert_eq!((written, defence, public_jury, site_visit), (6_000, 2_000, 2_000, 0));
        assert_eq!(scheme.scoring.stage_weights_bp.not_held(), None, "all three stages are held");
        assert_eq!(differs, ["budget", "scoring"]);
    }
}
