//! Services near the sites of the demonstration, all of them invented.

use super::signed_in;
use crate::cli::Failure;
use archive::Archive;
use archive::desk::programmes::Overview;
use method::id::ProgrammeId;
use method::language::InThree;
use method::referral::{Service, ServiceKind};

/// Kind, name in three languages, telephone, hours.
const SERVICES: [(ServiceKind, [&str; 3], &str, &str); 4] = [
    (
        ServiceKind::Medical,
        [
            "Urgences de l’hôpital Zellige",
            "مستعجلات مستشفى الزليج",
            "Zellige hospital emergency room",
        ],
        "05 00 00 00 15",
        "24/24",
    ),
    (
        ServiceKind::Psychological,
        ["Écoute Jasmin", "إنصات الياسمين", "Jasmine listening room"],
        "05 00 00 00 21",
        "9:00 – 17:00",
    ),
    (
        ServiceKind::Legal,
        [
            "Permanence juridique Safran",
            "الاستشارة القانونية الزعفران",
            "Saffron legal clinic",
        ],
        "05 00 00 00 34",
        "14:00 – 18:00",
    ),
    (
        ServiceKind::Shelter,
        ["Maison Oranger", "دار البرتقال", "Orange-tree house"],
        "05 00 00 00 52",
        "24/24",
    ),
];

/// Enters them at every site.
pub(super) async fn enter(archive: &Archive, programme: ProgrammeId, overview: &Overview) -> Result<(), Failure> {
    let zineb = signed_in(archive, "zineb").await?;
    for site in &overview.sites {
        for (kind, [fr, ar, en], telephone, hours) in SERVICES {
            let service = Service {
                site: site.id,
                kind,
                name: InThree {
                    fr: fr.to_owned(),
                    ar: ar.to_owned(),
                    en: en.to_owned(),
                },
                telephone: telephone.to_owned(),
                hours: hours.to_owned(),
                notes: InThree::default(),
            };
            let entered = archive.referrals().add(&zineb.actor, programme, service).await;
            entered.map_err(|error| Failure::Demo(error.to_string()))?;
        }
    }
    Ok(())
}
