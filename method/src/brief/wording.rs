//! The sentences that every printed brief carries, in its three languages: who speaks in a quotation (house style of the
//! programme's own documents), where a figure comes from, how many stories there are and that they are no sample.

use crate::language::{Language, PageLanguage};

/// Who speaks in a quotation: « … » **Amal\***, *travailleuse du sexe…*, and below it the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The chosen name with the star of the note, in bold: `Amal*`.
    pub name_with_star: String,
    /// What stands between the name and the role: `, `.
    pub separator: &'static str,
    /// Who she is in the programme, in italics.
    pub role_line: String,
    /// That the name has been changed, in which language she told it, and whether this is a translation.
    pub note: String,
}

/// In which language somebody spoke, and in which her words are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speech {
    /// The one in which she told it.
    pub told: Language,
    /// The one of the words as they are printed.
    pub printed: Language,
}

impl Speech {
    /// Whether the printed words are a translation: another script is none.
    pub const fn is_translated(self) -> bool {
        use Language::{Arabic, Darija, DarijaLatin, English, French};
        !matches!(
            (self.told, self.printed),
            (French, French) | (Arabic, Arabic) | (English, English) | (Darija | DarijaLatin, Darija | DarijaLatin)
        )
    }
}

/// The attribution of a quotation in the brief's language. `project` is its bare name ("Chams").
pub fn attribution(pseudonym: &str, project: &str, speech: Speech, language: PageLanguage) -> Attribution {
    let name_with_star = format!("{}*", pseudonym.trim().trim_end_matches('*'));
    let project = project.trim();
    let (separator, role_line, note) = match language {
        PageLanguage::French => (
            ", ",
            format!("travailleuse du sexe survivante de violences basées sur le genre, participante au projet {project}"),
            "*Le prénom a été modifié",
        ),
        PageLanguage::Arabic => (
            "، ",
            format!("عاملة جنس ناجية من العنف القائم على النوع الاجتماعي، مشاركة في مشروع {project}"),
            "*تم تغيير الاسم الشخصي",
        ),
        PageLanguage::English => (
            ", ",
            format!("sex worker and survivor of gender-based violence, participant in the {project} project"),
            "*The first name has been changed",
        ),
    };
    Attribution {
        name_with_star,
        separator,
        role_line,
        note: format!("{note} · {}", told_in(speech, language)),
    }
}

/// A teller's words between the quotation marks of the language she spoke.
pub fn quoted(text: &str, language: Language) -> String {
    let text = text.trim();
    match language {
        Language::French => format!("«\u{a0}{text}\u{a0}»"),
        Language::Arabic | Language::Darija => format!("«{text}»"),
        Language::DarijaLatin | Language::English => format!("“{text}”"),
    }
}

/// In which language she told it and whether it was translated, in the reader's: who reads a translation, or sees a script that he does
/// not read, knows whose words these are.
pub fn told_in(speech: Speech, language: PageLanguage) -> String {
    let told = spoken(speech.told, language);
    let translated = match language {
        _ if !speech.is_translated() => "",
        PageLanguage::French => ", traduit",
        PageLanguage::Arabic => "، مترجمة",
        PageLanguage::English => ", translated",
    };
    format!("{told}{translated}")
}

const fn spoken(told: Language, language: PageLanguage) -> &'static str {
    match (language, told) {
        (PageLanguage::French, Language::French) => "Raconté en français",
        (PageLanguage::French, Language::Arabic) => "Raconté en arabe",
        (PageLanguage::French, Language::Darija | Language::DarijaLatin) => "Raconté en darija",
        (PageLanguage::French, Language::English) => "Raconté en anglais",
        (PageLanguage::Arabic, Language::French) => "رُويت بالفرنسية",
        (PageLanguage::Arabic, Language::Arabic) => "رُويت بالعربية",
        (PageLanguage::Arabic, Language::Darija | Language::DarijaLatin) => "رُويت بالدارجة",
        (PageLanguage::Arabic, Language::English) => "رُويت بالإنجليزية",
        (PageLanguage::English, Language::French) => "Told in French",
        (PageLanguage::English, Language::Arabic) => "Told in Arabic",
        (PageLanguage::English, Language::Darija | Language::DarijaLatin) => "Told in Darija",
        (PageLanguage::English, Language::English) => "Told in English",
    }
}

/// What stands above the footnotes where they are gathered at the end.
pub const fn notes_title(language: PageLanguage) -> &'static str {
    match language {
        PageLanguage::French | PageLanguage::English => "Notes",
        PageLanguage::Arabic => "هوامش",
    }
}

/// What stands above the list of headings.
pub const fn contents_title(language: PageLanguage) -> &'static str {
    match language {
        PageLanguage::French => "Sommaire",
        PageLanguage::Arabic => "المحتويات",
        PageLanguage::English => "Contents",
    }
}

/// What a chart says to those who do not see it.
pub fn chart_line(caption: &str, language: PageLanguage) -> String {
    let caption = caption.trim();
    match language {
        PageLanguage::French => format!("Diagramme en barres\u{a0}: {caption}. Ses nombres sont ceux du tableau."),
        PageLanguage::Arabic => format!("رسم بياني بالأعمدة: {caption}. أرقامه هي أرقام الجدول."),
        PageLanguage::English => format!("Bar chart: {caption}. Its numbers are those of the table."),
    }
}

/// Where a figure comes from and when it was taken.
pub fn source_line(source: &str, date: &str, language: PageLanguage) -> String {
    let word = match language {
        PageLanguage::French => "Source\u{a0}:",
        PageLanguage::Arabic => "المصدر:",
        PageLanguage::English => "Source:",
    };
    match (source.trim(), date.trim()) {
        ("", "") => String::new(),
        (source, "") => format!("{word} {source}"),
        ("", date) => format!("{word} {date}"),
        (source, date) => format!("{word} {source} ({date})"),
    }
}

/// The foot of a brief: how many stories it stands on, how they were selected, and that they are no sample.
/// `how_selected` is a phrase in the brief's language; empty, the foot says that it was not recorded.
pub fn footer(language: PageLanguage, stories: usize, how_selected: &str) -> String {
    let how = how_selected.trim().trim_end_matches('.');
    match language {
        PageLanguage::French => french(stories, how),
        PageLanguage::Arabic => arabic(stories, how),
        PageLanguage::English => english(stories, how),
    }
}

fn french(stories: usize, how: &str) -> String {
    let count = match stories {
        0 => return "Ce document ne cite aucun récit.".to_owned(),
        1 => "Ce document s’appuie sur 1 récit.".to_owned(),
        _ => format!("Ce document s’appuie sur {stories} récits."),
    };
    let how = if how.is_empty() { "non précisé" } else { how };
    format!(
        "{count} Mode de sélection\u{a0}: {how}. Les récits sont choisis pour ce qu’ils signifient\u{a0}: \
         ils ne constituent pas un échantillon représentatif."
    )
}

fn arabic(stories: usize, how: &str) -> String {
    let count = match (stories, stories % 100) {
        (0, _) => return "لا تستشهد هذه الوثيقة بأي قصة.".to_owned(),
        (1, _) => "قصة واحدة".to_owned(),
        (2, _) => "قصتين".to_owned(),
        (_, 3..=10) => format!("{stories} قصص"),
        _ => format!("{stories} قصة"),
    };
    let how = if how.is_empty() { "غير محددة" } else { how };
    format!("تستند هذه الوثيقة إلى {count}. طريقة الاختيار: {how}. اختيرت القصص لدلالتها، وهي لا تشكل عينة تمثيلية.")
}

fn english(stories: usize, how: &str) -> String {
    let count = match stories {
        0 => return "This document cites no story.".to_owned(),
        1 => "This document draws on 1 story.".to_owned(),
        _ => format!("This document draws on {stories} stories."),
    };
    let how = if how.is_empty() { "not recorded" } else { how };
    format!(
        "{count} How they were selected: {how}. Stories are chosen for what they mean: they are not a representative sample."
    )
}
