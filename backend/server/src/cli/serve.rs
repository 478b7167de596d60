//! `yichuang serve`.

use std::future::IntoFuture as _;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use yichuang_base::app::App;
use yichuang_base::clock::Clock;
use yichuang_domain::calendar::Calendar;
use yichuang_registration::organisations::duplicates::backfill;

use super::{Refused, memory, open, settings};
use crate::{demo, jobs, openapi, router};

pub(crate) async fn run(with_demo: bool) -> Result<(), Refused> {
    let mut config = settings()?;
    config.demo |= with_demo;
    let store = open(&config).await?;
    let clock = Clock::system();
    if config.demo {
        demo::clock::set(&store, &clock, Calendar::china()).await?;
    }
    let (operations, contract) = openapi::mounted();
    let app = App::new(store, clock, config, &contract)?;
    drop(contract);
    backfill(&app).await?;
    let listener =
        TcpListener::bind(&app.config.listen).await.map_err(|error| Refused::new("listen", format!("{}: {error}", app.config.listen)))?;
    if with_demo {
        print!("{}", demo::load(&app).await?);
    }
    tracing::info!(settings = ?app.config, "serving");
    if !with_demo {
        println!("{}", app.config.public_url);
    }
    let worker = tokio::spawn(jobs::work(app.clone()));
    let service = router::build(&app, operations).into_make_service_with_connect_info::<SocketAddr>();
    memory::give_back();
    let served = axum::serve(listener, service).with_graceful_shutdown(stopped()).into_future().await;
    worker.abort();
    app.store.clone().close().await?;
    served.map_err(|error| Refused::new("serve", error))
}

/// Ctrl-C, or the signal of a service manager.
async fn stopped() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
