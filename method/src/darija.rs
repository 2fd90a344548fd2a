//! How a word of Moroccan Arabic sounds, whichever script and spelling it was written in: "l3onf", "el 3ounf", "العنف". Darija has
//! no spelling of its own; on telephones it is written in Latin letters, with digits for what these lack.
//!
//! A key is made of the consonants in order, for short vowels are not written in Arabic letters and are anybody's choice in
//! Latin ones: `3nf`. Letters that Latin spelling does not tell apart are one (ت and ط, س and ص, د ض ذ ظ); where it leaves open
//! which of two is meant ("h" is ه or ح, "g" is ك or ق), a word has a key for each. A word of two consonants keeps the vowels
//! between them, or "dar" and "dir" would be one.

mod clitics;
mod spelling;

use spelling::{Sound, sounds, variants};

/// The most letters of a word that are heard.
const LETTERS: usize = 40;

/// The keys under which a word of a text is found: as it is, without its article, without the particles stuck before it ("f-",
/// "w-", "b-", "d-") and the pronouns stuck behind ("-ha", "-hom"). None for what does not sound like a word.
pub fn told(word: &str) -> Vec<String> {
    let word = folded(word);
    gathered(clitics::bare(&word).into_iter().flat_map(|bare| heard(&bare)))
}

/// The keys of a word that is searched for: as it is and without its article, alone or behind a particle ("fel-", "wl-"). A
/// particle alone stays: without it, two words that share nothing but what is left would be one.
pub fn asked(word: &str) -> Vec<String> {
    let word = folded(word);
    gathered(clitics::without_article(&word).into_iter().flat_map(|bare| heard(&bare)))
}

/// Whether somebody who searches for one word means the other, by its sound.
pub fn meet(one: &str, other: &str) -> bool {
    let told = told(other);
    asked(one).iter().any(|key| told.contains(key))
}

/// Whether a word can only be Darija in Latin letters: a digit stands among them for a sound ("7it", "l3onf", "ta9a").
pub fn is_marked(word: &str) -> bool {
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    let digits: Vec<char> = word.chars().filter(char::is_ascii_digit).collect();
    let sounding = digits.iter().all(|digit| matches!(digit, '2'..='9'));
    let is_latin = word.chars().all(|letter| letter.is_ascii_alphanumeric());
    // "2eme", "3e", "7h": a number with an ending, unless a vowel could not be there.
    let telling = digits.iter().any(|digit| matches!(digit, '3' | '5' | '7' | '9'));
    is_latin && letters >= 2 && sounding && telling && digits.len() <= letters + 1
}

/// Without marks, in small letters; lengthening strokes and unseen marks go.
fn folded(word: &str) -> String {
    let mut all = String::new();
    for letter in word.chars().take(LETTERS) {
        if letter == 'ة' {
            all.push('ة');
            continue;
        }
        // The letters of Darija for "g" are told apart here, before they are folded.
        if matches!(letter, 'گ' | 'ݣ' | 'ڭ') {
            all.push('ڭ');
            continue;
        }
        unicode_normalization::char::decompose_compatible(letter, |part| {
            all.extend(crate::letters::plain(part).into_iter().flat_map(char::to_lowercase));
        });
    }
    all.retain(char::is_alphanumeric);
    all.chars().take(LETTERS).collect()
}

/// The keys of a folded word as it stands.
fn heard(word: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for sounds in variants(&sounds(word)) {
        keys.extend(key(&sounds, word.is_ascii()));
    }
    keys
}

/// The keys of one row of sounds; a word in Latin letters of two consonants has one more, for its vowel may be a short one.
fn key(sounds: &[Sound], is_latin: bool) -> Vec<String> {
    let (mut skeleton, mut between) = (String::new(), String::new());
    for sound in sounds {
        match *sound {
            Sound::Consonant(heard) => {
                if !skeleton.ends_with(heard) {
                    skeleton.push(heard);
                }
            }
            Sound::Vowel(heard) if skeleton.chars().count() == 1 && !between.ends_with(heard) => between.push(heard),
            Sound::Vowel(_) => {}
        }
    }
    let mut letters = skeleton.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(first), Some(second), None) => {
            let mut keys = vec![format!("{first}{between}{second}")];
            if let Some(glide) = between.strip_prefix('a').filter(|rest| !rest.is_empty()) {
                keys.push(format!("{first}{glide}{second}"));
            }
            if is_latin && !between.is_empty() && between.chars().count() == 1 {
                keys.push(skeleton);
            }
            keys
        }
        (Some(_), Some(_), Some(_)) => vec![skeleton],
        // "khouya", "dwa": the vowels are half of the word.
        (Some(first), None, None) if between.chars().count() > 1 => vec![format!("{first}{between}")],
        _ => Vec::new(),
    }
}

fn gathered(keys: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = keys.collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests;
