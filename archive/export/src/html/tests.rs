use super::*;
use crate::sample::{hostile, of, sample};
use method::language::PageLanguage;
use proptest::prelude::*;

/// Every tag that this module writes, as it begins.
const OURS: [&str; 39] = [
    "!DOCTYPE html",
    "html ",
    "head",
    "meta ",
    "title",
    "style",
    "body",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol ",
    "li",
    "div ",
    "table",
    "thead",
    "tbody",
    "tr",
    "th ",
    "td",
    "blockquote",
    "pre",
    "hr",
    "em",
    "strong",
    "code",
    "a ",
    "br",
    "figure ",
    "figcaption",
    "nav ",
    "section ",
    "sup",
    "img ",
];

/// The brief as a page of the house shows it.
fn shown(document: &Document) -> String {
    fragment(document, |id| format!("/images/{id}"))
}

fn is_ours(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    OURS.iter().any(|ours| {
        name.strip_prefix(ours.trim_end())
            .is_some_and(|rest| rest.starts_with([' ', '>']))
    })
}

#[test]
fn a_file_says_its_language_and_direction_and_fetches_nothing() {
    for language in PageLanguage::ALL {
        let file = html(&sample(language));
        let (tag, dir) = (language.tag(), language.dir());
        assert!(file.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"{dir}\">")));
        let file = file.replace("src=\"data:image/png;base64,", "");
        for fetched in ["src=", "<link", "@import", "url(", "<script"] {
            assert!(!file.contains(fetched), "{fetched}");
        }
    }
}

#[test]
fn a_quotation_carries_the_house_style() {
    let file = shown(&sample(PageLanguage::French));
    let expected = "<figure class=\"quotation\"><blockquote lang=\"fr\" dir=\"ltr\"><p>«\u{a0}Avant, je ne disais rien.</p>\n\
        <p>Maintenant, je connais mes droits.\u{a0}»</p>\n</blockquote>\n\
        <figcaption><p><strong>Amal*</strong>, <em>travailleuse du sexe survivante de violences basées sur le genre, \
        participante au projet Chams</em></p>\n<p class=\"note\">*Le prénom a été modifié · Raconté en français</p>\n</figcaption>\n</figure>\n";
    assert!(file.contains(expected), "{file}");
    let arabic = shown(&sample(PageLanguage::Arabic));
    assert!(arabic.contains("<blockquote lang=\"ary\" dir=\"rtl\"><p>«كنت"));
    assert!(arabic.contains("*تم تغيير الاسم الشخصي"));
}

#[test]
fn headings_are_listed_and_footnotes_lead_there_and_back() {
    let file = shown(&sample(PageLanguage::French));
    for part in [
        "<nav class=\"contents\" aria-label=\"Sommaire\"><p>Sommaire</p>\n<ul>\
         <li class=\"level-2\"><a href=\"#part-1\">Ce qui change</a>\n</li>\n\
         <li class=\"level-3\"><a href=\"#part-2\">En chiffres</a>\n</li>\n</ul>\n</nav>",
        "<h2 id=\"part-1\">Ce qui change<sup><a id=\"call-1\" href=\"#note-1\" role=\"doc-noteref\">1</a></sup></h2>",
        "<h3 id=\"part-2\">En chiffres</h3>",
        "<section class=\"notes\" role=\"doc-endnotes\"><h2>Notes</h2>\n<ol><li id=\"note-1\">La <em>loi</em> 103-13, ",
        "<li id=\"note-2\" lang=\"ar\" dir=\"rtl\">سجل المصحات. <a href=\"#call-2\" role=\"doc-backlink\" aria-label=\"Notes 2\">↩</a></li>",
    ] {
        assert!(file.contains(part), "{part}\n---\n{file}");
    }
    let none = shown(&of("{{contents}}"));
    assert!(!none.contains("<nav") && !none.contains("<section"), "{none}");
}

#[test]
fn headings_follow_the_title_without_a_gap_and_equals_stay_equal() {
    let levels = |markdown: &str| {
        let file = shown(&of(markdown));
        let all = file.match_indices("<h").map(|(at, _)| file[at + 1..at + 3].to_owned());
        all.filter(|name| name != "hr").collect::<Vec<_>>()
    };
    assert_eq!(levels("### a\n\n###### b\n\n# c\n\n###### d"), ["h1", "h2", "h3", "h2", "h3"]);
    assert_eq!(levels("## a\n\n## b\n\n### c\n\n## d"), ["h1", "h2", "h2", "h3", "h2"]);
}

#[test]
fn a_picture_lies_in_the_file_and_is_found_by_a_page_of_the_house() {
    let around = |address: &str| {
        format!(
            "<figure class=\"image\" lang=\"en\" dir=\"ltr\"><img src=\"{address}\" width=\"4\" height=\"2\" alt=\"Une porte &quot;bleue&quot;\">\n\
             <figcaption><p>Une porte &quot;bleue&quot;</p>\n<p class=\"source\">Une porte &quot;bleue&quot;</p>\n</figcaption>\n</figure>"
        )
    };
    let document = sample(PageLanguage::French);
    let Some(Block::Image(image)) = document.blocks.iter().find(|block| matches!(block, Block::Image(_))) else {
        panic!("a picture");
    };
    assert!(shown(&document).contains(&around("/images/1b4e28ba2fa111d2883f0016d3cca427")));
    let file = html(&document);
    let inside = file
        .split("data:image/png;base64,")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let inside = inside.expect("a picture");
    assert_eq!(BASE64_STANDARD.decode(inside).as_deref(), Ok(&*image.bytes));
    assert!(file.contains(&around(&format!("data:image/png;base64,{inside}"))));
}

#[test]
fn rows_that_are_short_are_filled_up() {
    let file = shown(&of("x"));
    assert!(
        file.contains("<tr><th scope=\"col\">x</th>\n<th scope=\"col\"></th>\n</tr>"),
        "{file}"
    );
    assert!(file.contains("<tr><td></td>\n<td></td>\n</tr>"));
}

#[test]
fn every_place_escapes_what_stands_in_it() {
    let file = html(&of("</title><script>alert(\"1\")</script> & 'x'"));
    assert!(!file.contains("<script") && !file.contains("alert(\"1"));
    // Title twice, paragraph, quotation, name, role, caption, column, cell, source (twice inside), a
    // picture's alt, caption and credit, and foot.
    assert_eq!(
        file.matches("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;")
            .count(),
        15
    );
    let link = html(&of("[a](https://x/\"><b>)"));
    assert!(link.contains("href=\"https://x/&quot;&gt;&lt;b&gt;\""), "{link}");
}

proptest! {
    #[test]
    fn no_brief_ever_brings_a_tag_of_its_own(markdown in hostile()) {
        let file = html(&of(&markdown));
        prop_assert!(!file.to_lowercase().contains("<script"));
        prop_assert!(!file.contains("href=\"javascript"));
        let sheet = file.find("</style>").unwrap();
        for (at, _) in file[sheet..].match_indices('<') {
            prop_assert!(is_ours(&file[sheet + at + 1..]), "{}", &file[sheet + at..]);
        }
    }
}
