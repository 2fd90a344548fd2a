//! What must not be masked: acronyms, bare months, everyday words that are names elsewhere, figures that identify nobody.

use super::found;
use method::language::Language::{self, Darija, DarijaLatin, English, French};

fn stays(language: Language, sentences: &[&str]) {
    for text in sentences {
        assert_eq!(found(text, language), [], "{text}");
    }
}

#[test]
fn french() {
    stays(
        French,
        &[
            "L'ALCS et une ONG parlent du VIH ; le projet Chams m'a aidée.",
            "Au mois de mai, en mars ou en Ramadan, nous jeûnons.",
            "Il perdait tout dans les Paris sportifs.",
            "Elle portait une robe rose et un foulard marine.",
            "Pierre qui roule n'amasse pas mousse.",
            "Il a été condamné à cinq ans de prison et 1500 dirhams.",
            "Depuis dix ans, après trois ans de mariage, pendant 6 mois.",
            "Il y a 3 ans, 47 femmes et 12 formatrices sont venues.",
            "La loi 103-13 et l'article 490 du code pénal.",
            "Sur une échelle de 1 à 10, je donne 8.",
            "En 2019, tout a changé.",
            "J'ai payé A 50000 dirhams et 24/24 heures.",
            "Mon mari travaille. Ma fille dort. Mon frère est parti.",
        ],
    );
}

#[test]
fn english() {
    stays(
        English,
        &[
            "It may rain in March. I will march, come what may.",
            "The ALCS team gave me hope; UN Women and WHO agree.",
            "She said so. He said nothing. My husband beat me.",
            "I was 3 months pregnant. There were 47 women. It was 12 when he came.",
            "He got 2 years in prison after 5 years of marriage.",
            "I thank God on Fridays with Moroccan women.",
            "I was called a liar and I called the police.",
        ],
    );
}

#[test]
fn darija() {
    stays(
        Darija,
        &[
            "كان عندي أمل كبير ف الحياة.",
            "شفت نور الشمس من الشرجم.",
            "جمعية محاربة السيدا عاوناتني بزاف.",
            "ف شهر رمضان كنفطرو مجموعين.",
            "راجلي كان كيضربني. خويا ما قبلش. بنتي الصغيرة كتقرا.",
            "خلصت 500 درهم ديال الكرا ف 3 شهور.",
            "كنت عايشة سعيدة وحياتي كريمة.",
            "خدامة ف قهوة كبيرة وف معمل ديال الخياطة.",
        ],
    );
    stays(
        DarijaLatin,
        &[
            "daba 3ndi amal f l7ayat",
            "rajli kan kaydrbni w jarti 3awnatni",
            "hadi 3 snin w ana kan3ani",
            "lkra b 1500 dh",
        ],
    );
}
