//! The best set under a budget, exactly: branch and bound over whole numbers.

/// One thing to choose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// What it adds; not below zero.
    pub(super) value: i128,
    /// What it costs; above zero.
    pub(super) cost: i128,
}

/// The most nodes that are visited; no call of a district comes near.
const MOST_NODES: u32 = 400_000;

/// The indexes of the set with the highest value within the budget; of several, the cheapest, and of those the one that
/// holds the earlier items. `allowed` says whether an item may join those chosen so far; it only ever forbids more as they
/// grow. Nothing where proving it would take too long.
pub(super) fn best(items: &[Item], budget: i128, allowed: &dyn Fn(&[usize], usize) -> bool) -> Option<Vec<usize>> {
    let mut search = Search { items, allowed, best: (0, 0, Vec::new()), nodes: 0, chosen: Vec::new(), orders: orders(items) };
    search.visit(0, 0, 0, budget).then_some(search.best.2)
}

/// The items from each index on, in the orders in which bounds are reckoned.
struct Order {
    densest: Vec<usize>,
    cheapest: Vec<usize>,
    worthiest: Vec<usize>,
}

fn orders(items: &[Item]) -> Vec<Order> {
    let from = |start: usize| {
        let mut order = Order {
            densest: (start..items.len()).collect(),
            cheapest: (start..items.len()).collect(),
            worthiest: (start..items.len()).collect(),
        };
        order.densest.sort_by(|a, b| (items[*b].value * items[*a].cost).cmp(&(items[*a].value * items[*b].cost)));
        order.cheapest.sort_by_key(|index| items[*index].cost);
        order.worthiest.sort_by_key(|index| std::cmp::Reverse(items[*index].value));
        order
    };
    (0..=items.len()).map(from).collect()
}

struct Search<'a> {
    items: &'a [Item],
    allowed: &'a dyn Fn(&[usize], usize) -> bool,
    /// Value, cost and members of the best set so far.
    best: (i128, i128, Vec<usize>),
    nodes: u32,
    chosen: Vec<usize>,
    orders: Vec<Order>,
}

impl Search<'_> {
    /// Tries every set that goes on from here and can still be the best; false when it took too long.
    fn visit(&mut self, from: usize, value: i128, cost: i128, left: i128) -> bool {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return false;
        }
        // Earlier items are tried first, so that among equals the first one found stays.
        if value > self.best.0 || (value == self.best.0 && cost < self.best.1) {
            self.best = (value, cost, self.chosen.clone());
        }
        let Some(item) = self.items.get(from).copied() else { return true };
        if !self.worth_a_look(from, value, cost, left) {
            return true;
        }
        if item.cost <= left && (self.allowed)(&self.chosen, from) {
            self.chosen.push(from);
            let done = self.visit(from + 1, value + item.value, cost + item.cost, left - item.cost);
            self.chosen.pop();
            if !done {
                return false;
            }
        }
        self.visit(from + 1, value, cost, left)
    }

    fn worth_a_look(&self, from: usize, value: i128, cost: i128, left: i128) -> bool {
        let most = value + self.by_share(from, left).min(self.by_count(from, left));
        match most.cmp(&self.best.0) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => cost + self.least_cost(from, self.best.0 - value) < self.best.1,
            std::cmp::Ordering::Greater => true,
        }
    }

    /// The most that the money could add if items could be had in part.
    fn by_share(&self, from: usize, mut left: i128) -> i128 {
        let mut most = 0;
        for index in &self.orders[from].densest {
            let item = self.items[*index];
            if item.cost > left {
                return most + item.value * left / item.cost;
            }
            left -= item.cost;
            most += item.value;
        }
        most
    }

    /// The most that as many items as could be paid could add.
    fn by_count(&self, from: usize, mut left: i128) -> i128 {
        let order = &self.orders[from];
        let affordable = order.cheapest.iter().take_while(|index| {
            left -= self.items[**index].cost;
            left >= 0
        });
        let count = affordable.count();
        order.worthiest.iter().take(count).map(|index| self.items[*index].value).sum()
    }

    /// The least that adding this much value could cost, rounded down.
    fn least_cost(&self, from: usize, mut value: i128) -> i128 {
        let mut cost = 0;
        for index in &self.orders[from].densest {
            let item = self.items[*index];
            if item.value >= value {
                return if item.value == 0 { cost } else { cost + (item.cost * value + item.value - 1) / item.value };
            }
            value -= item.value;
            cost += item.cost;
        }
        cost
    }
}
