//! Numbers of files at courts, prosecutors and police posts: order, kind and year between strokes ("1482/2606/2023", year first
//! in some registers), or any number that a word for such a file announces ("jugement n° 318", "محضر عدد 905").

use crate::{Kind, Why, find::Finds, patterns::compile, text::Text};
use regex::Regex;
use std::sync::LazyLock;

/// The kind of a file, four figures by the ministry's table, three at some offices: a day's month has two at most.
const KIND: &str = "[0-9]{3,4}";

static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"\b(?:[0-9]{{1,6}} ?/ ?{KIND} ?/ ?(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})|(?:19|20)[0-9]{{2}} ?/ ?{KIND} ?/ ?[0-9]{{1,6}})\b"
    ))
});

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let file = r"\b(?:dossiers?|affaire|l?p\.?v\.?|proces[- ]verbal|jugement|arret|ordonnance|plainte|requete|(?:case|file|complaint|report|judge?ment|ruling)|(?:وال|بال|لل|ال|و|ب|ل)?(?:ملف|قضيه|محضر|حكم|قرار|شكايه|دعوي|دوسي))\b";
    let number = r"(?:\bn ?° ?|\bno\.? |\bnr\.? |\bnumero |\bnum\.? |\bnumber |\bref\.? |\bnmra |\bnemra |\bra[qk]m |(?:ال)?(?:عدد|رقم|نمره) ?)";
    let figures = r"[0-9]{1,6}(?: ?/ ?(?:[0-9]{1,6}|[A-Za-z]{1,3}|\p{Arabic}{1,2}(?: \p{Arabic}{1,2})?)){0,2}";
    compile(&format!(
        r"(?i){file}[^0-9\n.;!?]{{0,40}}?{number}(?:est |is |: ?)?({figures})\b"
    ))
});

/// What is counted after a number ("عدد 30 صفحة") is no file's number.
const COUNTED: [&str; 8] = ["page", "feuille", "صفح", "ورق", "sheet", "war9", "copie", "نسخ"];

/// Looks for them. To be asked before telephone numbers, which may be written with strokes too.
pub fn find(text: &Text, finds: &mut Finds) {
    let plain = text.plain.as_str();
    for found in WHOLE.find_iter(plain) {
        let touching = |c: Option<char>| c.is_some_and(|c| c == '/' || c.is_ascii_digit());
        if !touching(plain[..found.start()].chars().next_back()) && !touching(plain[found.end()..].chars().next()) {
            finds.bytes(found.start(), found.end(), Kind::Case, Why::Pattern);
        }
    }
    for group in NAMED.captures_iter(plain).filter_map(|found| found.get(1)) {
        let rest = plain[group.end()..].trim_start();
        if !COUNTED.iter().any(|word| rest.starts_with(word)) {
            finds.bytes(group.start(), group.end(), Kind::Case, Why::Context);
        }
    }
}
