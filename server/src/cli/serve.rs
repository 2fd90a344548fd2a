//! `hikaya serve`: opens the archive, listens, and stops in order on a signal.

use super::{Failure, Serve, open};
use crate::{demo, http, training};
use app::ShellName;
use archive::desk::custody::State;
use archive::{Archive, Fault};
use axum::Extension;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// How often the end of the audit log is remembered in the keyring store.
const REMEMBER: Duration = Duration::from_mins(1);

/// How often sound whose days are over is looked for.
const LOOK_FOR_SOUND: Duration = Duration::from_hours(1);

/// How often it is looked whether somebody lacks her place in the training programmes.
const PREPARE: Duration = Duration::from_secs(20);

/// After a signal, requests under way have this long.
const GRACE: Duration = Duration::from_secs(10);

pub(super) async fn serve(asked: Serve) -> Result<(), Failure> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_max_level(tracing::Level::INFO)
        .init();
    let archive = open(asked.data.data).await?;
    let listener = TcpListener::bind(asked.listen).await?;
    println!("http://{}", listener.local_addr()?);
    match archive.custody().state().await? {
        State::Open { demonstration: true } => demo::introduce(),
        State::Empty => println!("Nothing is set up yet: open this address to begin."),
        State::Sealed | State::Open { .. } => println!("The stories are locked: open this address and type the passphrase."),
    }
    let remembering = tokio::spawn(remember(archive.clone()));
    let destroying = tokio::spawn(destroy_due_sound(archive.clone()));
    let preparing = tokio::spawn(prepare_training(archive.clone()));
    let app = http::router(archive.clone(), &asked.site)
        .layer(Extension(ShellName(asked.shell_name)))
        .layer(Extension(asked.shell_icon));
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let news = archive.clone();
    let (told, stopping) = tokio::sync::oneshot::channel();
    let mut terminate = signal(SignalKind::terminate())?;
    let waiting = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        tracing::info!("server.stopping");
        news.stop_waiting();
        // Nobody listens any more if the server has already ended.
        let _ = told.send(());
    };
    let serving = axum::serve(listener, app).with_graceful_shutdown(waiting);
    let late = async {
        match stopping.await {
            Ok(()) => tokio::time::sleep(GRACE).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        ended = serving.into_future() => ended?,
        () = late => tracing::warn!("server.stopped_late"),
    }
    remembering.abort();
    destroying.abort();
    preparing.abort();
    archive.close().await;
    Ok(())
}

/// Remembers the end of the audit log now and then, for as long as the server runs.
async fn remember(archive: Archive) {
    loop {
        tokio::time::sleep(REMEMBER).await;
        if let Err(fault) = archive.custody().remember_audit().await {
            tracing::error!(error = %fault, "audit.not_remembered");
        }
    }
}

/// Destroys sound whose days are over, for as long as the server runs with its vault open. What is over when it opens, the opening
/// destroys.
async fn destroy_due_sound(archive: Archive) {
    loop {
        tokio::time::sleep(LOOK_FOR_SOUND).await;
        match archive.sounds().destroy_due().await {
            Ok(_) | Err(Fault::Sealed) => {}
            Err(fault) => tracing::error!(error = %fault, "sound.not_destroyed"),
        }
    }
}

/// Keeps the training programmes ready for everybody who has an account, for as long as the server runs with its vault open.
async fn prepare_training(archive: Archive) {
    loop {
        if let Err(error) = training::prepare(&archive).await
            && !error.is_sealed()
        {
            tracing::error!(%error, "training.not_prepared");
        }
        tokio::time::sleep(PREPARE).await;
    }
}
