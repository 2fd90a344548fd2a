//! Names of registers that still stand in an excerpt when somebody judges it.

use super::names::Names;
use crate::desk::batches::Batch;
use crate::desk::stories::opened::Opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use archive_detect::is_also_a_word;
use method::anonymise::{IdentifierKind, Words, normal_form};
use method::language::Language;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Where names still stand in an excerpt, in Unicode scalar values of its text: any name of its story's register, and people in the register
/// of any other story of the programme, which somebody found there by hand and no list knows. Of the others' names those are left out that
/// are pseudonyms here, and single words that are everyday words, too ("Nour"): in three hundred stories somebody is called so.
pub(super) async fn still_named(
    tx: &mut Tx,
    keys: &Keys,
    story: &Opened,
    names: &Names,
    (text, language): (&str, Language),
) -> Result<Vec<(usize, usize, IdentifierKind)>, Fault> {
    let words = Words::of(text);
    let mut found: BTreeSet<_> = names.register.still_named(&words).into_iter().collect();
    let pseudonyms: BTreeSet<String> = names.register.pseudonyms().map(normal_form).collect();
    let is_named = |(start, end, kind): &(usize, usize, IdentifierKind)| {
        let surface: String = text.chars().skip(*start).take(end - start).collect();
        *kind == IdentifierKind::Person
            && !pseudonyms.contains(&normal_form(&surface))
            && !is_also_a_word(&surface, language)
    };
    let mut first = Uuid::nil();
    while let Some(batch) = Batch::read(tx, keys, story.programme, first).await? {
        for register in batch.registers(tx, keys).await? {
            found.extend(register.still_named(&words).into_iter().filter(is_named));
        }
        let Some(next) = batch.next() else { break };
        first = next;
    }
    Ok(found.into_iter().collect())
}
