//! A brief in two languages: each paragraph runs its own way in every format.

use crate::{Document, docx, html, pdf, resolve};
use method::brief::parse;
use method::language::PageLanguage;

fn document(language: PageLanguage) -> Document {
    let words = "## Ce que nous demandons\n\nUn guichet qui reçoit.\n\n## ما نطلبه\n\nنطلب شباكا يستقبل (دون حكم).\n\n- شباك واحد\n- بطاقة مجانية\n";
    Document {
        title: "Des papiers".into(),
        language,
        project: "Atlas".into(),
        blocks: resolve(parse(words).expect("a brief"), |_| None, |_| None, |_| None).expect("no reference"),
        footer: String::new(),
    }
}

#[test]
fn arabic_in_a_french_brief_runs_from_the_right_on_a_screen() {
    let page = html(&document(PageLanguage::French));
    for part in [
        "<p>Un guichet",
        "<h2 id=\"part-1\">Ce que nous demandons",
        "<h2 id=\"part-2\" lang=\"ar\" dir=\"rtl\">ما نطلبه",
        "<p lang=\"ar\" dir=\"rtl\">نطلب",
        "<ul lang=\"ar\" dir=\"rtl\">",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let page = html(&document(PageLanguage::Arabic));
    assert!(page.contains("<p lang=\"fr\" dir=\"ltr\">Un guichet"), "{page}");
    assert!(page.contains("<p>نطلب") && page.contains("<ul>"), "{page}");
}

#[test]
fn arabic_in_a_french_brief_is_a_bidirectional_paragraph_for_a_word_processor() {
    let parts = docx(&document(PageLanguage::French)).expect("a file");
    let text = String::from_utf8_lossy(&parts);
    let paragraph = |words: &str| {
        let at = text.find(words).expect("the words");
        let start = text[..at].rfind("<w:p>").expect("a paragraph");
        text[start..at].to_owned()
    };
    for words in ["ما نطلبه", "نطلب شباكا", "شباك واحد"] {
        let paragraph = paragraph(words);
        assert!(
            paragraph.contains("<w:bidi/>") && paragraph.contains("<w:rtl/>"),
            "{paragraph}"
        );
        assert!(paragraph.contains("w:bidi=\"ar-MA\""), "{paragraph}");
    }
    for words in ["Ce que nous", "Un guichet"] {
        assert!(!paragraph(words).contains("<w:bidi/>"), "{words}");
    }
}

#[test]
fn a_brief_in_two_languages_is_still_universal_on_paper() {
    for language in [PageLanguage::French, PageLanguage::Arabic] {
        let file = pdf(&document(language)).expect("a file");
        let text = String::from_utf8_lossy(&file);
        assert!(text.contains("pdfuaid:part>1<"), "it calls itself PDF/UA");
    }
}
