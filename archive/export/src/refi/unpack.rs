//! Opening a zip that somebody sent: into memory alone, no more than is allowed, no name that leads elsewhere.

use super::NotRefi;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most files of a project.
pub const MOST_ENTRIES: usize = 5_000;
/// The most bytes of all of them, unpacked.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The wanted files of a zip by their names in small letters: programs differ in how they write `Sources/`. Those that nobody wants
/// stay packed; their names are looked at all the same.
pub(crate) fn unpack(bytes: &[u8], is_wanted: impl Fn(&str) -> bool) -> Result<BTreeMap<String, Vec<u8>>, NotRefi> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NotRefi::Zip)?;
    if zip.len() > MOST_ENTRIES {
        return Err(NotRefi::TooLarge);
    }
    let (mut files, mut names) = (BTreeMap::new(), BTreeSet::new());
    let mut left = MOST_BYTES;
    for index in 0..zip.len() {
        let packed = zip.by_index_raw(index).map_err(|_| NotRefi::Zip)?;
        let name = packed.name().map_err(|_| NotRefi::Path)?.into_owned();
        if !is_plain(&name) || packed.is_symlink() {
            return Err(NotRefi::Path);
        }
        let (is_dir, name) = (packed.is_dir(), name.to_lowercase());
        drop(packed);
        if is_dir {
            continue;
        }
        if !names.insert(name.clone()) {
            return Err(NotRefi::Path);
        }
        if !is_wanted(&name) {
            continue;
        }
        // The size that the file states is not believed.
        let file = zip.by_index(index).map_err(|_| NotRefi::Zip)?;
        let mut content = Vec::new();
        let limit = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
        file.take(limit).read_to_end(&mut content).map_err(|_| NotRefi::Zip)?;
        left = left.checked_sub(content.len()).ok_or(NotRefi::TooLarge)?;
        files.insert(name, content);
    }
    Ok(files)
}

/// Whether a name stays where it is: no step up, no root, no drive, no other separator, nothing unseen.
fn is_plain(name: &str) -> bool {
    let parts = name.strip_suffix('/').unwrap_or(name).split('/');
    let is_fine = |part: &str| !part.is_empty() && part != "." && part != "..";
    name.len() <= 500 && !name.contains(['\\', ':']) && !name.chars().any(char::is_control) && parts.into_iter().all(is_fine)
}
