//! The default of every setting.

use super::applying::{Category, Eligibility, FiledGroups, FundingSource, Limits, NeedLink, PreviousGrantee, SignOff, Text, Track};
use super::budget::{BudgetRules, LineRule, OverCap};
use super::delivery::{Clocks, DayUnit, Gate, GradeBand, Notice, ReportRhythm, Reporting, Satisfaction, Tranche, Unspent};
use super::judging::{Anchor, Criterion, Outliers, Panel, PanelDraw, Rubric, Scoring, StageWeights, TieKey};
use super::{SCHEMA_VERSION, Scheme};
use crate::money::{Fen, Rounding};

impl Default for Scheme {
    fn default() -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            funding_sources: FundingSource::ALL.to_vec(),
            tracks: vec![track("standard", "常规项目", "Standard"), track("seed", "初创项目", "Seed")],
            categories: categories(),
            need_link: NeedLink::Required,
            limits: Limits {
                proposals_per_organisation: 1,
                awards_per_organisation: 1,
                awards_per_call: None,
                sign_off: SignOff::None,
                registered_team: false,
            },
            eligibility: eligibility(),
            budget: budget(),
            panel: Panel { size: 5, odd: true, finance_members: 1, draw: PanelDraw::Random },
            scoring: scoring(),
            rubric: rubric(),
            defence_rubric: None,
            notice: Notice { unit: DayUnit::Working, days: 5 },
            re_review_days: None,
            approval_days: None,
            agreement_working_days: Some(30),
            tranches: tranches(&[(5_000, Gate::AgreementSigned), (4_000, Gate::MidtermPassed), (1_000, Gate::AcceptanceAndAudit)]),
            reporting: Reporting { rhythm: ReportRhythm::Monthly, midterm_at_bp: Some(5_000), final_report_months: 1 },
            line_shift_bp: 1_000,
            grades: grades(),
            satisfaction: Satisfaction { min_sample: 30, min_sample_share_bp: 1_000, threshold_bp: 8_500 },
            audit_threshold: Some(const { yuan(50_000) }),
            unspent: Unspent::ReturnAtClose,
            unspent_years: None,
            organiser_share_max_bp: 1_500,
            clocks: clocks(),
        }
    }
}

/// A whole number of yuan. Called in `const` blocks only, so that a number beyond the range of money
/// would not compile.
pub(super) const fn yuan(yuan: i64) -> Fen {
    match Fen::new(yuan * 100) {
        Ok(amount) => amount,
        Err(_) => panic!("beyond the range of money"),
    }
}

/// A track without a quota, a cap or tranches of its own.
pub(super) fn track(code: &str, zh: &str, en: &str) -> Track {
    Track { code: code.to_owned(), title: Text::new(zh, en), quota: None, cap_per_project: None, tranches: None }
}

/// Tranches by share and gate, each due 15 working days after its gate.
pub(super) fn tranches(shares: &[(u32, Gate)]) -> Vec<Tranche> {
    shares.iter().map(|&(bp, gate)| Tranche { bp, gate, due_working_days: 15 }).collect()
}

fn categories() -> Vec<Category> {
    [
        ("elderly", "为老服务", "Services for the elderly"),
        ("youth", "儿童青少年服务", "Services for children and young people"),
        ("disability", "助残服务", "Services for people with disabilities"),
        ("relief", "济困帮扶", "Help for people in hardship"),
        ("community", "社区治理", "Community governance"),
    ]
    .map(|(code, zh, en)| Category { code: code.to_owned(), title: Text::new(zh, en), quota: None })
    .to_vec()
}

fn eligibility() -> Eligibility {
    Eligibility {
        registration_years: 1,
        inspections_passed: 1,
        grade_floor: None,
        abnormal_list_years: 1,
        serious_violation_years: 2,
        penalty_years: 3,
        breach_ban_years: 3,
        previous_grantee: PreviousGrantee::BarredIfUnsettled,
        filed_groups: FiledGroups::ThroughSponsor,
        filed_group_cap: None,
    }
}

fn budget() -> BudgetRules {
    BudgetRules {
        floor_per_project: None,
        cap_per_project: Some(const { yuan(150_000) }),
        cap_share_bp: None,
        over_cap: OverCap::Refuse,
        matching_min_bp: 1_000,
        matching_proof_from: None,
        matching_proof_file: false,
        lines: lines(),
    }
}

fn lines() -> Vec<LineRule> {
    let free = |subject: &str, zh: &str, en: &str| LineRule {
        subject: subject.to_owned(),
        title: Text::new(zh, en),
        max_share_bp: None,
        max_unit_price: None,
        forbidden: false,
    };
    let priced = |subject: &str, zh: &str, en: &str, price: Fen| LineRule { max_unit_price: Some(price), ..free(subject, zh, en) };
    let forbidden = |subject: &str, zh: &str, en: &str| LineRule { forbidden: true, ..free(subject, zh, en) };
    vec![
        free("activity", "业务活动费", "Activities"),
        free("publicity", "宣传费", "Publicity"),
        free("supplies", "活动物资", "Supplies"),
        free("transport", "交通费", "Transport"),
        free("catering", "餐费", "Meals"),
        LineRule { max_share_bp: Some(5_000), ..free("personnel", "劳务费", "Labour") },
        free("volunteer", "志愿者补贴", "Volunteer stipends"),
        priced("expert", "专家费（每人每天）", "Experts, a day", const { yuan(500) }),
        priced("training", "培训费（每人每天）", "Training, a person-day", const { yuan(350) }),
        priced("meeting", "会议费（每人每天）", "Meetings, a person-day", const { yuan(400) }),
        free("overhead", "管理费", "Overhead"),
        free("tax", "税费", "Taxes"),
        forbidden("asset", "固定资产购置", "Fixed assets"),
        forbidden("gift", "礼品", "Gifts"),
        forbidden("reception", "招待费", "Receptions"),
        forbidden("vehicle", "车辆购置与租赁", "Vehicles"),
    ]
}

fn scoring() -> Scoring {
    Scoring {
        aggregate: None,
        trim_share_bp: None,
        trim_low: 1,
        trim_high: 1,
        min_n_for_trim: 5,
        quorum: 3,
        decimals: 2,
        rounding: Rounding::HalfUp,
        pass_mark: "60".to_owned(),
        bonus_max: "0".to_owned(),
        stage_weights_bp: StageWeights { written: 10_000, defence: 0, public_jury: 0, site_visit: 0 },
        shortlist: None,
        tie_order: vec![TieKey::Defence, TieKey::Criteria, TieKey::PanelVote, TieKey::Lottery],
        outliers: Outliers { points: "15".to_owned(), mad_k: "3".to_owned(), mad_floor: "2".to_owned() },
        reviewer_names_shown: false,
    }
}

/// Code, weight, title and guidance (Chinese, English) of every criterion of the default rubric.
type CriterionText = (&'static str, u32, [&'static str; 2], [&'static str; 2]);

const CRITERIA: [CriterionText; 5] = [
    (
        "need",
        2_500,
        ["需求契合度", "Answer to the need"],
        [
            "服务对象、规模与需求依据是否清楚，是否回应需求清单",
            "Are the beneficiaries, their number and the evidence clear, is the listed need met?",
        ],
    ),
    (
        "design",
        2_500,
        ["方案可行性", "Design"],
        ["目标可衡量、活动可执行、进度与风险安排合理", "Are goals measurable, activities feasible, timetable and risks thought through?"],
    ),
    (
        "capacity",
        2_000,
        ["执行能力", "Capacity"],
        ["团队、社工与志愿者配置，以往项目履约情况", "Team, social workers and volunteers, and how earlier projects went"],
    ),
    (
        "budget",
        1_500,
        ["预算合理性", "Budget"],
        ["科目合规、单价合理、配套真实", "Are subjects allowed, prices fair and the matching money real?"],
    ),
    (
        "impact",
        1_500,
        ["社会效益与可持续性", "Impact"],
        ["受益人的改变、经验可推广、项目结束后能否持续", "What changes for the beneficiaries, can it spread, does it last?"],
    ),
];

fn rubric() -> Rubric {
    let criteria = CRITERIA.map(|(code, weight_bp, title, guidance)| Criterion {
        code: code.to_owned(),
        title: Text::new(title[0], title[1]),
        weight_bp,
        min: "0".to_owned(),
        max: "10".to_owned(),
        step: "0.5".to_owned(),
        guidance: Text::new(guidance[0], guidance[1]),
        anchors: anchors(code),
        explain_below: None,
        explain_above: None,
        explain_chars: None,
    });
    Rubric { criteria: criteria.to_vec() }
}

/// Least scores of the four levels of every default criterion.
const LEVELS: [&str; 4] = ["9", "7", "5", "0"];

/// What a proposal of each level is like, from the highest, in Chinese and English.
type Levels = [[&'static str; 2]; 4];

fn anchors(code: &str) -> Vec<Anchor> {
    let levels: Levels = match code {
        "need" => [
            ["需求有调查数据与走访依据，精准回应需求清单", "Evidence from surveys and visits; answers the listed need precisely"],
            ["需求真实，对象与规模清楚，依据基本充分", "A real need, clear beneficiaries, mostly sufficient evidence"],
            ["需求描述笼统，依据不足", "The need is described in general terms with little evidence"],
            ["与需求清单无关，或对象不明", "Unrelated to the listed needs, or unclear whom it serves"],
        ],
        "design" => [
            ["目标可衡量，活动、进度、风险环环相扣", "Measurable goals; activities, timetable and risks fit together"],
            ["目标明确，活动可执行，个别环节需细化", "Clear goals and feasible activities; some parts need detail"],
            ["活动与目标脱节，进度安排粗略", "Activities do not lead to the goals; a rough timetable"],
            ["无法执行", "Cannot be carried out"],
        ],
        "capacity" => [
            ["持证社工与志愿者配置充足，同类项目履约优良", "Enough certified social workers and volunteers; similar projects done well"],
            ["团队配置合理，有相关经验", "A sensible team with relevant experience"],
            ["人员或经验不足，需外部支持", "Too few people or too little experience without outside help"],
            ["不具备执行条件", "Not able to carry it out"],
        ],
        "budget" => [
            ["科目合规、测算有据、单价低于市场，配套落实", "Allowed subjects, reasoned sums, fair prices, proven matching money"],
            ["科目合规，测算基本合理", "Allowed subjects, mostly reasonable sums"],
            ["部分单价偏高或测算缺依据", "Some prices too high or sums without reasons"],
            ["预算与活动不符", "The budget does not fit the activities"],
        ],
        _ => [
            ["受益人改变可验证，经验可推广，结束后可持续", "Verifiable change, can spread, lasts after the project"],
            ["受益面明确，有一定推广价值", "Clear benefit, some value for others"],
            ["效益以场次人次为主，改变不明显", "Counts of events and heads, little visible change"],
            ["看不出社会效益", "No visible benefit"],
        ],
    };
    let level = |(min, [zh, en]): (&str, [&str; 2])| Anchor { min: min.to_owned(), text: Text::new(zh, en) };
    LEVELS.into_iter().zip(levels).map(level).collect()
}

fn grades() -> Vec<GradeBand> {
    [
        ("excellent", "优秀", "Excellent", "90", true),
        ("good", "良好", "Good", "80", true),
        ("pass", "合格", "Pass", "60", true),
        ("fail", "不合格", "Fail", "0", false),
    ]
    .map(|(code, zh, en, min, releases_balance)| GradeBand {
        code: code.to_owned(),
        title: Text::new(zh, en),
        min: min.to_owned(),
        releases_balance,
    })
    .to_vec()
}

fn clocks() -> Clocks {
    Clocks {
        need_response_working_days: 3,
        correction_working_days: 5,
        defence_minutes: 8,
        question_minutes: 5,
        rectification_working_days: 15,
        archive_working_days: 5,
    }
}
