//! All that the typesetter can see: one source in memory and seven faces. No file, no package, no clock.

use std::sync::LazyLock;
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

/// A world with nothing but a source in it.
pub(super) struct Desk {
    source: Source,
}

impl Desk {
    pub(super) fn new(text: String) -> Self {
        Self {
            source: Source::new(main_file(), text),
        }
    }
}

/// One name for every source: the typesetter never forgets a name.
fn main_file() -> FileId {
    static MAIN: LazyLock<FileId> = LazyLock::new(|| {
        let path = VirtualPath::new("brief.typ").expect("a plain name is a path");
        RootedPath::new(VirtualRoot::Project, path).intern()
    });
    *MAIN
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

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
