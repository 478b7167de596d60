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
    scheme.scoring.stage_weights_bp = StageWeights { written: 6_000, defence: 2_000, public_jury: 2_000 };
    scheme
}
