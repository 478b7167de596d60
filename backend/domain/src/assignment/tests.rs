use std::collections::{BTreeMap, VecDeque};

use proptest::prelude::*;

use super::*;

/// A generic flow of least cost on an explicit network (Bellman–Ford), written only to check the product against.
#[derive(Default)]
struct Network {
    to: Vec<usize>,
    room: Vec<i64>,
    cost: Vec<i64>,
    from: BTreeMap<usize, Vec<usize>>,
    names: BTreeMap<String, usize>,
}

impl Network {
    fn node(&mut self, name: String) -> usize {
        let next = self.names.len();
        *self.names.entry(name).or_insert(next)
    }

    fn arc(&mut self, a: &str, b: &str, room: i64, cost: i64) {
        let (a, b) = (self.node(a.to_owned()), self.node(b.to_owned()));
        for (from, to, room, cost) in [(a, b, room, cost), (b, a, 0, -cost)] {
            self.from.entry(from).or_default().push(self.to.len());
            self.to.push(to);
            self.room.push(room);
            self.cost.push(cost);
        }
    }

    /// Greatest flow and, among those, the least cost.
    fn solve(&mut self) -> (i64, i64) {
        let (source, sink) = (self.node("source".to_owned()), self.node("sink".to_owned()));
        let (mut flow, mut total) = (0, 0);
        loop {
            let mut distance = vec![i64::MAX; self.names.len()];
            let mut through = vec![None; self.names.len()];
            distance[source] = 0;
            let mut queue = VecDeque::from([source]);
            while let Some(node) = queue.pop_front() {
                for arc in self.from.get(&node).into_iter().flatten() {
                    let next = distance[node] + self.cost[*arc];
                    if self.room[*arc] > 0 && next < distance[self.to[*arc]] {
                        distance[self.to[*arc]] = next;
                        through[self.to[*arc]] = Some(*arc);
                        queue.push_back(self.to[*arc]);
                    }
                }
            }
            if distance[sink] == i64::MAX {
                return (flow, total);
            }
            let mut node = sink;
            while let Some(arc) = through[node] {
                self.room[arc] -= 1;
                self.room[arc ^ 1] += 1;
                node = self.to[arc ^ 1];
            }
            flow += 1;
            total += distance[sink];
        }
    }
}

/// The task as the network of the design, with pairs of at least this score.
fn network(task: &Task, least: u32) -> Network {
    let mut net = Network::default();
    let reward = i64::from(task.specialist_reward);
    for proposal in &task.proposals {
        let p = format!("p {}", proposal.id);
        net.arc("source", &p, wanted(task, proposal), 0);
        let special = format!("special {p}");
        net.arc(&p, &special, 1, -reward);
        net.arc(&p, &special, wanted(task, proposal), 0);
        let open = |n: usize| proposal.pairs[n].score.is_some_and(|score| score >= least);
        let counts = |n: usize| reward > 0 && proposal.pairs[n].specialist;
        let mut groups: Vec<String> = Vec::new();
        for (n, expert) in task.experts.iter().enumerate() {
            let house = (0..task.experts.len()).filter(|m| task.experts[*m].organisation == expert.organisation);
            let sends_specialist = !expert.organisation.is_empty() && house.clone().any(|m| counts(m) && proposal.pairs[m].score.is_some());
            if !open(n) || (sends_specialist && !counts(n)) {
                continue;
            }
            let above = if counts(n) { &special } else { &p };
            let own = if expert.organisation.is_empty() { format!("alone {}", expert.id) } else { expert.organisation.clone() };
            let group = format!("group {p} {own}");
            if !groups.contains(&group) {
                net.arc(above, &group, 1, 0);
                groups.push(group.clone());
            }
            net.arc(&group, &format!("e {}", expert.id), 1, 1000 - i64::from(proposal.pairs[n].score.unwrap()));
        }
    }
    for expert in &task.experts {
        for load in expert.load..expert.cap.min(40) {
            net.arc(&format!("e {}", expert.id), "sink", 1, i64::from(task.balance * load));
        }
    }
    net
}

/// The seats of a proposal that are free.
fn wanted(task: &Task, proposal: &Proposal) -> i64 {
    i64::from(task.per_proposal.saturating_sub(proposal.taken))
}

fn needed(task: &Task) -> i64 {
    task.proposals.iter().map(|proposal| wanted(task, proposal)).sum()
}

prop_compose! {
    fn tasks()(experts in 2..9_usize, proposals in 1..9_usize)(
        experts in prop::collection::vec((0..4_usize, 0..6_u32, prop::sample::select(vec![0, 0, 0, 1, 2])), experts),
        rows in prop::collection::vec((prop::sample::select(vec![0, 0, 0, 1, 5]), prop::collection::vec((prop::option::weighted(0.85, 0..=1000_u32), prop::bool::weighted(0.25)), experts)), proposals),
        per_proposal in 1..4_u32, balance in 0..200_u32, reward in prop::sample::select(vec![0, 150, 1000]), seed in 0..1000_u32,
    ) -> Task {
        Task {
            seed: seed.to_string(), per_proposal, balance, specialist_reward: reward,
            experts: experts.iter().enumerate().map(|(n, (house, cap, load))| Expert {
                id: format!("e{n}"), organisation: ["", "u", "v", "w"][*house].to_owned(), cap: *cap, load: *load,
            }).collect(),
            proposals: rows.into_iter().enumerate().map(|(n, (taken, row))| Proposal {
                id: format!("p{n}"), taken, pairs: row.into_iter().map(|(score, specialist)| Pair { score, specialist }).collect(),
            }).collect(),
            apart: Vec::new(),
        }
    }
}

fn loads(plan: &Plan) -> BTreeMap<&str, u32> {
    plan.seats.iter().fold(BTreeMap::new(), |mut loads, seat| {
        *loads.entry(seat.expert.as_str()).or_default() += 1;
        loads
    })
}

/// Every rule of a plan, by looking.
fn keeps_the_rules(task: &Task, plan: &Plan) {
    let expert = |id: &str| task.experts.iter().position(|expert| expert.id == id).unwrap();
    for proposal in &task.proposals {
        let here: Vec<usize> = plan.seats.iter().filter(|seat| seat.proposal == proposal.id).map(|seat| expert(&seat.expert)).collect();
        assert_eq!(here.len(), usize::try_from(wanted(task, proposal)).unwrap());
        for (n, one) in here.iter().enumerate() {
            assert!(proposal.pairs[*one].score.is_some(), "a closed pair is used");
            for other in &here[..n] {
                assert_ne!(one, other);
                let (one, other) = (&task.experts[*one], &task.experts[*other]);
                assert!(one.organisation.is_empty() || one.organisation != other.organisation);
                assert!(!task.apart.iter().any(|(a, b)| (a == &one.id && b == &other.id) || (a == &other.id && b == &one.id)));
            }
        }
    }
    assert!(loads(plan).iter().all(|(id, load)| *load + task.experts[expert(id)].load <= task.experts[expert(id)].cap));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_cheapest_plan_costs_what_another_solver_finds_over_all_pairs(task in tasks()) {
        let found = network(&task, 0).solve();
        match cheapest(&task) {
            Ok(plan) => {
                keeps_the_rules(&task, &plan);
                prop_assert_eq!(found, (needed(&task), plan.cost));
                prop_assert_eq!(cheapest(&task).unwrap(), plan);
            }
            Err(AssignmentError::Infeasible(_)) => prop_assert!(found.0 < needed(&task)),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn a_plan_keeps_every_rule_and_costs_what_another_solver_finds(task in tasks()) {
        let (most, _) = network(&task, 0).solve();
        match assign(&task) {
            Ok(plan) => {
                keeps_the_rules(&task, &plan);
                prop_assert_eq!(most, needed(&task));
                prop_assert_eq!(network(&task, plan.least_score).solve(), (needed(&task), plan.cost));
                // Where every seat is taken already, there is no pair that could fit better.
                let better = needed(&task) > 0 && network(&task, plan.least_score + 1).solve().0 == needed(&task);
                prop_assert!(!better, "a higher least score was possible");
            }
            Err(AssignmentError::Infeasible(cut)) => {
                let missing = i64::try_from(cut.missing).unwrap();
                prop_assert_eq!(most, needed(&task) - missing);
                prop_assert_eq!(cut.needed, cut.capacity + cut.elsewhere + cut.missing);
                let room = |expert: &Expert| u64::from(expert.cap.saturating_sub(expert.load));
                let cap = |id: &String| room(task.experts.iter().find(|expert| expert.id == *id).unwrap());
                // A cap above the number of proposals is no more than that number.
                let capped = |id: &String| cap(id).min(task.proposals.len() as u64);
                prop_assert_eq!(cut.capacity, cut.experts.iter().map(capped).sum::<u64>());
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn order_decides_nothing_and_the_seed_everything_else(task in tasks(), turn in 1..8_usize) {
        let mut other = task.clone();
        let (experts, proposals) = (other.experts.len(), other.proposals.len());
        other.experts.rotate_left(turn % experts);
        for proposal in &mut other.proposals {
            proposal.pairs.rotate_left(turn % experts);
        }
        other.proposals.rotate_left(turn % proposals);
        prop_assert_eq!(assign(&task), assign(&other));
        other.seed.push('x');
        let (plan, again) = (assign(&task), assign(&other));
        prop_assert_eq!(plan.as_ref().map(|plan| (plan.cost, plan.least_score)).ok(), again.as_ref().map(|plan| (plan.cost, plan.least_score)).ok());
    }

    #[test]
    fn those_to_be_kept_apart_never_meet(task in tasks(), a in 0..8_usize, b in 0..8_usize) {
        let mut task = task;
        let n = task.experts.len();
        task.apart = vec![(format!("e{}", a % n), format!("e{}", b % n)), (format!("e{}", (a + 1) % n), format!("e{}", b % n))];
        if let Ok(plan) = assign(&task) {
            task.apart.retain(|(a, b)| a != b);
            keeps_the_rules(&task, &plan);
        }
    }

    #[test]
    fn a_score_is_a_permille_and_never_falls_with_more_of_anything(
        wanted in prop::collection::vec(("[a-d]", 1..1000_u32), 0..4), offered in prop::collection::vec(("[a-d]", 1..1000_u32), 0..4),
        preference in 0..=1000_u32, track_experience: bool, region: bool,
    ) {
        let plain = Match { wanted: &wanted, offered: &offered, track_experience, preference, region };
        let score = match_score(&plain);
        prop_assert!(score <= FULL);
        let best = match_score(&Match { track_experience: true, region: true, preference: 1000, ..plain });
        prop_assert!(best >= score);
    }
}

/// Every plan there is, tried one after the other.
fn by_hand(task: &Task) -> Option<(u32, i64)> {
    fn go(task: &Task, at: usize, chosen: &mut Vec<(usize, usize)>, found: &mut Vec<(u32, i64)>) {
        let Some(proposal) = task.proposals.get(at) else {
            let least = chosen.iter().map(|(p, e)| task.proposals[*p].pairs[*e].score.unwrap()).min().unwrap();
            let fit: i64 = chosen.iter().map(|(p, e)| 1000 - i64::from(task.proposals[*p].pairs[*e].score.unwrap())).sum();
            let load = |e: usize| i64::try_from(chosen.iter().filter(|(_, other)| *other == e).count()).unwrap();
            let uneven: i64 = (0..task.experts.len()).map(|e| i64::from(task.balance) * load(e) * (load(e) - 1) / 2).sum();
            found.push((least, fit + uneven));
            return;
        };
        for a in 0..task.experts.len() {
            for b in 0..a {
                let free = |e: usize| {
                    let load = chosen.iter().filter(|(_, other)| *other == e).count();
                    proposal.pairs[e].score.is_some() && load < task.experts[e].cap as usize
                };
                let (one, other) = (&task.experts[a].organisation, &task.experts[b].organisation);
                if free(a) && free(b) && (one.is_empty() || one != other) {
                    chosen.extend([(at, a), (at, b)]);
                    go(task, at + 1, chosen, found);
                    chosen.truncate(chosen.len() - 2);
                }
            }
        }
    }
    let mut found = Vec::new();
    go(task, 0, &mut Vec::new(), &mut found);
    let least = found.iter().map(|(least, _)| *least).max()?;
    found.into_iter().filter(|(found, _)| *found == least).min_by_key(|(_, cost)| *cost)
}

proptest! {
    #[test]
    fn the_optimum_is_that_of_trying_everything(mut task in tasks()) {
        task.per_proposal = 2;
        task.specialist_reward = 0;
        task.proposals.truncate(3);
        task.proposals.iter_mut().for_each(|proposal| proposal.taken = 0);
        task.experts.iter_mut().for_each(|expert| expert.load = 0);
        prop_assert_eq!(assign(&task).ok().map(|plan| (plan.least_score, plan.cost)), by_hand(&task));
    }
}

fn small() -> Task {
    let expert = |id: &str, organisation: &str, cap| Expert { id: id.to_owned(), organisation: organisation.to_owned(), cap, load: 0 };
    let pair = |score| Pair { score: Some(score), specialist: false };
    Task {
        seed: "s".to_owned(),
        per_proposal: 2,
        balance: 0,
        specialist_reward: 0,
        experts: vec![expert("a", "u", 2), expert("b", "u", 2), expert("c", "", 1)],
        proposals: vec![
            Proposal { id: "p".to_owned(), taken: 0, pairs: vec![pair(900), pair(800), pair(700)] },
            Proposal { id: "q".to_owned(), taken: 0, pairs: vec![pair(900), pair(800), pair(700)] },
        ],
        apart: Vec::new(),
    }
}

#[test]
fn what_is_missing_is_said_with_the_proposals_and_experts_that_lack() {
    // a and b are of one organisation, so each proposal needs c, who takes one only.
    let AssignmentError::Infeasible(cut) = assign(&small()).unwrap_err() else { panic!("a plan was found") };
    assert_eq!((cut.needed, cut.missing, cut.experts), (4, 1, vec!["c".to_owned()]));
    assert_eq!((cut.proposals, cut.capacity, cut.elsewhere), (vec!["p".to_owned(), "q".to_owned()], 1, 2));
}

#[test]
fn what_sits_already_is_counted_and_not_seated_again() {
    let mut task = small();
    task.per_proposal = 1;
    task.balance = 100;
    // p has its expert. The least score comes before balance, so q gets a, though a has a proposal already.
    task.proposals[0].taken = 1;
    task.experts[0].load = 1;
    task.proposals[1].pairs[0].score = Some(850);
    let plan = assign(&task).unwrap();
    assert_eq!(plan.seats.iter().map(|seat| (seat.proposal.as_str(), seat.expert.as_str())).collect::<Vec<_>>(), [("q", "a")]);
    assert_eq!(plan.cost, 150 + 100);
    task.experts[0].load = 2;
    assert_eq!(assign(&task).unwrap().seats[0].expert, "b");
}

#[test]
fn a_task_that_is_no_task_is_refused() {
    let mut task = small();
    task.experts[1].id = "a".to_owned();
    assert_eq!(assign(&task), Err(AssignmentError::Twice("a".to_owned())));
    let mut task = small();
    task.proposals[0].pairs.pop();
    assert_eq!(assign(&task), Err(AssignmentError::Ragged("p".to_owned())));
    let mut task = small();
    task.proposals[1].pairs[0].score = Some(1001);
    assert_eq!(assign(&task), Err(AssignmentError::ScoreTooHigh(1001)));
    assert_eq!(assign(&Task { balance: u32::MAX, ..small() }), Err(AssignmentError::TooLarge));
}

#[test]
fn the_first_specialist_is_worth_the_reward_and_the_second_is_not() {
    let mut task = small();
    task.experts = ["a", "b", "c", "d"].map(|id| Expert { id: id.to_owned(), organisation: String::new(), cap: 2, load: 0 }).to_vec();
    let pair = |score, specialist| Pair { score: Some(score), specialist };
    task.proposals =
        vec![Proposal { id: "p".to_owned(), taken: 0, pairs: vec![pair(900, false), pair(850, false), pair(700, true), pair(690, true)] }];
    let sits = |task: &Task| assign(task).unwrap().seats.into_iter().map(|seat| seat.expert).collect::<Vec<_>>();
    // The least score comes first; it is the same for both plans only if nothing lower is forced.
    assert_eq!(sits(&task), ["a", "b"]);
    task.specialist_reward = 1000;
    task.proposals[0].pairs[1].score = Some(700);
    task.proposals[0].pairs[3].score = Some(700);
    task.proposals[0].pairs[0].score = Some(700);
    let specialists = assign(&task).unwrap().seats.iter().filter(|seat| seat.specialist).count();
    assert!(specialists >= 1);
    assert_eq!(assign(&task).unwrap().cost, 600 - 1000);
}

#[test]
fn a_match_covers_subjects_track_wish_and_region() {
    let wanted = [("elderly".to_owned(), 600), ("finance".to_owned(), 400)];
    let offered = [("elderly".to_owned(), 900)];
    let of = Match { wanted: &wanted, offered: &offered, track_experience: true, preference: 500, region: true };
    // 600·0.6 + 200 + 75 + 50
    assert_eq!(match_score(&of), 685);
    assert_eq!(match_score(&Match { wanted: &[], ..Match::default() }), 600);
}
