//! What the codes of the templates are called. Violence is as the fiche on the first programme lists it (types and frequencies of
//! violence, first half of 2024), support are the kinds given by its clinics; actors and what they do follow the questions of
//! the guide's step 9: who acts, who receives, who is missing.

/// French, Arabic, English.
pub(super) type Words = [&'static str; 3];

/// A category: label, definition, colour, and the labels below it.
pub(super) type Category = (Words, Words, u8, &'static [Words]);

pub(super) const VIOLENCE: (Words, Words) = (
    ["Violences subies", "العنف المُعاش", "Violence suffered"],
    [
        "Ce que l'on a fait à la personne. Ce qui l'a aidée se code sous « Appui reçu ».",
        "ما ارتُكب في حق الشخص. أما ما ساعدها فيُرمَّز تحت «الدعم المُتلقّى».",
        "What was done to the person. What helped her goes under \"Support received\".",
    ],
);

pub(super) const SUPPORT: (Words, Words) = (
    ["Appui reçu", "الدعم المُتلقّى", "Support received"],
    [
        "Ce qui a été fait avec la personne, par la clinique ou un partenaire.",
        "ما أُنجز مع الشخص من طرف العيادة أو أحد الشركاء.",
        "What was done with the person, by the clinic or a partner.",
    ],
);

pub(super) const KINDS_OF_VIOLENCE: [Category; 4] = [
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

pub(super) const KINDS_OF_SUPPORT: [Category; 5] = [
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

pub(super) const CHANGE: (Words, Words) = (
    ["Changements racontés", "التغييرات المحكية", "Changes told"],
    [
        "Ce qui a changé pour la personne, en bien ou en mal, par domaine du programme.",
        "ما تغيّر بالنسبة إلى الشخص، إيجابا أو سلبا، حسب مجالات البرنامج.",
        "What changed for the person, for better or worse, by domain of the programme.",
    ],
);

pub(super) const ACTORS: (Words, Words) = (
    ["Acteurs", "الأطراف", "Actors"],
    [
        "Qui apparaît dans le récit. Donnez au même passage un code de « Ce que fait l’acteur ».",
        "من يظهر في الحكاية. أعطي المقطع نفسه رمزا من «ما يفعله الطرف».",
        "Who appears in the story. Give the same passage a code of \"What the actor does\".",
    ],
);

pub(super) const WHO: [Words; 14] = [
    ["La personne elle-même", "الشخص نفسه", "The person herself"],
    ["Conjoint ou partenaire", "الزوج أو الشريك", "Spouse or partner"],
    ["Famille", "الأسرة", "Family"],
    ["Enfants", "الأطفال", "Children"],
    ["Client", "الزبون", "Client"],
    ["Employeur ou logeur", "المشغّل أو صاحب السكن", "Employer or landlord"],
    ["Police et gendarmerie", "الشرطة والدرك", "Police and gendarmerie"],
    ["Justice et avocats", "القضاء والمحامون", "Courts and lawyers"],
    ["Hôpital et soignants", "المستشفى ومقدمو الرعاية", "Hospital and carers"],
    ["Administration", "الإدارة", "Public offices"],
    ["Clinique et association", "العيادة والجمعية", "Clinic and association"],
    ["Paire éducatrice", "مثقفة قرينة", "Peer educator"],
    ["Collègues", "الزميلات", "Fellow workers"],
    ["Voisinage", "الجيران", "Neighbours"],
];

pub(super) const PARTS: (Words, Words) = (
    ["Ce que fait l’acteur", "ما يفعله الطرف", "What the actor does"],
    [
        "À donner au même passage que l’acteur.",
        "يُعطى للمقطع نفسه الذي يحمل الطرف.",
        "Given to the same passage as the actor.",
    ],
);

pub(super) const WHAT_THEY_DO: [Words; 4] = [
    ["Fait du mal", "يؤذي", "Harms"],
    ["Aide", "يساعد", "Helps"],
    ["Reçoit", "يتلقى", "Receives"],
    ["Manque", "غائب", "Is missing"],
];
