//! How long the assignment takes at the sizes it is made for: `cargo run --release -p yichuang-domain --example
//! assignment_bench`. Prints one line for each size.

use std::time::Instant;

use yichuang_domain::assignment::{Expert, Pair, Proposal, Task, assign};

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % limit).unwrap_or(0)
    }
}

fn task(proposals: u32, experts: u32, per_proposal: u32) -> Task {
    let mut numbers = Numbers(u64::from(proposals));
    let subjects: Vec<u32> = (0..experts).map(|_| numbers.below(6)).collect();
    let cap = per_proposal * proposals * 12 / 10 / experts + 1;
    let expert = |n: u32| Expert { id: format!("e{n:05}"), organisation: format!("o{}", n / 3), cap, load: 0 };
    let mut pair = |subject: u32, own: &u32| {
        let closed = numbers.below(20) == 0;
        let score = if *own == subject { 600 + numbers.below(400) } else { 100 + numbers.below(500) };
        Pair { score: (!closed).then_some(score), specialist: *own == subject }
    };
    Task {
        seed: "bench".to_owned(),
        per_proposal,
        balance: 20,
        specialist_reward: 300,
        experts: (0..experts).map(expert).collect(),
        proposals: (0..proposals)
            .map(|n| Proposal { id: format!("p{n:05}"), taken: 0, pairs: subjects.iter().map(|own| pair(n % 6, own)).collect() })
            .collect(),
        apart: Vec::new(),
    }
}

fn main() {
    for (proposals, experts, per_proposal) in [(500, 150, 7), (2_000, 800, 4)] {
        let task = task(proposals, experts, per_proposal);
        let start = Instant::now();
        match assign(&task) {
            Ok(plan) => println!(
                "{proposals} proposals x {experts} experts x {per_proposal}: {:?}, least score {}, cost {}",
                start.elapsed(),
                plan.least_score,
                plan.cost
            ),
            Err(error) => println!("{proposals} proposals x {experts} experts x {per_proposal}: {error}"),
        }
    }
}
