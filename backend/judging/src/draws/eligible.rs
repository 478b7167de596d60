//! Who may be drawn for the panel of a call, and why somebody may not.

use std::collections::{BTreeMap, BTreeSet};

use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::document;
use yichuang_domain::draws::strata::{Hindrance, Wanted, belongs};
use yichuang_domain::draws::{Candidate, List, Stratum};
use yichuang_domain::experts::{Speciality, is_available};
use yichuang_domain::roles::Role;
use yichuang_domain::time::Day;
use yichuang_store::ids::PersonId;
use yichuang_store::record::{Call, Expert};
use yichuang_store::{draws as rows, experts, reviews};

/// An approved expert as the draw sees them.
pub(super) struct Person {
    pub expert: Expert,
    /// What stands for the employer: its credit code or name; empty without one.
    pub employer: String,
    pub stratum: Option<String>,
    pub conflicts: i64,
    pub hindrances: Vec<Hindrance>,
}

/// Every expert whose approval holds today, by number. Conflicts are those that are written down.
pub(super) async fn people(uow: &Uow, call: &Call, wanted: &[Wanted], max_conflicts: i32) -> Result<Vec<Person>, Problem> {
    let found = experts::approved_on(&uow.conn, &uow.today().to_string()).await?;
    let around = experts::around(&uow.conn, &found).await?;
    let holders = reviews::holders(&uow.conn, Role::Reviewer.as_str(), &call.area_path, call.id).await?;
    let conflicts: BTreeMap<PersonId, i64> = rows::conflicts_in(&uow.conn, call.id, uow.micros()).await?.into_iter().collect();
    let load = i32::try_from(rows::proposals_of(&uow.conn, call.id).await?.len()).unwrap_or(i32::MAX);
    let mut people = Vec::with_capacity(found.len());
    for expert in found {
        let employs = around.affiliations.iter().find(|one| one.expert_id == expert.id && one.employer && one.to_on.is_none());
        let employer = employs.map(|one| if one.uscc.is_empty() { one.organisation.clone() } else { one.uscc.clone() });
        let knows = around.specialities.iter().filter(|one| one.expert_id == expert.id);
        let knows =
            knows.map(|one| Ok((state_of::<Speciality>(&one.code)?, one.weight))).collect::<Result<Vec<(Speciality, i32)>, Problem>>()?;
        let account = around.users.iter().find(|user| user.id == expert.user_id);
        let against = account.and_then(|user| conflicts.get(&user.person_id)).copied().unwrap_or_default();
        let periods: Vec<(Day, Day)> = document(&expert.available)?;
        let stratum = belongs(&knows, wanted).map(str::to_owned);
        let hindrances = [
            (!holders.iter().any(|user| user.id == expert.user_id), Hindrance::NotAReviewer),
            (!is_available(&periods, uow.today()), Hindrance::NotAvailable),
            (load > expert.load_cap, Hindrance::LoadTooLarge),
            (against > i64::from(max_conflicts), Hindrance::Conflicted),
            (!wanted.is_empty() && stratum.is_none(), Hindrance::NoStratum),
        ];
        let hindrances = hindrances.into_iter().filter_map(|(holds, hindrance)| holds.then_some(hindrance)).collect();
        people.push(Person { expert, employer: employer.unwrap_or_default(), stratum, conflicts: against, hindrances });
    }
    Ok(people)
}

/// The closed list: those whom nothing hinders. It goes to everybody, so employers stand in it as running numbers: who
/// works at one place can be seen, and not where.
pub(super) fn list(round: &str, people: &[Person], strata: Vec<Stratum>) -> List {
    let free: Vec<&Person> = people.iter().filter(|person| person.hindrances.is_empty()).collect();
    let employers: BTreeSet<&str> = free.iter().map(|person| person.employer.as_str()).filter(|employer| !employer.is_empty()).collect();
    let label = |employer: &str| employers.iter().position(|known| *known == employer).map(|at| format!("E{:03}", at + 1));
    let candidate = |person: &&Person| Candidate {
        id: person.expert.number.clone(),
        stratum: person.stratum.clone().unwrap_or_default(),
        employer: label(&person.employer).unwrap_or_default(),
    };
    List { round: round.to_owned(), candidates: free.iter().map(candidate).collect(), strata }.ordered()
}
