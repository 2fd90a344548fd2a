//! What a place widens to, step by step: a quarter, its city, how large a place that is. Each step tells less; a person chooses
//! one. Quarters and cities are of our own making and few: a place that is not among them widens to nothing.

use super::normal::readings;
use crate::language::{Language, PageLanguage};

/// How large a city is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    /// Above half a million people.
    Large,
    /// Above a hundred thousand.
    Middling,
    /// Fewer.
    Small,
}

/// A city in both scripts, and how large it is.
type City = ([&'static str; 2], Size);

const CITIES: [City; 42] = [
    (["Casablanca", "الدار البيضاء"], Size::Large),
    (["Rabat", "الرباط"], Size::Large),
    (["Salé", "سلا"], Size::Large),
    (["Fès", "فاس"], Size::Large),
    (["Marrakech", "مراكش"], Size::Large),
    (["Tanger", "طنجة"], Size::Large),
    (["Meknès", "مكناس"], Size::Large),
    (["Agadir", "أكادير"], Size::Large),
    (["Oujda", "وجدة"], Size::Large),
    (["Kénitra", "القنيطرة"], Size::Middling),
    (["Tétouan", "تطوان"], Size::Middling),
    (["Témara", "تمارة"], Size::Middling),
    (["Safi", "آسفي"], Size::Middling),
    (["Mohammédia", "المحمدية"], Size::Middling),
    (["Khouribga", "خريبكة"], Size::Middling),
    (["El Jadida", "الجديدة"], Size::Middling),
    (["Béni Mellal", "بني ملال"], Size::Middling),
    (["Nador", "الناظور"], Size::Middling),
    (["Taza", "تازة"], Size::Middling),
    (["Settat", "سطات"], Size::Middling),
    (["Berrechid", "برشيد"], Size::Middling),
    (["Khémisset", "الخميسات"], Size::Middling),
    (["Inezgane", "إنزكان"], Size::Middling),
    (["Larache", "العرائش"], Size::Middling),
    (["Guelmim", "كلميم"], Size::Middling),
    (["Laâyoune", "العيون"], Size::Middling),
    (["Berkane", "بركان"], Size::Middling),
    (["Khénifra", "خنيفرة"], Size::Middling),
    (["Errachidia", "الراشيدية"], Size::Small),
    (["Essaouira", "الصويرة"], Size::Small),
    (["Ouarzazate", "ورزازات"], Size::Small),
    (["Taroudant", "تارودانت"], Size::Small),
    (["Tiznit", "تيزنيت"], Size::Small),
    (["Chefchaouen", "شفشاون"], Size::Small),
    (["Al Hoceïma", "الحسيمة"], Size::Small),
    (["Ifrane", "إفران"], Size::Small),
    (["Azrou", "أزرو"], Size::Small),
    (["Zagora", "زاكورة"], Size::Small),
    (["Midelt", "ميدلت"], Size::Small),
    (["Asilah", "أصيلة"], Size::Small),
    (["Fnideq", "الفنيدق"], Size::Small),
    (["M’diq", "المضيق"], Size::Small),
];

/// A quarter in both scripts, and its city's Latin name.
const QUARTERS: [([&str; 2], &str); 30] = [
    (["Guéliz", "كليز"], "Marrakech"),
    (["Mhamid", "المحاميد"], "Marrakech"),
    (["Daoudiate", "الداوديات"], "Marrakech"),
    (["Sidi Youssef Ben Ali", "سيدي يوسف بن علي"], "Marrakech"),
    (["Mellah", "الملاح"], "Marrakech"),
    (["Massira", "المسيرة"], "Marrakech"),
    (["Béni Makada", "بني مكادة"], "Tanger"),
    (["Souani", "السواني"], "Tanger"),
    (["Malabata", "ملاباطا"], "Tanger"),
    (["Dradeb", "الدرادب"], "Tanger"),
    (["Marshan", "مرشان"], "Tanger"),
    (["Boukhalef", "بوخالف"], "Tanger"),
    (["Maârif", "المعاريف"], "Casablanca"),
    (["Hay Mohammadi", "الحي المحمدي"], "Casablanca"),
    (["Sidi Moumen", "سيدي مومن"], "Casablanca"),
    (["Derb Sultan", "درب السلطان"], "Casablanca"),
    (["Aïn Sebaâ", "عين السبع"], "Casablanca"),
    (["Sbata", "سباتة"], "Casablanca"),
    (["Bernoussi", "البرنوصي"], "Casablanca"),
    (["Agdal", "أكدال"], "Rabat"),
    (["Yacoub El Mansour", "يعقوب المنصور"], "Rabat"),
    (["Takaddoum", "التقدم"], "Rabat"),
    (["Youssoufia", "اليوسفية"], "Rabat"),
    (["Tabriquet", "تابريكت"], "Salé"),
    (["Talborjt", "تالبرجت"], "Agadir"),
    (["Dcheira", "الدشيرة"], "Agadir"),
    (["Hay Dakhla", "حي الداخلة"], "Agadir"),
    (["Bensouda", "بنسودة"], "Fès"),
    (["Narjiss", "النرجس"], "Fès"),
    (["Hamria", "حمرية"], "Meknès"),
];

/// What a place widens to, in the language of the text, from what tells most to what tells least. Empty for a place that is not
/// known.
pub fn wider(surface: &str, language: Language) -> Vec<&'static str> {
    let page = match language {
        Language::French | Language::DarijaLatin => PageLanguage::French,
        Language::Arabic | Language::Darija => PageLanguage::Arabic,
        Language::English => PageLanguage::English,
    };
    let readings = readings(surface);
    let is = |names: &[&str; 2]| {
        let mut forms = names.iter().map(|name| super::normal_form(name));
        forms.any(|form| readings.iter().any(|one| one.normal == form))
    };
    let script = usize::from(page == PageLanguage::Arabic);
    if let Some((_, size)) = CITIES.iter().find(|(names, _)| is(names)) {
        return vec![large(*size, page), super::IdentifierKind::Location.placeholder(page)];
    }
    let Some((_, city)) = QUARTERS.iter().find(|(names, _)| is(names)) else {
        return Vec::new();
    };
    let city = CITIES.iter().find(|(names, _)| names[0] == *city);
    city.map_or_else(Vec::new, |(names, size)| {
        vec![
            names[script],
            large(*size, page),
            super::IdentifierKind::Location.placeholder(page),
        ]
    })
}

const fn large(size: Size, language: PageLanguage) -> &'static str {
    match (size, language) {
        (Size::Large, PageLanguage::French) => "une grande ville",
        (Size::Large, PageLanguage::Arabic) => "مدينة كبيرة",
        (Size::Large, PageLanguage::English) => "a large city",
        (Size::Middling, PageLanguage::French) => "une ville moyenne",
        (Size::Middling, PageLanguage::Arabic) => "مدينة متوسطة",
        (Size::Middling, PageLanguage::English) => "a middling city",
        (Size::Small, PageLanguage::French) => "une petite ville",
        (Size::Small, PageLanguage::Arabic) => "مدينة صغيرة",
        (Size::Small, PageLanguage::English) => "a small town",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::excerpt::is_markable;

    #[test]
    fn a_quarter_widens_to_its_city_and_a_city_to_its_size() {
        assert_eq!(wider("Guéliz", Language::French), ["Marrakech", "une grande ville", "ville"]);
        assert_eq!(wider("gueliz", Language::English), ["Marrakech", "a large city", "city"]);
        assert_eq!(
            wider("بالمعاريف", Language::Darija),
            ["الدار البيضاء", "مدينة كبيرة", "مدينة"]
        );
        assert_eq!(wider("Tanger", Language::French), ["une grande ville", "ville"]);
        assert_eq!(wider("الصويرة", Language::Arabic), ["مدينة صغيرة", "مدينة"]);
        assert!(wider("Douar Zellige", Language::French).is_empty());
    }

    #[test]
    fn every_quarter_has_its_city_and_every_step_fits_in_brackets() {
        for (names, city) in &QUARTERS {
            assert!(CITIES.iter().any(|(cities, _)| cities[0] == *city), "{city}");
            for name in names {
                for language in [Language::French, Language::Arabic, Language::English] {
                    let steps = wider(name, language);
                    assert_eq!(steps.len(), 3, "{name}");
                    assert!(steps.iter().all(|step| is_markable(step) && step != name), "{name}");
                }
            }
        }
    }
}
