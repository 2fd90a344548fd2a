//! Arabic first names that are words too ("أمل", "نور"): where only somebody can stand.

use crate::{cues::Cue, lists::LISTS, reading::Reading};

/// A first name that is a word too ("أمل", "نور"), where only somebody can stand: before a verb of Darija or kin at the head
/// of a sentence, after a verb with "me" as its object, behind ل after giving or saying.
pub fn is_spoken_of(reading: &Reading, at: usize, skip: usize) -> bool {
    let Some(token) = reading.token(at) else { return false };
    let (next, before) = (reading.low(at + 1), reading.before(at, 1));
    if !LISTS.first.contains(&token.low[skip..]) {
        return false;
    }
    let and = skip == 'و'.len_utf8() && token.low.starts_with('و');
    let kin = reading.is(at + 1, Cue::Kin) && next.chars().count() > 2 && (next.ends_with('ي') || next.ends_with("ها"));
    let acts = next.chars().count() > 3 && (next.starts_with("كت") || next.starts_with("كي"));
    let beside = skip == 0 && kin && matches!(before, "مع" | "عند" | "ضد" | "من" | "علي" | "ل");
    let subject = (token.head && skip == 0 || and) && (kin || acts) || beside;
    let gave = before.starts_with("اعط") || before.starts_with("عط") || before.starts_with("منح") || before == "خلاني";
    let letters = before.chars().count();
    let did = skip == 0 && letters > 4 && before.ends_with("تني") && !gave;
    let masculine = skip == 0
        && letters > 3
        && before.ends_with("ني")
        && !gave
        && !matches!(
            before,
            "لانني"
                | "كانني"
                | "انني"
                | "لكنني"
                | "ليتني"
                | "ثاني"
                | "وراني"
                | "جواني"
                | "براني"
                | "كاني"
                | "تاني"
        )
        && !LISTS.is_common(&token.low, reading.language);
    // "لم يحضر كريم": the subject of a verb in the present.
    let present = skip == 0
        && letters > 3
        && before.starts_with(['ي', 'ت'])
        && matches!(
            reading.before(at, 2),
            "لم" | "لن" | "كان" | "كانت" | "ان" | "كي" | "حتي" | "لكي" | "باش" | "ماشي"
        )
        && !LISTS.is_common(&token.low, reading.language);
    // "سمعت لطيفة كتعيط"
    let seen = skip == 0 && letters > 2 && before.ends_with('ت') && acts;
    let owner =
        skip == 0 && before.starts_with("ال") && matches!(reading.before(at, 2), "صاحبه" | "صاحب" | "مول" | "مولات" | "مولاه");
    let asked = skip == 0
        && matches!(before, "عن" | "علي")
        && matches!(
            reading.before(at, 2),
            "سالت" | "سال" | "سولت" | "سول" | "كنسول" | "بحثت" | "قلبت" | "كنقلب"
        );
    let came = skip == 0
        && matches!(before, "عندي" | "لعندي")
        && matches!(reading.before(at, 2), "جا" | "جات" | "دخل" | "دخلات" | "وصل" | "وصلات");
    let to = skip > 0 && token.low.starts_with('ل') && reading.was(at, 1, Cue::Giving);
    subject || did || masculine || seen || present || owner || asked || came || to
}
