//! From the decision to the archive: notice, tranches, reports, grades and money left over.

use serde::{Deserialize, Serialize};

use super::applying::Text;
use super::check::Faults;
use crate::fault::Fault;
use crate::money::{Fen, WHOLE_BP};
use crate::string_enum;

string_enum! {
    /// How days are counted.
    pub enum DayUnit {
        Working "working" "工作日" "Working days as the State Council publishes them";
        Calendar "calendar" "自然日" "Calendar days";
    }
}

string_enum! {
    /// What must have happened before a tranche falls due, in the order of a project's life.
    pub enum Gate {
        AgreementSigned "agreement_signed" "协议签订" "Every party has signed the agreement";
        MidtermPassed "midterm_passed" "中期评估合格" "The mid-term evaluation is passed";
        FinalPassed "final_passed" "末期评估合格" "The final evaluation is passed";
        AcceptanceAndAudit "acceptance_and_audit" "验收并审计" "The project is accepted and its accounts are audited";
    }
}

string_enum! {
    /// How often a project reports.
    pub enum ReportRhythm {
        None "none" "不定期" "No periodic report";
        Monthly "monthly" "月报" "Every month";
        Quarterly "quarterly" "季报" "Every quarter";
    }
}

string_enum! {
    /// What happens to money a project did not spend.
    pub enum Unspent {
        ReturnAtClose "return_at_close" "结项退回" "It is returned when the project closes";
        ToTreasury "to_treasury" "上缴财政" "It goes to the treasury after a number of years";
    }
}

/// How long proposed awards are on public notice (公示).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// How the days are counted.
    pub unit: DayUnit,
    /// The least number of days, the first day included if it counts.
    pub days: u32,
}

/// One instalment of every grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tranche {
    /// The share of the grant, in basis points.
    pub bp: u32,
    /// What must have happened.
    pub gate: Gate,
    /// Working days from the gate to the payment, at most.
    pub due_working_days: u32,
}

/// What a project reports and when it is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reporting {
    /// How often a project reports.
    pub rhythm: ReportRhythm,
    /// When the mid-term evaluation is due, in basis points of the project's period; absent = none.
    pub midterm_at_bp: Option<u32>,
    /// Calendar months from the end of the period to the completion report, at most.
    pub final_report_months: u32,
}

/// A grade of an evaluation and what it means for the money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeBand {
    /// A code, unique in the scheme.
    pub code: String,
    /// What people see.
    pub title: Text,
    /// The least score of the band, in points. The last band begins at 0.
    pub min: String,
    /// False if this grade stops the rest of the grant.
    pub releases_balance: bool,
}

/// How resident satisfaction is measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Satisfaction {
    /// This number of answers is enough, whatever the number of beneficiaries.
    pub min_sample: u32,
    /// Fewer answers are enough if they are this share of the beneficiaries, in basis points.
    pub min_sample_share_bp: u32,
    /// The least share of satisfied answers, in basis points.
    pub threshold_bp: u32,
}

/// The clocks that run in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// Working days until a reported need must be answered.
    pub need_response_working_days: u32,
    /// Working days to correct a proposal that was sent back.
    pub correction_working_days: u32,
    /// Minutes to present a proposal in the defence.
    pub defence_minutes: u32,
    /// Minutes of questions after it.
    pub question_minutes: u32,
    /// Working days to put something right (整改).
    pub rectification_working_days: u32,
    /// Working days from closing a project to its archived case file.
    pub archive_working_days: u32,
}

impl Notice {
    pub(super) fn check(&self, faults: &mut Faults) {
        faults.range("/notice/days", self.days, &(1..=90));
    }
}

/// Checks a list of tranches that stands at `pointer`.
pub(super) fn check_tranches(faults: &mut Faults, pointer: &str, tranches: &[Tranche]) {
    faults.not_empty(pointer, tranches);
    faults.whole(pointer, tranches.iter().map(|tranche| tranche.bp));
    for (index, tranche) in tranches.iter().enumerate() {
        let pointer = format!("{pointer}/{index}");
        faults.range(&format!("{pointer}/bp"), tranche.bp, &(1..=WHOLE_BP));
        let days = tranche.due_working_days;
        faults.range(&format!("{pointer}/due_working_days"), days, &(1..=250));
    }
    for (index, pair) in tranches.windows(2).enumerate() {
        if let [before, after] = pair
            && before.gate > after.gate
        {
            let pointer = format!("{pointer}/{}/gate", index + 1);
            let detail = "a later tranche cannot wait for something earlier in the project";
            let fault = Fault::new(pointer, "gates_out_of_order", detail);
            faults.push(fault.with_limit(before.gate.as_str()).with_actual(after.gate.as_str()));
        }
    }
}

impl Reporting {
    pub(super) fn check(&self, faults: &mut Faults, tranches: &[Tranche]) {
        let pointer = "/reporting/midterm_at_bp";
        match self.midterm_at_bp {
            Some(at) => faults.range(pointer, at, &(1..=WHOLE_BP - 1)),
            None if tranches.iter().any(|tranche| tranche.gate == Gate::MidtermPassed) => {
                let detail = "a tranche waits for a mid-term evaluation that never happens";
                faults.push(Fault::new(pointer, "midterm_missing", detail));
            }
            None => {}
        }
        faults.range("/reporting/final_report_months", self.final_report_months, &(1..=12));
    }
}

pub(super) fn check_grades(faults: &mut Faults, grades: &[GradeBand]) {
    faults.not_empty("/grades", grades);
    faults.unique(grades.iter().map(|band| &band.code), |index| format!("/grades/{index}/code"));
    let mut above = None;
    for (index, band) in grades.iter().enumerate() {
        let pointer = format!("/grades/{index}");
        faults.code(&format!("{pointer}/code"), &band.code);
        band.title.check(faults, &format!("{pointer}/title"));
        let min = faults.points(&format!("{pointer}/min"), &band.min);
        if let (Some(above), Some(min)) = (above, min)
            && above <= min
        {
            let detail = "the bands run from the highest to the lowest";
            let fault = Fault::new(format!("{pointer}/min"), "bands_out_of_order", detail);
            faults.push(fault.with_actual(&*band.min));
        }
        above = min.or(above);
    }
    if let Some(last) = grades.last()
        && above != Some(0)
    {
        let pointer = format!("/grades/{}/min", grades.len() - 1);
        let fault = Fault::new(pointer, "gap", "the last band must begin at 0");
        faults.push(fault.with_limit("0").with_actual(&*last.min));
    }
}

impl Satisfaction {
    pub(super) fn check(&self, faults: &mut Faults) {
        faults.range("/satisfaction/min_sample", self.min_sample, &(1..=1_000_000));
        for (name, share) in [("min_sample_share_bp", self.min_sample_share_bp), ("threshold_bp", self.threshold_bp)] {
            faults.range(&format!("/satisfaction/{name}"), share, &(0..=WHOLE_BP));
        }
    }
}

impl Clocks {
    pub(super) fn check(&self, faults: &mut Faults) {
        for (name, value) in [
            ("need_response_working_days", self.need_response_working_days),
            ("correction_working_days", self.correction_working_days),
            ("defence_minutes", self.defence_minutes),
            ("question_minutes", self.question_minutes),
            ("rectification_working_days", self.rectification_working_days),
            ("archive_working_days", self.archive_working_days),
        ] {
            faults.range(&format!("/clocks/{name}"), value, &(1..=250));
        }
    }
}

/// Checks the settings of money that are single numbers.
pub(super) fn check_money(faults: &mut Faults, audit_threshold: Option<Fen>, years: Option<u32>) {
    if let Some(amount) = audit_threshold.filter(|amount| amount.is_negative()) {
        let fault = Fault::new("/audit_threshold", "negative", "must not be below zero");
        faults.push(fault.with_limit("0.00").with_actual(amount.to_string()));
    }
    if let Some(years) = years {
        faults.range("/unspent_years", years, &(1..=20));
    }
}
