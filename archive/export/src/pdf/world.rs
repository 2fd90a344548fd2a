//! All that the typesetter can see: one source and its pictures in memory, and seven faces. No file, no package, no clock.

use std::sync::{Arc, LazyLock};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// Amiri has a glyph for each letter with its dots. A face that sets the dots apart breaks words to pieces for those who
/// copy them or have them read aloud.
const ARABIC: [&[u8]; 2] = [
    include_bytes!("../../fonts/Amiri-Regular.ttf"),
    include_bytes!("../../fonts/Amiri-Bold.ttf"),
];
/// Of the typesetter's own faces, those for words and for typed text; those for mathematics stay out of memory.
const LATIN: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

struct Faces {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static FACES: LazyLock<Faces> = LazyLock::new(|| {
    let files = typst_assets::fonts().chain(ARABIC);
    let read = files.flat_map(|file| Font::iter(Bytes::new(file)));
    let fonts: Vec<Font> = read.filter(|font| is_ours(font.info().family.as_str())).collect();
    Faces {
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

fn is_ours(family: &str) -> bool {
    LATIN.contains(&family) || family == "Amiri"
}

/// A world with nothing in it but a source and its pictures.
pub(super) struct Desk {
    source: Source,
    /// By the names that [`picture`] gives.
    pictures: Vec<(FileId, Bytes)>,
}

impl Desk {
    pub(super) fn new(text: String, pictures: Vec<Arc<[u8]>>) -> Self {
        let named = (1..).zip(pictures);
        Self {
            source: Source::new(named_file("brief.typ"), text),
            pictures: named
                .map(|(number, bytes)| (named_file(&picture(number)), Bytes::new(bytes)))
                .collect(),
        }
    }
}

/// What a source calls its pictures, counted from 1.
pub(super) fn picture(number: usize) -> String {
    format!("picture-{number}")
}

/// The same names for every source: the typesetter never forgets a name.
fn named_file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FACES.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() {
            Ok(self.source.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.pictures.iter().find(|(name, _)| *name == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
