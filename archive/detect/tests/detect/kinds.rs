//! Each kind in the spellings that people use.

use super::found;
use archive_detect::{Kind, Why, detect};
use method::language::Language::{self, Arabic, Darija, DarijaLatin, English, French};

/// `carrier` with `{}` replaced by each form: the form is found whole, as this kind.
fn whole(kind: Kind, language: Language, carrier: &str, forms: &[&str]) {
    for form in forms {
        let text = carrier.replace("{}", form);
        let found = found(&text, language);
        let covered = found.iter().any(|(words, found)| *found == kind && words.contains(form));
        assert!(covered, "{kind:?} {form:?} in {text:?}: {found:?}");
    }
}

#[test]
fn phones() {
    let forms = [
        "0661234567",
        "06 61 23 45 67",
        "06-61-23-45-67",
        "06.61.23.45.67",
        "06/61/23/45/67",
        "0661 23-45-67",
        "0661_234_567",
        "06,61,23,45,67",
        "0 6 6 1 2 3 4 5 6 7",
        "+212661234567",
        "+212 6 61 23 45 67",
        "+212 (0)6 61 23 45 67",
        "(+212) 661-234567",
        "00212661234567",
        "00 212 661 23 45 67",
        "212661234567",
        "0528 84 12 34",
        "0808 12 34 56",
        "٠٦٦١٢٣٤٥٦٧",
        "+٢١٢ ٦٦١ ٢٣ ٤٥ ٦٧",
        "۰۶ ۶۱ ۲۳ ۴۵ ۶۷",
        "06\u{a0}61\u{202f}23 45 67",
        "06\u{200f}61234567",
        "+33 6 12 34 56 78",
        "0034 612 345 678",
        "zéro six soixante et un vingt-trois quarante-cinq soixante-sept",
    ];
    whole(Kind::Phone, French, "Appelez-moi au {}, merci.", &forms);
    whole(Kind::Phone, Arabic, "عيطي ليا ف {} من بعد.", &forms[..25]);
    whole(Kind::Phone, French, "Mon numéro : {}.", &["661234567", "6 61 23 45 67"]);
    whole(
        Kind::Phone,
        Arabic,
        "رقم هاتفي {}",
        &["661234567", "صفر ستة واحد وستين ثلاثة وعشرين خمسة وأربعين"],
    );
}

#[test]
fn identity_cards_and_passports() {
    whole(
        Kind::Cin,
        French,
        "Ma carte est {} depuis deux ans.",
        &[
            "AB123456",
            "K79764",
            "BK 123456",
            "bk123456",
            "J-123456",
            "AB 123 456",
            "AB١٢٣٤٥٦",
        ],
    );
    whole(
        Kind::Cin,
        Arabic,
        "رقم البطاقة الوطنية ديالي {}.",
        &["JC412365", "JC 412365", "412365"],
    );
    whole(Kind::Cin, English, "My CIN is {}.", &["ee25898", "123456"]);
    whole(
        Kind::Passport,
        French,
        "Il garde mon passeport n° {}.",
        &["QX1234567", "AB 123456", "12AB34567"],
    );
    whole(Kind::Passport, Arabic, "خدا ليا جواز السفر {}.", &["QX1234567"]);
}

#[test]
fn plates() {
    let forms = [
        "12345-A-6",
        "12345 أ 6",
        "12345|أ|6",
        "12345 | د | 40",
        "6-أ-12345",
        "12345 B 26",
        "WW 123456",
        "123456 WW",
        "3420/ه/10",
        "12345أ6",
    ];
    whole(Kind::Plate, French, "La voiture {} était devant chez moi.", &forms);
    whole(Kind::Plate, Arabic, "الطوموبيل نمرتها {} واقفة.", &forms);
    whole(Kind::Plate, French, "Immatriculée {} à Fès.", &["12345 و 6", "123456"]);
}

#[test]
fn accounts_say_whether_their_check_digits_are_right() {
    let why = |text: &str| {
        detect(text, French)
            .into_iter()
            .filter(|found| found.kind == Kind::Iban)
            .map(|found| found.why)
            .collect::<Vec<_>>()
    };
    assert_eq!(why("Virez sur FR14 2004 1010 0505 0001 3M02 606 demain"), [Why::Checksum]);
    assert_eq!(why("IBAN : GB82WEST12345698765432"), [Why::Checksum]);
    assert_eq!(why("IBAN : GB82WEST12345698765433"), []);
    // 011519000001205000534921 is the example of the Moroccan register of IBAN: MA64.
    assert_eq!(why("RIB 011519000001205000534921"), [Why::Checksum]);
    assert_eq!(why("RIB 011 519 0000012050005349 21"), [Why::Checksum]);
    assert_eq!(why("RIB 011 519 0000012050005349 22"), [Why::Pattern]);
    assert_eq!(why("MA64 0115 1900 0001 2050 0053 4921"), [Why::Checksum]);
    assert_eq!(why("carte 4111 1111 1111 1111"), [Why::Checksum]);
    assert_eq!(why("carte 4111 1111 1111 1112"), []);
}

#[test]
fn addresses_of_the_net() {
    whole(
        Kind::Email,
        French,
        "Écrivez à {} vite.",
        &[
            "r.benomar@hotmail.fr",
            "leila_37@gmail.com",
            "leila @ gmail.com",
            "leila [at] gmail [dot] com",
            "leila arobase gmail.com",
            "x+y@a-b.co.ma",
        ],
    );
    whole(
        Kind::Url,
        English,
        "See {} please",
        &[
            "https://www.facebook.com/latifa656",
            "www.tiktok.com/@hanane894",
            "wa.me/212661234567",
            "http://exemple.ma/a?b=c",
            "instagram.com/nadia_x",
        ],
    );
    whole(
        Kind::Handle,
        French,
        "Il m'écrit depuis {} la nuit",
        &["@salma_officiel95", "@نادية_المغرب", "salma_officiel", "yassine.bladi90"],
    );
    whole(Kind::Handle, DarijaLatin, "insta dyalo {} w safi", &["yassine90x", "@yass"]);
    // The full stop that closes the sentence is no part of it.
    assert!(found("Son compte : @yass_bladi.", French).contains(&("@yass_bladi".to_owned(), Kind::Handle)));
}

#[test]
fn dates() {
    let figures = [
        "12/03/2019",
        "12-3-19",
        "12.03.2019",
        "2019/03/12",
        "2019-03-12",
        "12 / 03 / 2019",
        "١٢/٠٣/٢٠١٩",
        "03/2019",
        "12/03",
    ];
    whole(Kind::Date, French, "C'était le {}, la nuit.", &figures);
    whole(Kind::Date, Arabic, "وقع هذا يوم {} ف الليل.", &figures);
    let french = [
        "12 mars 2019",
        "12 mars",
        "1er avril 2020",
        "premier avril",
        "mars 2019",
        "douze mars deux mille dix-neuf",
        "lundi 12 mars 2019",
        "trente et un décembre mille neuf cent quatre-vingt-dix-neuf",
        "12 du mois dernier",
        "mars dernier",
        "été 2019",
        "15 ramadan 1440",
        "12 fév. 2020",
    ];
    whole(Kind::Date, French, "C'était le {}, la nuit.", &french);
    let english = [
        "March 12th, 2019",
        "12th of March 2019",
        "March 12",
        "the twelfth of March",
        "May 2022",
        "12 May",
        "Monday 3 June 2019",
        "summer 2018",
        "last March",
    ];
    whole(
        Kind::Date,
        English,
        "It was on {}, at night.",
        &english.map(|form| form.trim_start_matches("the ")),
    );
    let arabic = [
        "12 مارس 2019",
        "فاتح ماي 2019",
        "شتنبر 2016",
        "١٢ يناير ٢٠٢٣",
        "15 رمضان 1440",
        "الثاني عشر من مارس",
        "خمسة عشر ماي ألفين وعشرين",
        "خمسطاش غشت",
        "12 من الشهر الماضي",
    ];
    whole(Kind::Date, Arabic, "وقع هذا يوم {} ف الليل.", &arabic);
    whole(
        Kind::Date,
        DarijaLatin,
        "nhar {} ja l dar",
        &["12 mars 2019", "5 ghocht", "12 yanayer 2020", "khmstach mars"],
    );
    assert!(found("Elle est née en 1987.", French).contains(&("1987".to_owned(), Kind::Date)));
    assert!(found("تزاديت عام 1990", Darija).contains(&("1990".to_owned(), Kind::Date)));
}

#[test]
fn ages() {
    let age = |text: &str, language: Language, number: &str| {
        assert_eq!(found(text, language), [(number.to_owned(), Kind::Age)], "{text}");
    };
    age("J'ai 52 ans.", French, "52");
    age("une fille âgée de douze ans", French, "douze");
    age("Quand j'avais vingt et un ans, tout a changé.", French, "vingt et un");
    age("ma fille de 7 ans dormait", French, "7");
    age("À 16 ans, on m'a mariée.", French, "16");
    age("mon fils, 9 ans, a vu", French, "9");
    age("I was thirty-four when it began.", English, "thirty-four");
    age("my 14-year-old daughter", English, "14");
    age("She is 22 years old.", English, "22");
    age("عندي 52 عام", Darija, "52");
    age("عمرها ٣٣ سنة", Arabic, "٣٣");
    age("كان عندي خمسة وعشرين عام", Darija, "خمسة وعشرين");
    age("تزوجت في سن السابعة عشرة", Arabic, "السابعة عشرة");
    age("3ndi 27 3am", DarijaLatin, "27");
    age("melli kan 3omri 17", DarijaLatin, "17");
}

#[test]
fn names_in_latin_letters() {
    let person = |text: &str, language: Language, name: &str| {
        let all = found(text, language);
        assert!(all.contains(&(name.to_owned(), Kind::Person)), "{name} in {text}: {all:?}");
    };
    person("Je m'appelle Loubna Aït Lahcen.", French, "Loubna Aït Lahcen");
    person("je m'appelle zahouania et je dors", French, "zahouania");
    person("Ma sœur Zahouania dort.", French, "Zahouania");
    person("Le gendarme Ouglal m'a vue.", French, "Ouglal");
    person("EL IDRISSI Nour est venue.", French, "EL IDRISSI Nour");
    person("« Nour, tu dois porter plainte »", French, "Nour");
    person("Mon fils M'hamed dort.", French, "M'hamed");
    person("J'ai vu Fatima-Zahra hier.", French, "Fatima-Zahra");
    person("My name is Said and I am here.", English, "Said");
    person("I told Chouhaida everything.", English, "Chouhaida");
    person("smiti tilelli w sakna hna", DarijaLatin, "tilelli");
    person("tla9it m3a 7anane lbare7", DarijaLatin, "7anane");
    person("khti 5adija mrida", DarijaLatin, "5adija");
}

#[test]
fn names_in_arabic_letters() {
    let person = |text: &str, name: &str| {
        for language in [Arabic, Darija] {
            let all = found(text, language);
            assert!(all.contains(&(name.to_owned(), Kind::Person)), "{name} in {text}: {all:?}");
        }
    };
    person("اسمي زهوانية وأسكن هنا", "زهوانية");
    person("سميتي نادية العلوي وعندي بنت", "نادية العلوي");
    person("وضعت شكاية ضد عبد الإله بلقاسم.", "عبد الإله بلقاسم");
    person("عطيت الفلوس لعمر ومشى", "عمر");
    person("بنتي أمل كتقرا", "أمل");
    person("قالت ليا إيمان: ما تخافيش", "إيمان");
    person("للا أمل والحاج عبد القادر جيراننا", "أمل");
    person("السيدة فَاطِمَة الزهراء هنا", "فَاطِمَة الزهراء");
    person("خويا كبورة جرا عليا", "كبورة");
}

#[test]
fn places_and_venues() {
    whole(
        Kind::Location,
        French,
        "Je vis à {} avec eux.",
        &["Essaouira", "Salé", "Sidi Moumen", "Aït-Melloul", "Fès"],
    );
    whole(
        Kind::Location,
        French,
        "Je viens du quartier {}.",
        &["Taddart Ifli", "Ennakhil"],
    );
    whole(
        Kind::Location,
        Arabic,
        "جيت من {} باش نخدم",
        &["العرائش", "سيدي إفني", "تيمولاي"],
    );
    whole(Kind::Location, Darija, "ساكنة ف{} دابا", &["إنزكان", "تازروت", "الداوديات"]);
    whole(
        Kind::Location,
        DarijaLatin,
        "sakna f {} daba",
        &["tmara", "casa", "hay salam"],
    );
    whole(
        Kind::Facility,
        French,
        "On m'a conduite à l'hôpital {} hier.",
        &["Ibn Tofail", "Mohammed VI", "Arrazi"],
    );
    whole(
        Kind::Facility,
        English,
        "They took me to {} hospital.",
        &["Mohammed VI", "Ibn Tofail"],
    );
    whole(
        Kind::Facility,
        Arabic,
        "نقلوني إلى مستشفى {} البارح",
        &["محمد الخامس", "ابن رشد"],
    );
    whole(
        Kind::Org,
        French,
        "Je servais au bar {} la nuit.",
        &["Riad Yasmina", "l'Étoile du Sud", "le Palmier Bleu"],
    );
    whole(
        Kind::Org,
        Darija,
        "خدامة ف قهوة {} حدا المحطة",
        &["النخلة الزرقاء", "نجمة الجنوب"],
    );
    whole(
        Kind::Address,
        French,
        "J'habite {} depuis hier.",
        &["75, avenue Mohammed V", "14 bis, rue Oued Sebou", "12 rue des roses"],
    );
    whole(
        Kind::Address,
        Arabic,
        "كنسكن ف {} دابا",
        &["زنقة الأطلس رقم 12", "شارع محمد الخامس"],
    );
    whole(
        Kind::Address,
        English,
        "I live at {} now.",
        &["112 boulevard Al Massira", "27 Ennakhil Street"],
    );
    whole(Kind::Location, French, "Position : {} ce soir", &["31.6295, -7.9811"]);
}
