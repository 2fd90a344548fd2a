//! The codebook of a new programme: violence as the fiche on the first programme lists it (types and frequencies of violence,
//! first half of 2024), and the kinds of support given by its clinics. All of it can be changed afterwards.

use super::codebook::{Code, Codebook, Colour, Refused};
use crate::id::CodeId;
use crate::language::InThree;

/// French, Arabic, English.
type Words = [&'static str; 3];

/// A category: label, definition, colour, and the labels below it.
type Category = (Words, Words, u8, &'static [Words]);

const VIOLENCE: (Words, Words) = (
    ["Violences subies", "العنف المُعاش", "Violence suffered"],
    [
        "Ce que l'on a fait à la personne. Ce qui l'a aidée se code sous « Appui reçu ».",
        "ما ارتُكب في حق الشخص. أما ما ساعدها فيُرمَّز تحت «الدعم المُتلقّى».",
        "What was done to the person. What helped her goes under \"Support received\".",
    ],
);

const SUPPORT: (Words, Words) = (
    ["Appui reçu", "الدعم المُتلقّى", "Support received"],
    [
        "Ce qui a été fait avec la personne, par la clinique ou un partenaire.",
        "ما أُنجز مع الشخص من طرف العيادة أو أحد الشركاء.",
        "What was done with the person, by the clinic or a partner.",
    ],
);

const KINDS_OF_VIOLENCE: [Category; 4] = [
    (
        ["Physiques et sexuelles", "جسدية وجنسية", "Physical and sexual"],
        [
            "Atteinte au corps ou à la liberté d'aller et venir.",
            "المساس بالجسد أو بحرية التنقل.",
            "Harm to the body or to the freedom to come and go.",
        ],
        1,
        &[
            [
                "Enlèvement et séquestration par un client",
                "اختطاف واحتجاز من طرف زبون",
                "Abduction and confinement by a client",
            ],
            [
                "Viol individuel ou collectif (client, famille, conjoint)",
                "اغتصاب فردي أو جماعي (زبون، أسرة، زوج)",
                "Rape by one or several (client, family, spouse)",
            ],
            [
                "Agression sexuelle par un employeur",
                "اعتداء جنسي من طرف مشغِّل",
                "Sexual assault by an employer",
            ],
            [
                "Agression physique (espace public, domicile, travail)",
                "اعتداء جسدي (فضاء عام، منزل، عمل)",
                "Physical assault (public space, home, work)",
            ],
        ],
    ),
    (
        ["Psychologiques", "نفسية", "Psychological"],
        [
            "Menace, contrainte, rejet, humiliation, y compris par une institution.",
            "تهديد أو إكراه أو نبذ أو إهانة، بما في ذلك من طرف مؤسسة.",
            "Threat, coercion, rejection, humiliation, by an institution too.",
        ],
        2,
        &[
            ["Mariage forcé de mineur·e", "تزويج قسري لقاصر", "Forced marriage of a minor"],
            ["Menace de mort", "تهديد بالقتل", "Death threat"],
            [
                "Menace de retrait de la garde des enfants",
                "تهديد بسحب حضانة الأطفال",
                "Threat to take away custody of children",
            ],
            ["Rejet par la famille", "نبذ من طرف الأسرة", "Rejection by the family"],
            [
                "Refus de soins dans une structure publique",
                "رفض العلاج في مرفق صحي عمومي",
                "Care refused in a public facility",
            ],
            [
                "Harcèlement policier et arrestation abusive",
                "مضايقة من الشرطة وتوقيف تعسفي",
                "Police harassment and wrongful arrest",
            ],
        ],
    ),
    (
        ["Économiques", "اقتصادية", "Economic"],
        [
            "Argent ou biens pris, refusés ou retenus.",
            "مال أو ممتلكات أُخذت أو حُجبت أو رُفض أداؤها.",
            "Money or goods taken, refused or withheld.",
        ],
        3,
        &[
            [
                "Extorsion de fonds par la famille ou la police",
                "ابتزاز مالي من طرف الأسرة أو الشرطة",
                "Extortion by the family or the police",
            ],
            [
                "Refus de payer le service",
                "رفض أداء مقابل الخدمة",
                "Refusal to pay for the service",
            ],
        ],
    ),
    (
        ["Traite humaine", "الاتجار بالبشر", "Trafficking"],
        [
            "Recruter, déplacer ou retenir une personne pour l'exploiter.",
            "استقطاب شخص أو نقله أو احتجازه لاستغلاله.",
            "Recruiting, moving or holding a person to exploit her.",
        ],
        4,
        &[],
    ),
];

const KINDS_OF_SUPPORT: [Category; 5] = [
    (
        ["Médical", "طبي", "Medical"],
        [
            "Dépistage, soins, traitement, urgence.",
            "كشف وعلاج ودواء وحالات استعجالية.",
            "Screening, care, treatment, emergency.",
        ],
        5,
        &[
            ["Dépistage et tests", "الكشف والتحاليل", "Screening and tests"],
            [
                "Consultation et traitement des IST",
                "فحص وعلاج الأمراض المنقولة جنسيا",
                "STI consultation and treatment",
            ],
            [
                "Bilans et consultations spécialisées",
                "فحوص وتحاليل واستشارات متخصصة",
                "Check-ups and specialist consultations",
            ],
            [
                "Prophylaxie post-exposition (72 heures)",
                "الوقاية بعد التعرض (72 ساعة)",
                "Post-exposure prophylaxis (72 hours)",
            ],
        ],
    ),
    (
        ["Psychologique", "نفسي", "Psychological"],
        [
            "Écoute, entretien, groupe de parole, orientation psychiatrique.",
            "إنصات ومقابلة ومجموعة دعم وتوجيه إلى الطب النفسي.",
            "Listening, sessions, support groups, psychiatric referral.",
        ],
        6,
        &[
            ["Entretien individuel", "مقابلة فردية", "Individual session"],
            ["Groupe de soutien", "مجموعة دعم", "Support group"],
            ["Suivi psychiatrique", "متابعة في الطب النفسي", "Psychiatric follow-up"],
        ],
    ),
    (
        ["Social", "اجتماعي", "Social"],
        [
            "Aide matérielle, hébergement, orientation vers un service.",
            "مساعدة مادية وإيواء وتوجيه إلى خدمة.",
            "Material help, shelter, referral to a service.",
        ],
        7,
        &[
            [
                "Bons d'achat et paniers alimentaires",
                "قسائم شراء وسلال غذائية",
                "Vouchers and food baskets",
            ],
            ["Hébergement d'urgence", "إيواء استعجالي", "Emergency shelter"],
            [
                "Orientation en addictologie",
                "توجيه إلى علاج الإدمان",
                "Referral for addiction care",
            ],
        ],
    ),
    (
        ["Juridique", "قانوني", "Legal"],
        [
            "Démarches administratives et recours en cas de violences.",
            "مساطر إدارية وسبل انتصاف في حالات العنف.",
            "Administrative steps and recourse against violence.",
        ],
        8,
        &[
            [
                "État civil des enfants",
                "الحالة المدنية للأطفال",
                "Civil registration of children",
            ],
            ["Carte d'identité", "البطاقة الوطنية", "Identity card"],
            [
                "Divorce, pension, reconnaissance de paternité",
                "الطلاق والنفقة وإثبات النسب",
                "Divorce, maintenance, recognition of paternity",
            ],
            ["Plainte et recours", "شكاية وانتصاف", "Complaint and recourse"],
        ],
    ),
    (
        [
            "Formation et autonomie économique",
            "تكوين واستقلالية اقتصادية",
            "Training and livelihood",
        ],
        [
            "Apprendre un métier, trouver un revenu.",
            "تعلم حرفة وإيجاد مورد رزق.",
            "Learning a trade, finding an income.",
        ],
        1,
        &[
            ["Formation professionnelle", "تكوين مهني", "Vocational training"],
            ["Insertion professionnelle", "إدماج مهني", "Entry into work"],
            [
                "Activité génératrice de revenus",
                "نشاط مدر للدخل",
                "Income-generating activity",
            ],
            ["Droits et information", "الحقوق والتوعية", "Rights and information"],
        ],
    ),
];

/// The default codebook. Ids are asked of `fresh` from top to bottom; they have to differ.
pub fn violence_and_support(mut fresh: impl FnMut() -> CodeId) -> Result<Codebook, Refused> {
    let mut codes = Vec::new();
    let mut add = |labels: Words, definition: Words, parent, colour| {
        let id = fresh();
        codes.push(Code {
            id,
            labels: three(labels),
            definition: three(definition),
            parent,
            colour: Colour::around(colour),
        });
        id
    };
    let roots: [(_, u8, &[Category]); 2] = [(VIOLENCE, 1, &KINDS_OF_VIOLENCE), (SUPPORT, 5, &KINDS_OF_SUPPORT)];
    for ((labels, definition), colour, categories) in roots {
        let root = add(labels, definition, None, colour);
        for (labels, definition, colour, below) in categories {
            let category = add(*labels, *definition, Some(root), *colour);
            for labels in *below {
                add(*labels, [""; 3], Some(category), *colour);
            }
        }
    }
    Codebook::try_from(codes)
}

fn three([fr, ar, en]: Words) -> InThree {
    InThree {
        fr: fr.into(),
        ar: ar.into(),
        en: en.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::PageLanguage;
    use uuid::Uuid;

    fn book() -> Codebook {
        let mut next = 0;
        violence_and_support(|| {
            next += 1;
            CodeId::new(Uuid::from_u128(next))
        })
        .unwrap()
    }

    #[test]
    fn it_has_four_kinds_of_violence_and_five_of_support() {
        let book = book();
        let tops: Vec<_> = book.children(None).map(|top| book.children(Some(top.id)).count()).collect();
        assert_eq!(tops, [4, 5]);
        let extortion = book
            .codes()
            .iter()
            .find(|code| code.labels.en.starts_with("Extortion"))
            .unwrap();
        let path: Vec<_> = book.path(extortion.id).iter().map(|code| code.labels.fr.as_str()).collect();
        assert_eq!(
            path,
            [
                "Violences subies",
                "Économiques",
                "Extorsion de fonds par la famille ou la police"
            ]
        );
    }

    #[test]
    fn every_code_has_a_label_of_its_own_in_every_language() {
        for language in PageLanguage::ALL {
            for code in book().codes() {
                let label = code.labels.get(language);
                let is_arabic = label.chars().any(|letter| ('\u{0621}'..='\u{064A}').contains(&letter));
                assert_eq!(is_arabic, language == PageLanguage::Arabic, "{label}");
            }
        }
        let defined = book().codes().iter().filter(|code| !code.definition.ar.is_empty()).count();
        assert_eq!(defined, 11);
    }

    #[test]
    fn ids_that_are_given_twice_are_refused() {
        assert_eq!(violence_and_support(|| CodeId::new(Uuid::nil())), Err(Refused::SameCodeTwice));
    }
}
