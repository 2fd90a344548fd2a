//! `hikaya backup` and `hikaya restore`: no passphrase is asked, for nothing is opened.

use super::{Backup, Failure, Restore, open, settings};
use archive::backup;

pub(super) async fn back_up(asked: Backup) -> Result<(), Failure> {
    let archive = open(asked.data.data).await?;
    let written = backup::back_up(&archive, &asked.to).await;
    archive.close().await;
    let written = written?;
    println!("{}", written.content.display());
    println!("{}", written.keyring.display());
    eprintln!(
        "{} rows are backed up. The keyring has number {}: in other places replace older keyrings by this one, \
         or stories withdrawn since can still be read there.",
        written.rows, written.generation
    );
    Ok(())
}

pub(super) async fn restore(asked: Restore) -> Result<(), Failure> {
    let folder = asked.data.data.clone();
    let restored = backup::restore(&settings(asked.data.data), &asked.from, asked.keyring.as_deref()).await?;
    println!("{}", folder.display());
    eprintln!(
        "{} rows are back: the content of {}, the keys of {} (UTC). Look at the log with hikaya audit verify, \
         then start the server.",
        restored.rows,
        restored.content_of.format("%Y-%m-%d %H:%M"),
        restored.keyring_of.format("%Y-%m-%d %H:%M"),
    );
    Ok(())
}
