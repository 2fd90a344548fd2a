//! What a new programme starts from: sites, the five default domains with their questions, levels, a first period. All of it
//! can be changed afterwards, but for the open domain (p.17–22).

use crate::language::InThree;
use crate::programme::Reach;
use crate::prompt::Prompt;

/// A programme before it has ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Names of the sites.
    pub sites: Vec<InThree>,
    /// Name, question and whether it is the open one.
    pub domains: Vec<(InThree, Prompt, bool)>,
    /// Name and reach, lowest level first.
    pub levels: Vec<(InThree, Reach)>,
}

fn three(fr: &str, ar: &str, en: &str) -> InThree {
    InThree {
        fr: fr.into(),
        ar: ar.into(),
        en: en.into(),
    }
}

fn question(domain: InThree) -> Prompt {
    Prompt {
        number: 1,
        period: three(
            "Quand vous repensez aux six derniers mois,",
            "عندما تنظرين إلى الأشهر الستة الأخيرة،",
            "Looking back over the last six months,",
        ),
        opinion: three("à votre avis,", "في رأيك،", "in your opinion,"),
        most_significant: three(
            "quel a été le plus significatif",
            "ما هو الأكثر دلالة",
            "what was the most significant",
        ),
        change: three(
            "des changements, bons ou mauvais,",
            "من بين التغييرات، الجيدة أو السيئة،",
            "change, good or bad,",
        ),
        domain,
        boundary: three(
            "pour vous et autour de vous",
            "بالنسبة إليك ومن حولك",
            "for you and around you",
        ),
    }
}

/// A health association with three clinics: the default programme of the set-up page.
pub fn three_clinics() -> Template {
    let domains = [
        (
            three("Sécurité et droits", "الأمان والحقوق", "Safety and rights"),
            three(
                "dans votre sécurité et vos droits",
                "في أمانك وحقوقك",
                "in your safety and your rights",
            ),
            false,
        ),
        (
            three("Santé et bien-être", "الصحة والراحة", "Health and well-being"),
            three(
                "dans votre santé et votre bien-être",
                "في صحتك وراحتك",
                "in your health and well-being",
            ),
            false,
        ),
        (
            three(
                "Autonomie et vie économique",
                "الاستقلالية والحياة الاقتصادية",
                "Autonomy and livelihood",
            ),
            three(
                "dans votre autonomie et vos revenus",
                "في استقلاليتك ومواردك",
                "in your autonomy and your livelihood",
            ),
            false,
        ),
        (
            three(
                "Entourage et institutions (police, justice, services, famille)",
                "المحيط والمؤسسات (الشرطة، القضاء، الخدمات، الأسرة)",
                "Surroundings and institutions (police, courts, services, family)",
            ),
            three(
                "dans la manière dont les autres et les institutions vous traitent",
                "في طريقة تعامل الآخرين والمؤسسات معك",
                "in how others and institutions treat you",
            ),
            false,
        ),
        (
            three("Tout autre changement", "أي تغيير آخر", "Any other change"),
            three(
                "dans votre vie, quel que soit le sujet",
                "في حياتك، مهما كان الموضوع",
                "in your life, whatever it is about",
            ),
            true,
        ),
    ];
    Template {
        sites: vec![
            three("Marrakech", "مراكش", "Marrakech"),
            three("Agadir", "أكادير", "Agadir"),
            three("Tanger", "طنجة", "Tangier"),
        ],
        domains: domains
            .map(|(label, slot, is_open)| (label, question(slot), is_open))
            .to_vec(),
        levels: vec![
            (three("Comité de la clinique", "لجنة العيادة", "Clinic panel"), Reach::Site),
            (three("Comité national", "اللجنة الوطنية", "National panel"), Reach::Programme),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::DomainId;
    use crate::language::PageLanguage;
    use crate::programme::{Domain, check_domains};
    use uuid::Uuid;

    #[test]
    fn the_template_is_a_legal_programme_with_a_question_in_every_language() {
        let template = three_clinics();
        let domains: Vec<Domain> = (1u128..)
            .zip(&template.domains)
            .map(|(n, (label, prompt, is_open))| Domain {
                id: DomainId::new(Uuid::from_u128(n)),
                label: label.clone(),
                prompt: prompt.clone(),
                earlier: Vec::new(),
                is_open: *is_open,
                pictogram: None,
            })
            .collect();
        assert_eq!(check_domains(&domains), Ok(()));
        assert_eq!((template.sites.len(), template.domains.len()), (3, 5));
        for domain in &domains {
            let asked = PageLanguage::ALL.map(|language| domain.prompt.render(language).text);
            assert!(asked[0] != asked[1] && asked[1] != asked[2] && asked[0] != asked[2]);
            assert!(asked[1].ends_with('؟'), "{}", asked[1]);
        }
    }
}
