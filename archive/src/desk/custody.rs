//! The custody desk: setting an installation up, opening and closing its vault, walking its audit log.

use crate::audit::{self, Deed, Entry, Verified};
use crate::desk::field::Field;
use crate::desk::panels::Panels;
use crate::desk::people::{self, NewAccount, PeopleError};
use crate::desk::programmes;
use crate::desk::sound::Sounds;
use crate::desk::stories::Stories;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::{StoreError, keyring};
use crate::{House, allowed};
use archive_vault::{KdfParams, Passphrase, RecoveryCode, Slot, SlotKind, Vault, VaultError, new_key_file};
use method::id::ProgrammeId;
use method::policy::{Action, Actor, Reach, Role, Subject};
use method::template::{Template, three_clinics};
use std::sync::PoisonError;
use thiserror::Error;

/// The key file of a demonstration, inside its own folder: that is why it protects nothing.
pub(crate) const DEMONSTRATION_KEY: &str = "demonstration.key";
/// The fewest letters of a passphrase.
pub const PASSPHRASE_LETTERS: usize = 16;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum CustodyError {
    /// The installation is set up already.
    #[error("already set up")]
    AlreadySetUp,
    /// No set-up is under way, or it was begun before the last restart.
    #[error("the set-up must begin again")]
    NotBegun,
    /// A passphrase has at least [`PASSPHRASE_LETTERS`] letters.
    #[error("the passphrase is too short")]
    ShortPassphrase,
    /// A programme needs a name.
    #[error("the programme needs a name")]
    ProgrammeName,
    /// The retyped code is not the one that was shown.
    #[error("the code is not the one that was shown")]
    CodeDiffers,
    /// Neither a passphrase nor the recovery code of this installation.
    #[error("wrong passphrase or code")]
    WrongSecret,
    /// There is no such thing, or not for this person.
    #[error("not found")]
    NotFound,
    /// The administrator's account is refused.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for CustodyError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// What an installation is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is set up.
    Empty,
    /// Set up; the vault is closed.
    Sealed,
    /// At work.
    Open {
        /// Opened by a key file in its own folder: not protected if this machine is taken.
        demonstration: bool,
    },
}

/// What the set-up page asks.
pub struct SetUp {
    /// Name of the first programme.
    pub programme: String,
    /// Name of its first reporting period.
    pub period: String,
    /// Sign-in name of the first administrator.
    pub login: String,
    /// What colleagues call her.
    pub name: String,
    /// Her password.
    pub password: String,
    /// The passphrase that opens the vault.
    pub passphrase: String,
}

/// A set-up whose recovery code was shown and not yet retyped. In memory alone.
pub(crate) struct Pending {
    asked: SetUp,
    code: RecoveryCode,
}

/// The custody desk.
pub struct Custody<'a>(pub(crate) &'a House);

impl Custody<'_> {
    /// What the installation is doing.
    pub async fn state(&self) -> Result<State, Fault> {
        if self.0.keys().is_ok() {
            return Ok(State::Open {
                demonstration: self.0.folder.join(DEMONSTRATION_KEY).exists(),
            });
        }
        Ok(if self.slots().await?.is_empty() {
            State::Empty
        } else {
            State::Sealed
        })
    }

    /// Checks what was asked and makes a recovery code, to be shown once. Nothing is written until it was retyped.
    ///
    /// # Errors
    /// What is wrong with the answers; [`CustodyError::AlreadySetUp`].
    pub async fn begin_set_up(&self, asked: SetUp) -> Result<String, CustodyError> {
        if self.state().await? != State::Empty {
            return Err(CustodyError::AlreadySetUp);
        }
        if asked.programme.trim().is_empty() || asked.programme.chars().count() > 120 {
            return Err(CustodyError::ProgrammeName);
        }
        people::check(&asked.login, &asked.name, &asked.password)?;
        if asked.passphrase.chars().count() < PASSPHRASE_LETTERS {
            return Err(CustodyError::ShortPassphrase);
        }
        let code = RecoveryCode::create().map_err(Fault::Vault)?;
        let shown = code.reveal().to_string();
        *self.0.pending.lock().unwrap_or_else(PoisonError::into_inner) = Some(Pending { asked, code });
        Ok(shown)
    }

    /// Finishes the set-up once the code was retyped: passphrase slot, recovery slot, programme, first administrator.
    ///
    /// # Errors
    /// [`CustodyError::CodeDiffers`], after which the same code may be retyped again; [`CustodyError::NotBegun`].
    pub async fn finish_set_up(&self, retyped: &str) -> Result<(), CustodyError> {
        if self.state().await? != State::Empty {
            return Err(CustodyError::AlreadySetUp);
        }
        let typed = RecoveryCode::parse(retyped);
        let pending = {
            let mut held = self.0.pending.lock().unwrap_or_else(PoisonError::into_inner);
            let pending = held.take().ok_or(CustodyError::NotBegun)?;
            if !typed.is_ok_and(|typed| typed.secret() == pending.code.secret()) {
                *held = Some(pending);
                return Err(CustodyError::CodeDiffers);
            }
            pending
        };
        let Pending { asked, code } = pending;
        let SetUp {
            programme,
            period,
            login,
            name,
            password,
            passphrase,
        } = asked;
        let passphrase = Passphrase::new(&passphrase);
        let secrets = vec![
            (SlotKind::Passphrase, passphrase.secret().to_vec(), self.0.slot_cost),
            (SlotKind::RecoveryCode, code.secret().to_vec(), self.0.slot_cost),
        ];
        let administrator = NewAccount {
            login,
            name,
            password,
            role: Role::Administrator,
            reach: Reach::Everywhere,
        };
        self.found(secrets, &programme, &period, three_clinics(), vec![administrator])
            .await?;
        Ok(())
    }

    /// Fills an empty folder with a demonstration, whose key lies beside its data.
    ///
    /// # Errors
    /// [`CustodyError::AlreadySetUp`].
    pub async fn found_demonstration(
        &self,
        programme: &str,
        period: &str,
        template: Template,
        staff: Vec<NewAccount>,
    ) -> Result<ProgrammeId, CustodyError> {
        if self.state().await? != State::Empty {
            return Err(CustodyError::AlreadySetUp);
        }
        let key = new_key_file().map_err(Fault::Vault)?;
        let file = self.0.folder.join(DEMONSTRATION_KEY);
        std::fs::write(&file, &*key).map_err(|error| StoreError::Database(sqlx::Error::Io(error)))?;
        let secrets = vec![(SlotKind::KeyFile, key.to_vec(), KdfParams::DEMONSTRATION)];
        self.found(secrets, programme, period, template, staff).await
    }

    /// Opens the vault with a passphrase or the recovery code.
    ///
    /// # Errors
    /// [`CustodyError::WrongSecret`].
    pub async fn unseal(&self, typed: &str) -> Result<(), CustodyError> {
        let slots = self.slots().await?;
        let passphrase = Passphrase::new(typed).secret().to_vec();
        let code = RecoveryCode::parse(typed).ok().map(|code| code.secret().to_vec());
        let opening = tokio::task::spawn_blocking(move || {
            let (by_code, by_phrase): (Vec<_>, Vec<_>) =
                slots.into_iter().partition(|slot| slot.kind == SlotKind::RecoveryCode);
            match code {
                Some(code) => Vault::unseal(&by_code, &code),
                None => Vault::unseal(&by_phrase, &passphrase),
            }
        });
        let vault = match opening.await.map_err(|_| Fault::Stopped)? {
            Err(VaultError::WrongSecret | VaultError::NoSlot | VaultError::EmptySecret) => {
                return Err(CustodyError::WrongSecret);
            }
            other => other.map_err(Fault::Vault)?,
        };
        self.enter(vault).await?;
        self.note(None, Deed::Unsealed).await?;
        Ok(())
    }

    /// Closes the vault: every page but the unseal page is shut until somebody types the passphrase.
    ///
    /// # Errors
    /// [`CustodyError::NotFound`] for whoever may not.
    pub async fn seal(&self, actor: &Actor, programme: ProgrammeId) -> Result<(), CustodyError> {
        if !allowed(actor, Action::Seal, &Subject::Programme(programme)) {
            return Err(CustodyError::NotFound);
        }
        self.note(Some(actor), Deed::Sealed).await?;
        self.remember_audit().await?;
        self.0.leave();
        Ok(())
    }

    /// The newest entries of the audit log: of what was done where somebody works, and of what concerns the whole house.
    ///
    /// # Errors
    /// [`CustodyError::NotFound`] for whoever may not read it.
    pub async fn newest_entries(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        at_most: usize,
    ) -> Result<Vec<Entry>, CustodyError> {
        if !allowed(actor, Action::ReadAudit, &Subject::Programme(programme)) {
            return Err(CustodyError::NotFound);
        }
        let reader = actor.account().ok_or(CustodyError::NotFound)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        Ok(audit::newest(&mut tx, &keys, reader, at_most).await?)
    }

    /// Walks the whole chain of the audit log. While sealed it compares the plain links alone; see [`crate::audit`].
    pub async fn verify_audit(&self) -> Result<Verified, Fault> {
        let keys = self.0.keys().ok();
        audit::verify(&self.0.content, &self.0.ring, keys.as_deref()).await
    }

    /// Remembers where the audit log ends, in the keyring store, so that an end cut off is noticed. Does nothing while sealed.
    pub async fn remember_audit(&self) -> Result<(), Fault> {
        match self.0.keys() {
            Ok(keys) => audit::remember(&self.0.content, &self.0.ring, &keys).await,
            Err(_) => Ok(()),
        }
    }

    /// Opens a demonstration's vault with the key beside its data; does nothing where there is none.
    pub(crate) async fn unseal_demonstration(&self) -> Result<(), Fault> {
        let Ok(key) = std::fs::read(self.0.folder.join(DEMONSTRATION_KEY)) else {
            return Ok(());
        };
        let slots = self.slots().await?;
        if slots.is_empty() {
            return Ok(());
        }
        self.enter(Vault::unseal(&slots, &key)?).await
    }

    /// Writes a new installation. The slots come last: a set-up that was cut short leaves none, and begins again.
    async fn found(
        &self,
        secrets: Vec<(SlotKind, Vec<u8>, KdfParams)>,
        programme: &str,
        period: &str,
        template: Template,
        staff: Vec<NewAccount>,
    ) -> Result<ProgrammeId, CustodyError> {
        let wrapping = tokio::task::spawn_blocking(move || {
            let vault = Vault::create()?;
            let slots = secrets
                .into_iter()
                .map(|(kind, secret, cost)| vault.add_slot(kind, &secret, cost));
            Ok::<_, VaultError>((slots.collect::<Result<Vec<Slot>, _>>()?, vault))
        });
        let (slots, vault) = wrapping.await.map_err(|_| Fault::Stopped)?.map_err(Fault::Vault)?;
        let mut tx = self.0.ring.write().await?;
        keyring::clear_keys(&mut tx).await?;
        Keys::found(&vault, &mut tx).await?;
        tx.commit().await?;
        self.enter(vault).await?;
        let id = programmes::found(self.0, None, programme.trim(), period.trim(), template).await?;
        for account in staff {
            people::add(self.0, None, id, account).await?;
        }
        self.note(None, Deed::SetUp).await?;
        let mut tx = self.0.ring.write().await?;
        for slot in slots {
            let body = serde_json::to_string(&slot).map_err(|_| Fault::UnknownName)?;
            keyring::add_slot(&mut tx, slot.id, &body).await?;
        }
        tx.commit().await?;
        Ok(id)
    }

    async fn enter(&self, vault: Vault) -> Result<(), Fault> {
        let keys = Keys::unlock(vault, self.0.ring.clone()).await?;
        let mut tx = self.0.content.read().await?;
        if let Some(last) = audit::last(&mut tx, &keys).await? {
            self.0.clock.ratchet(last.at);
        }
        drop(tx);
        self.0.enter(keys)?;
        Stories(self.0).finish_withdrawals().await?;
        Field(self.0).open_letters().await?;
        Sounds(self.0).destroy_due().await?;
        Panels(self.0).finish_boxes().await?;
        Ok(())
    }

    pub(crate) async fn note(&self, actor: Option<&Actor>, deed: Deed) -> Result<(), Fault> {
        let by = match actor {
            Some(Actor::Account { id, .. }) => Some(*id),
            _ => None,
        };
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        audit::append(
            &mut tx,
            &keys,
            &Entry {
                at: self.0.clock.now(),
                by,
                deed,
                about: None,
            },
        )
        .await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn slots(&self) -> Result<Vec<Slot>, Fault> {
        let mut tx = self.0.ring.read().await?;
        let bodies = keyring::slots(&mut tx).await?;
        bodies
            .iter()
            .map(|body| serde_json::from_str(body).map_err(|_| Fault::UnknownName))
            .collect()
    }
}
