//! The people of a round in the test district, one for each role.

use crate::actor::Actor;
use crate::world::World;

pub struct Cast {
    pub officer: Actor,
    pub director: Actor,
    pub maker: Actor,
    pub checker: Actor,
    pub approver: Actor,
    pub auditor: Actor,
    pub reviewers: Vec<Actor>,
}

impl Cast {
    pub async fn new(world: &World) -> Self {
        let district = world.district().await;
        let one = |role: &'static str, name: &'static str| {
            let grants = vec![(role, district.clone())];
            async move { world.person(name, &grants).await }
        };
        let mut reviewers = Vec::new();
        for name in ["评委一", "评委二", "评委三", "评委四", "评委五"] {
            reviewers.push(one("reviewer", name).await);
        }
        Self {
            officer: one("programme_officer", "林主管").await,
            director: one("programme_director", "周局长").await,
            maker: one("finance_maker", "经办张").await,
            checker: one("finance_checker", "复核李").await,
            approver: one("finance_approver", "审批王").await,
            auditor: one("auditor", "审计陈").await,
            reviewers,
        }
    }
}
