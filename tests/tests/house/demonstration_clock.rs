//! A demonstration can be walked on whatever day it is started.

use yichuang_domain::calendar::Calendar;
use yichuang_domain::time::Day;
use yichuang_server::demo;
use yichuang_tests::{World, on_both};

/// What a start of the server does before it listens.
async fn start(world: &World) {
    demo::clock::set(&world.app.store, &world.app.clock, Calendar::china()).await.unwrap();
    demo::load(&world.app).await.unwrap();
}

async fn today(world: &World) -> String {
    world.anonymous().get("/clock").await.ok()["today"].as_str().unwrap().to_owned()
}

on_both! {
    async fn a_demonstration_started_late_in_the_last_year_begins_where_a_round_fits(world: World) {
        world.at("2026-12-20T02:00:00Z");
        start(&world).await;
        assert_eq!(today(&world).await, "2026-11-01");
        let open = world.anonymous().get("/public/calls?status=open").await.ok();
        assert_eq!(open["items"][0]["phase"], "open");
        // A notice drafted seven weeks later still has its five working days.
        let notice = Day::parse("2026-12-20").unwrap();
        assert!(Calendar::china().last_day_of_notice(notice, 5).is_ok());
    }
}

on_both! {
    async fn a_restart_goes_on_from_where_the_demonstration_was(world: World) {
        world.at("2026-12-20T02:00:00Z");
        start(&world).await;
        // The machine's clock is what it was; the kept difference is applied once.
        world.at("2026-12-21T02:00:00Z");
        start(&world).await;
        assert_eq!(today(&world).await, "2026-11-02");
    }
}

on_both! {
    async fn a_demonstration_started_in_spring_begins_today_and_stays_there(world: World) {
        start(&world).await;
        assert_eq!(today(&world).await, "2026-06-01");
        // One that has run on into December is not set back.
        world.at("2026-12-20T02:00:00Z");
        start(&world).await;
        assert_eq!(today(&world).await, "2026-12-20");
    }
}
