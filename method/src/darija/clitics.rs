//! What sticks to a word in Darija, taken off. A short remainder is no word, and stays whole.

/// The fewest letters that must be left.
const LEFT: usize = 3;

/// A folded word, and the same without its article.
pub(super) fn without_article(word: &str) -> Vec<String> {
    let behind = particle_off(word).and_then(article_off);
    let all = [Some(word), article_off(word), behind, cluster(word)];
    all.into_iter().flatten().map(str::to_owned).collect()
}

/// A folded word with and without its article, the particles before it, the pronouns behind it.
pub(super) fn bare(word: &str) -> Vec<String> {
    let mut all = without_article(word);
    if let Some(rest) = particle_off(word) {
        all.extend(without_article(rest));
    }
    // "w-f-l-": two particles, and then the article.
    if let Some(rest) = particle_off(word).and_then(particle_off) {
        all.extend(article_off(rest).map(str::to_owned));
    }
    let without: Vec<String> = all.iter().filter_map(|word| pronoun_off(word)).map(str::to_owned).collect();
    // What "khedma" ends in before a pronoun: "khedmt-ha".
    let ended = without
        .iter()
        .filter_map(|word| word.strip_suffix(['t', 'ت']))
        .filter(|word| is_left(word));
    let ended: Vec<String> = ended.map(str::to_owned).collect();
    all.extend(without.into_iter().chain(ended));
    all.sort_unstable();
    all.dedup();
    all
}

/// Without "l-", "el-", "al-", "il-"; before a vowel "l" belongs to the word more often than not.
fn article_off(word: &str) -> Option<&str> {
    let rest = if let Some(rest) = word.strip_prefix("لل") {
        Some(rest)
    } else if let Some(rest) = word.strip_prefix("ال") {
        Some(rest)
    } else {
        let rest = ["el", "al", "il", "l"].iter().find_map(|article| word.strip_prefix(article));
        rest.filter(|rest| rest.chars().next().is_some_and(|first| !"aeiou".contains(first)))
    };
    rest.filter(|rest| is_left(rest))
}

/// Without one particle: "w-", "f-", "b-", "l-", "k-", "d-", before a consonant in Latin letters.
fn particle_off(word: &str) -> Option<&str> {
    let rest = if word.is_ascii() {
        let rest = ["ou", "w", "f", "b", "d"]
            .iter()
            .find_map(|particle| word.strip_prefix(particle));
        rest.filter(|rest| rest.chars().next().is_some_and(|first| !"aiou".contains(first)))
    } else {
        word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك', 'د'])
    };
    rest.filter(|rest| is_left(rest))
}

/// "fsbitar", "fssbitar": no word begins with "f" and two more consonants, and is five letters long without it.
fn cluster(word: &str) -> Option<&str> {
    let rest = word.strip_prefix('f')?;
    let consonants = rest
        .chars()
        .take(2)
        .filter(|letter| letter.is_ascii_alphabetic() && !"aeiouyw".contains(*letter));
    (consonants.count() == 2 && rest.len() >= 5).then_some(rest)
}

fn pronoun_off(word: &str) -> Option<&str> {
    let pronouns = ["ها", "هم", "كم", "نا", "ني", "ha", "hom", "houm", "kom", "koum", "na", "ni"];
    let rest = pronouns.iter().find_map(|pronoun| word.strip_suffix(pronoun));
    // In Latin letters one more must be left, for they write the short vowels too.
    rest.filter(|rest| rest.chars().count() >= LEFT + usize::from(rest.is_ascii()))
}

fn is_left(rest: &str) -> bool {
    rest.chars().count() >= LEFT
}
