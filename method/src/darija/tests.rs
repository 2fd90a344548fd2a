//! Pairs of spellings that are one word, and pairs that are two: of our own making, as people write on telephones.

mod second;

use super::{asked, is_marked, meet, told};
use proptest::prelude::*;

/// One word in Latin letters and in Arabic ones.
const ONE: &str = "
    l3onf العنف|3onf العنف|3onf عنف|l3ounf العنف|el3onf عنف|3unf عنف|l3nf العنف|3onf والعنف|3onf بالعنف|3onf فالعنف
    mahkama محكمة|ma7kama المحكمة|lmahkama المحكمة|l'mahkama محكمة|ma7kma محكمة|mahkma للمحكمة|elmahkama فالمحكمة
    talaq الطلاق|tla9 طلاق|ta9 طاق|tlaq الطلاق|ettalaq الطلاق|zwaj زواج|zwaj الزواج|zouaj زواج|ezzwaj الزواج|zouwaj الزواج
    khouf خوف|lkhouf الخوف|5ouf خوف|lkhof الخوف|khayfa خايفة|khayef خايف|5ayfa خايفة|kanet5af كانتخاف
    sbitar سبيطار|fsbitar فالسبيطار|sbitar السبيطار|ssbitar السبيطار|spitar سبيطار|lsbitar السبيطار
    chikaya شكاية|chikaya الشكاية|shikaya شكاية|chkaya الشكاية|chikayat شكايات|chekaya شكاية
    boulice بوليس|bolis البوليس|lbolis البوليس|poulis بوليس|boulis فالبوليس
    wlidati وليداتي|wladi ولادي|oulad أولاد|weld ولد|wladha ولادها|wlad الولاد|wladna ولادنا
    rajli راجلي|rajel راجل|rajel الراجل|rrajel الراجل|rajlha راجلها|mra مرا|mra المرأة|mratou مراتو
    bnti بنتي|bent بنت|lbnat البنات|bnat بنات|khti ختي|khouya خويا|5ouya خويا|walida الوالدة|walid الوالد
    dar دار|ddar الدار|dari داري|lbit البيت|bit بيت|beit بيت|bayt بيت|darna دارنا
    drebni ضربني|drabni ضربني|dreb ضرب|darb الضرب|ddrb الضرب|kaydrebni كيضربني|kaydrbni كيضربني
    sebban السبان|sban السبان|m3ayra معايرة|lm3ayra المعايرة|tahdid تهديد|ttahdid التهديد|kayheddedni كيهددني
    t7arroch تحرش|taharouch التحرش|ta7aroch التحرش|ibtizaz ابتزاز|ibtizaz الابتزاز|ightisab اغتصاب|ightissab الاغتصاب|i8tisab اغتصاب
    7our حور|horma الحرمة|7orma حرمة|karama الكرامة|lkarama كرامة|karamti كرامتي|7a9 حاق|l7oqouq الحقوق|7o9o9 حقوق|7oqouq حقوق|ho9ou9 الحقوق
    qanoun القانون|9anoun قانون|l9anoun القانون|lqanun القانون|ka3b كعب|gal ڭال|gal قال|9al قال|galt قالت|glt قلت|gelbi قلبي|9elbi قلبي
    mochkil مشكل|lmochkil المشكل|mouchkil المشكل|machakil المشاكل|mochkila مشكلة|flouss فلوس|lflous الفلوس|flouss الفلوس|flousi فلوسي
    khdma خدمة|lkhedma الخدمة|khddama خدامة|5dama خدامة|7anout حانوت|lhanout الحانوت|sou9 سوق|souk السوڭ|so9 السوق
    medrassa مدرسة|lmadrasa المدرسة|lmdrasa مدرسه|l9raya القراية|9raya قراية|qraya القراية|ktab كتاب|lktab الكتاب|mo3allima معلمة|lm3elma المعلمة
    tbib طبيب|tbiba الطبيبة|ttbib الطبيب|dwa الدوا|mrida مريضة|mrid مريض|mrda مرضة|sa7a الصاحة|sseha الصحة|s7a صحا|nafsi نفسي|nafsiya النفسية
    mo7amiya محامية|mouhamia المحامية|l'mohamiya المحامية|mo7ami محامي|9adi القاضي|l9adi قاضي|qadi القاضي|chhada شهادة|lchahada الشهادة|chahada شهاده
    jam3iya جمعية|jam3iya الجمعية|ljam3ia الجمعية|mosa3ada مساعدة|lmosa3ada المساعدة|mousa3ada مساعدة|3awnatni عاوناتني|3awnouni عاونوني
    amn أمن|aman الأمان|l2aman الأمان|salam سلام|ssalam السلام|3afak عافاك|bghit بغيت|b8it بغيت|bghina بغينا
    hdart هضرت|hdra الهضرة|lhadra الهضرة|sm3ouni سمعوني|smi3t سمعت|3yit عييت|b9it بقيت|bqit بقيت|mabqitch مابقيتش|ma3raftch ماعرفتش
    daba دابا|bezzaf بزاف|bzaf بزاف|chwiya شوية|chouia شوية|wa7ed واحد|wahed واحد|wa7da واحدة|mezyan مزيان|mzyana مزيانة|mezian مزيان
    ghda غدا|lbar7 البارح|lyoum اليوم|nhar نهار|nnhar النهار|l3am العام|3am عام|chhar شهر|sana سانة
    lkra الكرا|jirani جيراني|jjiran الجيران|jara جارة|7ouma حومة|lhouma الحومة|l7oma الحومة|zen9a زنقة|zn9a الزنقة|zanqa زنقة
    fatima فاطمة|khadija خديجة|5adija خديجة|youssef يوسف|rachid رشيد|3aicha عيشة|na3ima نعيمة|zineb زينب|ghizlan غزلان|souad سواد|fas فاس|agadir أڭادير|agadir أكادير|marrakech مراكش|tanja طنجة|wajda وجدة|rbat الرباط
    khiyata الخياطة|lkhyata الخياطة|5iyata خياطة|7alwa حلوة|ta3awniya تعاونية|t3awniya التعاونية|arkan أركان|argan أركان|argan أرڭان
    thi9a الثيقة|tiqa التيقة|7yati حياتي|hayati حياتي|l7ayat الحياة|7ayat حياة|mosta9bal مستقبل|lmosta9bel المستقبل|7olm حلم|lhelm الحلم|farah فرح|l7ozn الحزن|7ozn حزن|kanbki كانبكي|dmou3 دموع|ddmou3 الدموع
    jism جسم|jassad الجسد|9tel قتل|9tlni قتلني|mout الموت|lmout الموت|ma7bous محبوس|l7abs الحبس|lhbs الحبس|7bes حبس|ghrama غرامة|lghrama الغرامة
    khadra خضرا|byed بيض|s3iba صعيبة|sa3b صعب|s3ib صعيب|sahla ساهلة|9wiya قوية|qwiya قوية|9wya القوية|d3ifa ضعيفة|da3if ضعيف|kbira كبيرة|sghira صغيرة|sghar صغار|jdida جديدة
    tilifoun تيليفون|tilifoun التيليفون|telefon التيلفون|misaj ميساج|missajat ميساجات|tsawer تصاور|ttsawr التصاور|wra9 وراق|wra9i وراقي|war9a ورقة|lbita9a البطاقة|bita9a بطاقة|karta الكارطة|karta كارطة
";

/// Two spellings of one word, both in Latin letters.
const ALIKE: &str = "
    l3onf 3ounf|mahkama ma7kama|lmahkama mahkma|khayfa 5ayfa|tla9 talaq|zwaj zouaj|chikaya shikaya|sbitar spitar|bghit b8it|9anoun qanoun
    gal 9al|flous flouss|khedma khdma|fsbitar sbitar|wlkhouf khouf|ma7bous mahbous|chhada chahada|mo3allima mou3alima|jam3iya jam3ia|khouya 5ouya
";

/// A word as it is asked for, and as it stands in a text with what sticks to it.
const STUCK: &str = "
    دار fdar|ولاد wladhom|ولاد wladha|عنف wl3onf|سبيطار fsbitar|خدمة khdmtha|محكمة flmahkama|بوليس bolis|خوف blkhouf|راجل rajlha
    dar فالدار|khedma خدمتها|wlad ولادهم|l3onf وبالعنف|rajel راجلها|mahkama للمحكمة|flous بالفلوس|bent بنتها|dar دارنا|sbitar وفالسبيطار
";

/// Two words.
const TWO: &str = "
    9lb كلب|kalb قلب|klb قلب|7al خال|khal حال|5al حال|dar دير|dir دار|sif صاف|saf صيف|bit بات|bat بيت|mout مات|mat موت|rouh راح|nar نور|nour نار|tin تان
    7amam خمام|sbah سباق|3in غين|ghab عاب|khobz خرز|drb شرب|chrb ضرب|talaq تلاج|zwaj زلاج|mahkama مكحلة|l3onf العرف|l3onf الأنف|l3onf العفن|l3onf السقف
    khouf شوف|chouf خوف|wlad بلاد|blad ولاد|rajel رجعات|bnat نبات|flous فرس|khedma خدعة|sou9 سوس|souk شوك|qra قرب|ktab كتف|tbib طنيب|tbib حبيب|9adi قاري
    chhada سعادة|jam3iya جامدة|mosa3ada مسافة|salam كلام|klam سلام|b9it بنيت|chwiya سويعة|wa7ed واعد|7ouma غومة|zen9a زيتة
    fatima فاهمة|rachid رشيق|7yati خياطي|khyata حياتة|7olm ظلم|farah فرق|9tel كحل|jism قسم|s3ib صهيب|kbir كثير|sghir شعير|karta خرطة|horma حرقة
";

fn pairs(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.split(['|', '\n']).filter_map(|pair| pair.trim().split_once(' '))
}

#[test]
fn one_word_meets_itself_in_the_other_script() {
    let scripts: Vec<_> = pairs(ONE).chain(pairs(second::ONE)).collect();
    assert!(scripts.len() >= 500, "{}", scripts.len());
    let all = scripts.into_iter().chain(pairs(ALIKE)).chain(pairs(STUCK));
    let apart: Vec<_> = all.filter(|(one, other)| !meet(one, other)).collect();
    assert!(apart.is_empty(), "{apart:?}");
}

#[test]
fn what_is_known_to_be_missed_is_named_and_little() {
    for (one, other, reason) in second::MISSED {
        assert!(!meet(one, other), "{one} and {other} meet: {reason} holds no more");
    }
    assert!(second::MISSED.len() * 20 <= pairs(second::ONE).count());
}

#[test]
fn whoever_writes_arabic_letters_finds_latin_ones() {
    let apart: Vec<_> = pairs(ONE)
        .chain(pairs(second::ONE))
        // The particles of a text are taken off, those of a question are not.
        .filter(|(_, arabic)| !arabic.starts_with(['ف', 'و', 'ب', 'ل']))
        .filter(|(latin, arabic)| !meet(arabic, latin))
        .collect();
    assert!(apart.is_empty(), "{apart:?}");
}

#[test]
fn two_words_do_not_meet() {
    let met: Vec<_> = pairs(TWO)
        .chain(pairs(second::TWO))
        .filter(|(one, other)| meet(one, other))
        .map(|(one, other)| (one, other, asked(one), told(other)))
        .collect();
    assert!(met.is_empty(), "{met:?}");
    assert!(pairs(TWO).count() >= 70);
}

#[test]
fn a_digit_for_a_sound_marks_darija_and_a_number_does_not() {
    for word in ["7it", "l3onf", "ta9a", "3la", "ma3rftch", "5dama", "b9it"] {
        assert!(is_marked(word), "{word}");
    }
    for word in ["103", "covid19", "2024", "8h", "violence", "عنف", "3", "été7", "2eme", "b2b"] {
        assert!(!is_marked(word), "{word}");
    }
}

#[test]
fn what_is_no_word_has_no_key() {
    for word in ["", "103", "12h30", "a", "ou", "و", "h1n1", "😀", "\u{202e}", "2024"] {
        assert!(asked(word).is_empty() && told(word).is_empty(), "{word}: {:?}", told(word));
    }
}

proptest! {
    #[test]
    fn any_text_has_few_short_keys_and_hearing_a_key_again_changes_nothing(word in ".{0,80}") {
        for key in told(&word) {
            prop_assert!(key.chars().count() >= 2 && key.chars().count() <= 40);
        }
        prop_assert!(told(&word).len() <= 120);
        let plain: String = super::folded(&word);
        prop_assert_eq!(super::folded(&plain), plain.clone());
        prop_assert_eq!(asked(&plain), asked(&word));
    }

    #[test]
    fn case_marks_and_strokes_are_not_heard(word in "[a-z3579]{2,12}", arabic in "[بتثجحخدذرزسشصضطظعغفقكلمنهوي]{2,10}") {
        prop_assert_eq!(asked(&word), asked(&word.to_uppercase()));
        let marked: String = arabic.chars().flat_map(|letter| [letter, '\u{64e}', '\u{640}']).collect();
        prop_assert_eq!(told(&arabic), told(&marked));
    }
}
