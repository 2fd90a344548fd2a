//! Invented tales, in the languages in which stories are told.

use super::Drawn;
use method::language::{Language, PageLanguage};
use method::story::{Direction, Telling};

/// What a story of the demonstration is made of.
pub(super) struct Tale {
    pub(super) language: Language,
    pub(super) asked_in: PageLanguage,
    /// Index among the programme's domains.
    pub(super) domain: usize,
    pub(super) is_negative: bool,
    pub(super) happened: &'static str,
    /// The long list; the first is the one that she chose.
    pub(super) changes: [&'static str; 2],
    title: &'static str,
    context: &'static str,
    description: &'static str,
    significance: &'static str,
}

impl Tale {
    pub(super) fn draw(&self) -> Drawn {
        let [title, context, description, significance] =
            [self.title, self.context, self.description, self.significance].map(str::to_owned);
        Drawn {
            language: self.language,
            asked_in: self.asked_in,
            domain: self.domain,
            direction: if self.is_negative { Direction::Bad } else { Direction::Good },
            happened: self.happened,
            changes: self.changes.map(str::to_owned).to_vec(),
            telling: Telling {
                title,
                context,
                description,
                significance,
            },
        }
    }
}

pub(super) const TALES: [Tale; 6] = [
    Tale {
        language: Language::French,
        asked_in: PageLanguage::French,
        domain: 0,
        is_negative: false,
        happened: "au printemps",
        changes: ["J’ai ma première carte d’identité", "Je dors mieux"],
        title: "Une carte à mon nom",
        context: "Je vivais sans papiers depuis que j’avais quitté la maison. Une amie m’a parlé de la clinique.",
        description: "L’assistante sociale a écrit la demande avec moi, puis une avocate m’a accompagnée trois fois au guichet. \
                      La troisième fois, l’employé a tamponné le dossier sans me regarder de travers.",
        significance: "Avant, quand on me demandait mon nom, je baissais la tête. Maintenant je peux le montrer.",
    },
    Tale {
        language: Language::Arabic,
        asked_in: PageLanguage::Arabic,
        domain: 1,
        is_negative: false,
        happened: "قبل رمضان",
        changes: ["صرت أذهب إلى الطبيبة دون خوف", "تعلمت أن أقول لا"],
        title: "باب لم أكن أجرؤ على طرقه",
        context: "كنت أخاف من المستشفى لأنهم رفضوا استقبالي مرة.",
        description: "رافقتني مربية قرينة إلى العيادة وجلست معي في قاعة الانتظار. تحدثت إليّ الطبيبة باحترام وشرحت لي كل شيء.",
        significance: "لأول مرة شعرت أن صحتي تستحق العناية مثل صحة أي امرأة أخرى.",
    },
    Tale {
        language: Language::Darija,
        asked_in: PageLanguage::Arabic,
        domain: 2,
        is_negative: false,
        happened: "هادي شهرين",
        changes: ["تعلمت الخياطة", "كنخلص الكرا بوحدي"],
        title: "ماكينة ديالي",
        context: "كنت كنتسلف باش نخلص البيت.",
        description: "دخلت للتكوين ديال الخياطة مع الجمعية، وفاللول كنت غادي نحبس. البنات شجعوني حتى كملت.",
        significance: "دابا كنخدم بيدي وما كنتسنى حتى واحد.",
    },
    Tale {
        language: Language::DarijaLatin,
        asked_in: PageLanguage::French,
        domain: 3,
        is_negative: true,
        happened: "l3am li fat",
        changes: ["l7ouma wellat katgoul 3lia", "3raft 7o9ou9i"],
        title: "Lhedra dial nass",
        context: "Kont sakna f wa7ed l7ouma hadya.",
        description: "Mlli bdit kanmchi l la clinique, chi nass bdaw kayhedro 3lia w moul dar tleb mni nkhrej.",
        significance: "Fhemt belli l3onf machi ghir drib. Bghit lakhrin ysme3o had chi.",
    },
    Tale {
        language: Language::English,
        asked_in: PageLanguage::English,
        domain: 4,
        is_negative: false,
        happened: "in the summer",
        changes: ["I speak in the group now", "My daughter goes to school"],
        title: "My turn to speak",
        context: "I came from another country and did not know anyone here.",
        description: "In the self-support group I only listened for weeks. One day the facilitator asked me to open the session, \
                      and I told the others how I found the clinic.",
        significance: "I learned that my voice can help somebody else to come through that door.",
    },
    Tale {
        language: Language::French,
        asked_in: PageLanguage::French,
        domain: 1,
        is_negative: false,
        happened: "depuis l’hiver",
        changes: ["Je vois une psychologue chaque mois", "J’ai arrêté de me cacher"],
        title: "Poser mon sac",
        context: "Je gardais tout pour moi, et je buvais pour oublier.",
        description: "La psychologue m’a dit que je pouvais venir sans parler. Les deux premières fois je n’ai rien dit. \
                      À la troisième, j’ai raconté la nuit dont je n’avais jamais parlé.",
        significance: "Je ne suis plus seule avec cette nuit. Je peux penser à demain.",
    },
];
