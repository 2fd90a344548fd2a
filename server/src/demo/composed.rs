//! Further invented stories, put together from sentences: enough of them for a demonstration of any size. The names, places and
//! numbers in them belong to nobody.

use super::{Chance, Drawn};
use method::language::{Language, PageLanguage};
use method::story::{Direction, Telling};

/// The sentences of one language; of each list one is drawn.
struct Sentences {
    language: Language,
    asked_in: PageLanguage,
    /// Half of a title each.
    titles: [[&'static str; 6]; 2],
    context: [&'static str; 6],
    /// What happened, in three steps.
    steps: [[&'static str; 6]; 3],
    significance: [&'static str; 6],
    changes: [&'static str; 8],
    happened: [&'static str; 4],
}

/// Draws a story for a programme of so many domains; the same chance draws the same story.
pub(super) fn compose(chance: &mut Chance, domains: usize) -> Drawn {
    let from = &SENTENCES[draw(chance, SENTENCES.len())];
    let [first, second] = from.titles.map(|half| half[draw(chance, half.len())]);
    let steps = from.steps.map(|step| step[draw(chance, step.len())]);
    let (first_of, apart) = (draw(chance, from.changes.len()), draw(chance, from.changes.len() - 1) + 1);
    // Never twice the same change.
    let changes = [first_of, (first_of + apart) % from.changes.len()].map(|index| from.changes[index].to_owned());
    Drawn {
        domain: draw(chance, domains),
        direction: [
            Direction::Good,
            Direction::Good,
            Direction::Mixed,
            Direction::Bad,
            Direction::Lesson,
        ][draw(chance, 5)],
        language: from.language,
        asked_in: from.asked_in,
        telling: Telling {
            title: format!("{first} {second}"),
            context: from.context[draw(chance, from.context.len())].to_owned(),
            description: steps.join(" "),
            significance: from.significance[draw(chance, from.significance.len())].to_owned(),
        },
        changes: changes.to_vec(),
        happened: from.happened[draw(chance, from.happened.len())],
    }
}

fn draw(chance: &mut Chance, length: usize) -> usize {
    chance.below(u32::try_from(length).unwrap_or(u32::MAX)) as usize
}

const SENTENCES: [Sentences; 5] = [
    Sentences {
        language: Language::French,
        asked_in: PageLanguage::French,
        titles: [
            ["Un matin", "La porte", "Mon nom", "Le courage", "La clé", "Une main"],
            [
                "au guichet",
                "de la clinique",
                "retrouvé",
                "de dire non",
                "de ma chambre",
                "tendue",
            ],
        ],
        context: [
            "Je vivais chez ma cousine Samira et je cachais mon travail à toute la famille.",
            "Je n’avais pas de papiers et je ne sortais que la nuit.",
            "Depuis la séparation, je payais seule le loyer et l’école de ma fille.",
            "J’avais peur des hommes du café et peur du commissariat.",
            "Une cliente du hammam m’a parlé d’un groupe où l’on écoute sans juger.",
            "Je croyais que les coups étaient le prix de mon travail.",
        ],
        steps: [
            [
                "Un client m’a enfermée deux jours près de la gare, et personne n’a voulu prendre ma plainte.",
                "Le propriétaire a changé la serrure parce que je refusais de le payer autrement.",
                "À l’hôpital, on m’a laissée attendre jusqu’au soir quand j’ai dit d’où je venais.",
                "Mon frère Youssef a pris ma carte et mon argent.",
                "Deux agents ont vidé mon sac et gardé les billets.",
                "Mon mari menaçait de reprendre les enfants si je parlais.",
            ],
            [
                "Une paire éducatrice m’a accompagnée à la clinique et l’assistante sociale a ouvert un dossier.",
                "La psychologue m’a reçue chaque semaine, et j’ai recommencé à dormir.",
                "L’avocate Maître Bennani a écrit la demande et m’a expliqué mes droits, article par article.",
                "Le médecin m’a donné le traitement dans les soixante-douze heures.",
                "J’ai suivi les séances du groupe de parole, d’abord sans rien dire.",
                "J’ai appelé le 06 00 11 22 33 et quelqu’un a répondu tout de suite.",
            ],
            [
                "Le 14 mars, j’ai eu ma première carte d’identité.",
                "Le juge a fixé la pension alimentaire de ma fille.",
                "J’ai commencé une formation de couture à Agadir.",
                "J’ai loué une chambre avec une serrure à moi.",
                "J’ai porté plainte, et cette fois elle a été enregistrée.",
                "Aujourd’hui j’accompagne d’autres femmes jusqu’à la porte de la clinique.",
            ],
        ],
        significance: [
            "Je marche la tête haute : ma parole vaut autant qu’une autre.",
            "Pour la première fois je décide de ce qui arrive à mon corps.",
            "Ma fille m’a vue gagner, et elle sait maintenant que c’est possible.",
            "Je n’ai plus peur du lendemain, j’ai un toit et un métier.",
            "Je sais à qui parler quand la nuit revient.",
            "On m’a crue. Cela a tout changé.",
        ],
        changes: [
            "J’ai mes papiers",
            "Je dors mieux",
            "Je connais mes droits",
            "Je loue ma propre chambre",
            "Je me soigne sans honte",
            "Je gagne ma vie autrement",
            "Je refuse un client violent",
            "J’ai repris contact avec ma mère",
        ],
        happened: ["au printemps", "pendant l’été", "cet hiver", "il y a quelques mois"],
    },
    Sentences {
        language: Language::Arabic,
        asked_in: PageLanguage::Arabic,
        titles: [
            ["يوم", "باب", "صوت", "خطوة", "ورقة", "يد"],
            ["لا أنساه", "فُتح أمامي", "سُمع أخيرا", "نحو الأمان", "باسمي", "ممدودة"],
        ],
        context: [
            "كنت أسكن مع ابنة خالتي سميرة وأخفي عملي عن العائلة كلها.",
            "لم تكن لدي أوراق ولم أكن أخرج إلا ليلا.",
            "منذ الطلاق وأنا أدفع الكراء ومصاريف مدرسة ابنتي وحدي.",
            "كنت أخاف من رجال المقهى ومن مركز الشرطة.",
            "حدثتني جارة عن مجموعة تنصت إلى النساء دون حكم.",
            "كنت أظن أن الضرب ثمن عملي.",
        ],
        steps: [
            [
                "احتجزني زبون يومين قرب المحطة، ولم يقبل أحد شكايتي.",
                "غيّر صاحب البيت القفل لأنني رفضت طلبه.",
                "في المستشفى تركوني أنتظر حتى المساء.",
                "أخذ أخي يوسف بطاقتي ونقودي.",
                "أفرغ شرطيان حقيبتي وأخذا ما فيها.",
                "كان زوجي يهددني بأخذ الأطفال إن تكلمت.",
            ],
            [
                "رافقتني مثقفة نظيرة إلى العيادة وفتحت لي المساعدة الاجتماعية ملفا.",
                "استقبلتني الأخصائية النفسية كل أسبوع فعدت إلى النوم.",
                "كتبت المحامية الطلب وشرحت لي حقوقي.",
                "أعطاني الطبيب العلاج قبل مرور اثنتين وسبعين ساعة.",
                "حضرت جلسات الدعم، وفي البداية لم أقل شيئا.",
                "اتصلت بالرقم ٠٦٠٠١١٢٢٣٣ فأجابتني امرأة في الحين.",
            ],
            [
                "في 14 مارس حصلت على أول بطاقة وطنية.",
                "حدد القاضي نفقة ابنتي.",
                "بدأت تكوينا في الخياطة بأكادير.",
                "اكتريت غرفة لها قفل أملك مفتاحه.",
                "قدمت شكاية، وهذه المرة سُجلت.",
                "أنا اليوم أرافق نساء أخريات حتى باب العيادة.",
            ],
        ],
        significance: [
            "أمشي مرفوعة الرأس، فلكلامي قيمة مثل كلام غيري.",
            "لأول مرة أقرر ما يحدث لجسدي.",
            "رأتني ابنتي أنجح، وهي تعرف الآن أن ذلك ممكن.",
            "لم أعد أخاف من الغد، عندي سقف وحرفة.",
            "أعرف مع من أتحدث حين يعود الليل.",
            "صدقوني، وهذا غيّر كل شيء.",
        ],
        changes: [
            "حصلت على أوراقي",
            "أنام أحسن",
            "أعرف حقوقي",
            "أكتري غرفة لي",
            "أتعالج دون خجل",
            "أكسب رزقي بطريقة أخرى",
            "أرفض العنف",
            "عدت إلى الحديث مع أمي",
        ],
        happened: ["في الربيع", "خلال الصيف", "هذا الشتاء", "قبل بضعة أشهر"],
    },
    Sentences {
        language: Language::Darija,
        asked_in: PageLanguage::Arabic,
        titles: [
            ["نهار", "باب", "هضرة", "خطوة", "ورقة", "يد"],
            ["ما كننساهش", "تحل عليا", "تسمعات", "للقدام", "بسميتي", "تمدات ليا"],
        ],
        context: [
            "كنت ساكنة مع بنت خالتي سميرة ومخبية خدمتي على العائلة.",
            "ما كانوش عندي الوراق وكنت كنخرج غير بالليل.",
            "من اللي تفارقت وأنا كنخلص الكرا بوحدي.",
            "كنت كنخاف من الرجال ديال القهوة ومن الكوميسارية.",
            "واحد الجارة هضرات ليا على مجموعة كيسمعو ليك بلا ما يحكمو عليك.",
            "كنت كنظن بلي الضرب هو ثمن الخدمة.",
        ],
        steps: [
            [
                "واحد الكليان سد عليا يومين حدا لاكار، وحتى واحد ما بغا ياخد الشكاية.",
                "مول الدار بدل القفل حيت ما بغيتش.",
                "فالسبيطار خلاوني كنتسنى حتى لعشية.",
                "خويا يوسف خدا ليا لاكارط والفلوس.",
                "جوج بوليس خواو ليا الصاك وخداو اللي فيه.",
                "راجلي كان كيهددني ياخد الدراري إلا هضرت.",
            ],
            [
                "مشات معايا واحد المربية للعيادة والمساعدة الاجتماعية حلات ليا دوسي.",
                "السيكولوغ كانت كتشوفني كل سيمانة ورجع ليا النعاس.",
                "المحامية كتبات الطلب وشرحات ليا حقوقي.",
                "الطبيب عطاني الدوا قبل ما يدوزو اتنين وسبعين ساعة.",
                "كنت كنحضر للجلسات وفالأول ما كنقول والو.",
                "عيطت على 0600112233 وجاوبوني دغيا.",
            ],
            [
                "نهار 14 مارس خديت أول لاكارط ديالي.",
                "القاضي حدد النفقة ديال بنتي.",
                "بديت التكوين ديال الخياطة فأكادير.",
                "كريت بيت وعندي الساروت ديالو.",
                "حطيت شكاية وهاد المرة تسجلات.",
                "دابا كنوصل عيالات خرين حتى لباب العيادة.",
            ],
        ],
        significance: [
            "كنمشي وراسي عالي، هضرتي عندها قيمة.",
            "أول مرة أنا اللي كنقرر على جسدي.",
            "بنتي شافتني نجحت وعرفات بلي ممكن.",
            "ما بقيتش كنخاف من غدا، عندي دار وحرفة.",
            "كنعرف مع من نهضر ملي يرجع الليل.",
            "تاقو بيا، وهادشي بدل كلشي.",
        ],
        changes: [
            "درت وراقي",
            "كنعس مزيان",
            "عرفت حقوقي",
            "كارية بيت بوحدي",
            "كنداوي بلا حشومة",
            "كنخدم خدمة خرى",
            "كنقول لا للعنف",
            "رجعت كنهضر مع مي",
        ],
        happened: ["فالربيع", "فالصيف", "هاد الشتا", "هادي شي شهور"],
    },
    Sentences {
        language: Language::DarijaLatin,
        asked_in: PageLanguage::French,
        titles: [
            ["Nhar", "Bab", "Hedra", "Khetwa", "War9a", "Yedd"],
            ["ma kansahch", "t7ell 3liya", "tsem3at", "l9eddam", "b smiti", "tmeddat liya"],
        ],
        context: [
            "Kont sakna m3a bent khalti Samira w mkhebbya khdemti 3la l3a2ila.",
            "Ma kanch 3ndi lwra9 w kont kankhrej ghir b lil.",
            "Mn lli tfar9t w ana kankhelless lkra b wehdi.",
            "Kont kankhaf mn rjal l9ahwa w mn lcommissariat.",
            "Wahed jara hedrat liya 3la majmou3a kaysem3o lik bla ma y7ekmo 3lik.",
            "Kont kandenn belli drb howa taman lkhedma.",
        ],
        steps: [
            [
                "Wahed client sedd 3liya yowmayn 7da la gare, w 7ta wahed ma bgha yakhod chikaya.",
                "Moul dar beddel l9fel 7it ma bghitch.",
                "F sbitar khellawni kantsenna 7ta l3chiya.",
                "Khouya Youssef khda liya lakart w lflous.",
                "Jouj boulis khwaw liya sak.",
                "Rajli kan kayheddedni yakhod drari ila hdert.",
            ],
            [
                "Mchat m3aya wahed lmourabbiya l la clinique w l2assistante sociale 7ellat liya dossier.",
                "Psychologue kant katchoufni kol simana w rje3 liya n3ass.",
                "L2avocate ketbat talab w chr7at liya 7o9o9i.",
                "Tbib 3tani dwa 9bel ma ydouzo tnin w seb3in sa3a.",
                "Kont kan7der l groupe w f lowwel ma kan9oul walo.",
                "3eyyet 3la 0600112233 w jawbouni deghya.",
            ],
            [
                "Nhar 14 mars khdit lakart dyali lowla.",
                "L9adi 7edded nafa9a dyal benti.",
                "Bdit takwin dyal lkhiyata f Agadir.",
                "Krit bit w 3ndi sarout dyalo.",
                "7ettit chikaya w had lmerra tsejjlat.",
                "Daba kanwessel 3yalat khrin 7ta l bab la clinique.",
            ],
        ],
        significance: [
            "Kanmchi w rassi 3ali, hedrti 3ndha 9ima.",
            "Awwel merra ana lli kan9errer 3la jasadi.",
            "Benti chafetni nje7t w 3erfat belli moumkin.",
            "Ma b9itch kankhaf mn ghedda, 3ndi dar w 7irfa.",
            "Kan3ref m3a mn nhder melli yrje3 lil.",
            "Ta9o biya, w hadchi beddel kolchi.",
        ],
        changes: [
            "Dert wra9i",
            "Kan3ess mezyan",
            "3reft 7o9o9i",
            "Karya bit b wehdi",
            "Kandawi bla 7chouma",
            "Kankhdem khedma khra",
            "Kan9oul la l l3onf",
            "Rje3t kanhder m3a mmi",
        ],
        happened: ["f rbi3", "f sif", "had chta", "hadi chi chhour"],
    },
    Sentences {
        language: Language::English,
        asked_in: PageLanguage::English,
        titles: [
            ["One morning", "The door", "My name", "The courage", "A key", "A hand"],
            [
                "at the counter",
                "of the clinic",
                "on paper",
                "to say no",
                "of my own",
                "held out",
            ],
        ],
        context: [
            "I lived with my cousin Samira and hid my work from the whole family.",
            "I came from another country without papers and went out only at night.",
            "Since the separation I paid the rent and my daughter’s school alone.",
            "I was afraid of the men in the café and of the police station.",
            "A neighbour told me of a group where they listen and do not judge.",
            "I thought that being beaten was the price of my work.",
        ],
        steps: [
            [
                "A client locked me in for two days near the station, and nobody would take my complaint.",
                "The landlord changed the lock because I refused him.",
                "At the hospital they let me wait until the evening.",
                "My brother Youssef took my card and my money.",
                "Two officers emptied my bag and kept the notes.",
                "My husband threatened to take the children if I spoke.",
            ],
            [
                "A peer educator went to the clinic with me and the social worker opened a file.",
                "The psychologist saw me every week and I began to sleep again.",
                "The lawyer wrote the request and explained my rights to me.",
                "The doctor gave me the treatment within seventy-two hours.",
                "I sat in the support group, at first without a word.",
                "I called 0600112233 and somebody answered at once.",
            ],
            [
                "On 14 March I held my first identity card.",
                "The judge set the maintenance for my daughter.",
                "I started training as a seamstress in Agadir.",
                "I rented a room with a lock of my own.",
                "I filed a complaint, and this time it was registered.",
                "Now I go with other women as far as the clinic’s door.",
            ],
        ],
        significance: [
            "I walk with my head up: my word is worth as much as any other.",
            "For the first time I decide what happens to my body.",
            "My daughter saw me win, and she knows now that it can be done.",
            "I no longer fear tomorrow, I have a roof and a trade.",
            "I know whom to talk to when the night comes back.",
            "They believed me. That changed everything.",
        ],
        changes: [
            "I have my papers",
            "I sleep better",
            "I know my rights",
            "I rent my own room",
            "I see a doctor without shame",
            "I earn my living another way",
            "I refuse violence",
            "I speak with my mother again",
        ],
        happened: ["in spring", "over the summer", "this winter", "some months ago"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_tells_the_same_stories_in_all_languages() {
        let told = |seed| {
            let mut chance = Chance(seed);
            (0..200).map(|_| compose(&mut chance, 5)).collect::<Vec<_>>()
        };
        let (first, second, other) = (told(1), told(1), told(2));
        assert!(first.iter().zip(&second).all(|(one, same)| one.telling == same.telling));
        assert!(first.iter().zip(&other).any(|(one, another)| one.telling != another.telling));
        for language in Language::ALL {
            assert!(first.iter().any(|one| one.language == language), "{language:?}");
        }
        assert!(
            first
                .iter()
                .all(|one| one.changes.len() == 2 && one.changes[0] != one.changes[1])
        );
    }
}
