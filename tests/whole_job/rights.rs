//! Every page × every role, in one table that prints itself. What somebody may not see answers as an address that does not exist.

use super::Job;
use axum::http::StatusCode;
use method::policy::Role;
use tests::{Ground, Person};

/// What somebody does, and at which site; none for nobody.
type Work = Option<(Role, Option<usize>)>;

/// Who asks: nobody, then a facilitator of another site, a chair of another site, an analyst, an advocacy officer, a coordinator of
/// another site, the national coordinator, the administrator.
const CAST: [(&str, Work); 8] = [
    ("nobody", None),
    ("f2", Some((Role::Facilitator, Some(1)))),
    ("p2", Some((Role::PanelChair, Some(1)))),
    ("houda", Some((Role::Analyst, None))),
    ("rajae", Some((Role::AdvocacyOfficer, None))),
    ("s2", Some((Role::SiteCoordinator, Some(1)))),
    ("zineb", Some((Role::NationalCoordinator, None))),
    ("samir", Some((Role::Administrator, None))),
];

/// A page, and who of the cast (in its order) may open it: `x` may, `.` gets 404, `-` is sent to sign in.
fn table(job: &Job) -> Vec<(String, &'static str)> {
    let Job {
        story,
        site_panel,
        period,
        coding,
        excerpt,
        indicator,
        image,
        brief,
        issue,
        ..
    } = job;
    vec![
        ("/".into(), "-xxxxxxx"),
        ("/account".into(), "-xxxxxxx"),
        ("/account/second".into(), "-xxxxxxx"),
        ("/people/seconds".into(), "-.....x."),
        ("/programmes".into(), "-xxxxxxx"),
        ("/programme".into(), "-xxxxxxx"),
        ("/programme/questions".into(), "-.....xx"),
        ("/programme/questions/new".into(), "-.....xx"),
        ("/programme/questions/heard".into(), "-xxxxxxx"),
        ("/programme/consent".into(), "-.....xx"),
        ("/programme/consent/ar/p1".into(), "-.....xx"),
        // Nobody has read it.
        ("/programme/consent/ar/p1/sound".into(), "-......."),
        ("/programme/words".into(), "-..x.xx."),
        ("/programme/kit".into(), "-xxxxxxx"),
        ("/programme/kit/ar.pdf".into(), "-xxxxxxx"),
        ("/gatherings".into(), "-x...xx."),
        ("/gatherings/new".into(), "-x...xx."),
        ("/programme/referrals".into(), "-....xx."),
        ("/programme/exposure".into(), "-....xx."),
        ("/people".into(), "-......x"),
        ("/custody".into(), "-.....xx"),
        ("/stories".into(), "-xxx.xx."),
        ("/stories/new".into(), "-x...xx."),
        ("/stories/renewals".into(), "-x...xx."),
        (story.clone(), "-..x..x."),
        (format!("{story}/edit"), "-.....x."),
        (format!("{story}/withdraw"), "-.....x."),
        (format!("{story}/slip"), "-.....x."),
        (format!("{story}/narration"), "-.....x."),
        (format!("{story}/briefs"), "-.....x."),
        (format!("{story}/translate"), "-.....x."),
        (format!("{story}/anonymise"), "-.....x."),
        // There is no recording of it.
        (format!("{story}/transcript"), "-......."),
        ("/sound".into(), "-x...xxx"),
        ("/appointments".into(), "-x...xx."),
        ("/appointment".into(), "xxxxxxxx"),
        (format!("{story}/verification"), "-..x...."),
        (format!("{story}/code"), "-..x...."),
        (format!("{story}/excerpts/new?coding={coding}"), "-..x...."),
        (format!("{story}/names"), "-..x..x."),
        ("/panels".into(), "-xxx.xx."),
        ("/panels/new".into(), "-.x...x."),
        ("/secrecy".into(), "xxxxxxxx"),
        (format!("{period}/levels"), "-xxxxxxx"),
        (format!("{period}/beside"), "-xxx.xx."),
        (format!("{period}/fairness"), "-xxx.xx."),
        (format!("{site_panel}/record"), "-..x..x."),
        (format!("{site_panel}/minutes/fr.md"), "-..x..x."),
        ("/search".into(), "-xxx.xx."),
        ("/coding/batches".into(), "-..x...."),
        ("/coding/orphans".into(), "-..x...."),
        ("/codebook".into(), "-..x..x."),
        ("/analysis".into(), "-..x..x."),
        ("/analysis?by=choice".into(), "-..x..x."),
        ("/analysis/pairs".into(), "-..x..x."),
        ("/analysis/agreement".into(), "-..x..x."),
        ("/analysis/answers".into(), "-..x..x."),
        ("/analysis/answers/answers.csv".into(), "-..x..x."),
        ("/interchange".into(), "-..x..x."),
        ("/interchange/codes.qdc".into(), "-..x..x."),
        ("/interchange/project.qdpx".into(), "-..x..x."),
        ("/excerpts".into(), "-..x.xx."),
        ("/excerpts/library".into(), "-..xxxx."),
        (excerpt.clone(), "-..xx.x."),
        ("/indicators".into(), "-..xx.x."),
        (indicator.clone(), "-..xx.x."),
        ("/images".into(), "-...x..."),
        ("/images/new".into(), "-...x..."),
        (image.clone(), "-...x..."),
        (format!("{image}/file"), "-...x.x."),
        ("/briefs".into(), "-...x.x."),
        ("/briefs/templates".into(), "-...x.x."),
        ("/briefs/templates/lawyers.ar".into(), "-...x.x."),
        (brief.clone(), "-...x..."),
        (format!("{brief}/issue"), "-...x..."),
        (format!("{brief}/review"), "-...x.x."),
        (format!("{brief}/versions/2"), "-...x.x."),
        (format!("{issue}/brief.html"), "-...x..."),
        (format!("{issue}/brief.pdf"), "-...x..."),
        (format!("{issue}/brief.docx"), "-...x..."),
        (format!("{issue}/brief.archive.pdf"), "-...x..."),
        (format!("{issue}/brief.md"), "-...x..."),
        ("/recalls".into(), "-...xxx."),
    ]
}

async fn answers(person: &Person, path: &str) -> char {
    let answer = person.get(path).await;
    match answer.status {
        StatusCode::OK => 'x',
        StatusCode::NOT_FOUND => '.',
        StatusCode::SEE_OTHER if answer.location() == "/sign-in" => '-',
        _ => '?',
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_page_opens_for_those_whose_desk_it_is_and_does_not_exist_for_others() {
    let job = Job::done(Ground::Sqlite).await;
    let mut cast = Vec::new();
    for (login, role) in CAST {
        cast.push(match role {
            None => job.house.nobody(),
            Some((role, site)) if login.ends_with('2') => job.house.cast(&format!("{login}-rif"), role, site).await,
            Some(_) => job.house.person(login).await,
        });
    }
    let (mut found, mut drawn) = (Vec::new(), Vec::new());
    for (path, expected) in table(&job) {
        let mut row = String::new();
        for person in &cast {
            row.push(answers(person, &path).await);
        }
        found.push(format!("{row} {path}"));
        drawn.push(format!("{expected} {path}"));
    }
    let (found, drawn) = (found.join("\n"), drawn.join("\n"));
    assert_eq!(found, drawn, "found, then drawn:\n{found}\n\n{drawn}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_programme_sees_nothing_of_this_one() {
    let job = Job::done(Ground::Sqlite).await;
    for role in [
        Role::NationalCoordinator,
        Role::Analyst,
        Role::AdvocacyOfficer,
        Role::PanelChair,
    ] {
        let (_, stranger) = job
            .house
            .second_programme(&format!("rif-{role:?}").to_lowercase(), role)
            .await;
        for (path, _) in table(&job)
            .into_iter()
            .filter(|(path, _)| path.split(['/', '=']).any(|part| part.len() == 32))
        {
            assert_eq!(answers(&stranger, &path).await, '.', "{role:?} {path}");
        }
    }
}
