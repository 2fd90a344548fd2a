//! Selection panels: from the code on the wall to the record on paper. Here the people who sit there; a file a behaviour.

mod any_order;
mod any_order_secret;
mod code;
mod consent;
mod counting;
mod fairness;
mod hands;
mod levels;
pub mod live;
mod methods;
mod minutes;
mod national;
mod path;
mod pictures;
mod reading;
mod record;
mod rights;
mod seats;
mod secret;
mod together;
mod votes;

use axum::http::StatusCode;
use method::policy::Role;
use tests::{Answer, House, Person, borrowed, with};

/// Eight words and more, as a reason must have.
pub const WHY: &str = "Elle va seule au tribunal et accompagne maintenant une voisine";

/// A panel at a site with those who sit there.
pub struct Table {
    /// The chair, Latifa.
    pub latifa: Person,
    /// Who recorded the stories.
    pub ilham: Person,
    /// `/panels/…`.
    pub panel: String,
    /// The ids of the stories, in the order of their titles.
    pub stories: Vec<String>,
    /// The guests.
    pub guests: Vec<Person>,
}

/// What a story's form holds that may be read in site panels and in the national one.
pub async fn told(house: &House, title: &str) -> Vec<(&'static str, String)> {
    let mut answers = with(&house.aminas_story().await, "title", title);
    answers.push(("p2", "yes".into()));
    answers.push(("p3", "yes".into()));
    answers.push(("read_back", "yes".into()));
    answers
}

/// Records a story; its id.
pub async fn recorded(person: &Person, answers: &[(&'static str, String)]) -> String {
    let answer = person.post("/stories/new", &borrowed(answers)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().trim_start_matches("/stories/").to_owned()
}

/// Asks for a panel of the first domain at a place.
pub async fn ask_for_panel(house: &House, chair: &Person, place: &str) -> Answer {
    ask_for_panel_by(house, chair, place, &[]).await
}

/// The same, with answers on the method.
pub async fn ask_for_panel_by(house: &House, chair: &Person, place: &str, method: &[(&str, &str)]) -> Answer {
    let overview = house.overview().await;
    let domain = overview.domains[0].domain.id.to_string();
    let level = overview.levels[usize::from(place == "all")].id;
    let place = format!("{level}-{place}");
    let mut answers = vec![("place", place.as_str()), ("domain", domain.as_str())];
    answers.extend(method);
    chair.post("/panels/new", &answers).await
}

/// The code on a console.
pub async fn code(chair: &Person, panel: &str) -> String {
    let page = chair.get(panel).await.body;
    let shown = regex::Regex::new(r#"aria-label="(\d \d \d \d \d \d)""#).expect("a pattern");
    let found = shown.captures(&page).unwrap_or_else(|| panic!("no code: {page}"));
    found[1].replace(' ', "")
}

/// Somebody who takes a seat.
pub async fn seated(house: &House, code: &str, category: &str) -> Person {
    let mut guest = house.nobody();
    let answer = guest.post("/join", &[("code", code), ("category", category)]).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/room"),
        "{}",
        answer.body
    );
    guest.keep(&answer);
    guest
}

/// A panel of two guests at a site, over all stories of a domain there, which chose the first two of these.
pub async fn first_two_chosen(
    house: &House,
    (recorder, chair): (&Person, &Person),
    (site, domain): (usize, usize),
    stories: Vec<String>,
) -> Table {
    let overview = house.overview().await;
    let place = format!("{}-{}", overview.levels[0].id, overview.sites[site].id);
    let domain = overview.domains[domain].domain.id.to_string();
    let opened = chair.post("/panels/new", &[("place", &place), ("domain", &domain)]).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let panel = opened.location().to_owned();
    let seat = code(chair, &panel).await;
    let guests = vec![seated(house, &seat, "survivor").await, seated(house, &seat, "staff").await];
    let table = Table {
        latifa: chair.clone(),
        ilham: recorder.clone(),
        panel,
        stories,
        guests,
    };
    table.done("start", &[]).await;
    table.heard().await;
    // A vote for each of two: both are chosen.
    table.round(&[0, 1]).await;
    let (first, second) = (table.stories[0].as_str(), table.stories[1].as_str());
    table.done("decide", &[("chosen", first), ("chosen", second)]).await;
    table.done("reason_1", &[("story", first), ("reason_1", WHY)]).await;
    table.done("reason_2", &[("story", second), ("reason_2", WHY)]).await;
    table.done("decline", &[]).await;
    table.done("close", &[]).await;
    table
}

impl Table {
    /// Ilham's stories with these titles, Latifa's panel over them, so many guests.
    pub async fn laid(house: &House, titles: &[&str], guests: usize) -> Self {
        Self::laid_by(house, titles, guests, &[]).await
    }

    /// The same, with answers on the method.
    pub async fn laid_by(house: &House, titles: &[&str], guests: usize, method: &[(&str, &str)]) -> Self {
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let latifa = house.cast("latifa", Role::PanelChair, Some(0)).await;
        let mut stories = Vec::new();
        for title in titles {
            stories.push(recorded(&ilham, &told(house, title).await).await);
        }
        let site = house.overview().await.sites[0].id.to_string();
        let opened = ask_for_panel_by(house, &latifa, &site, method).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
        let panel = opened.location().to_owned();
        let code = code(&latifa, &panel).await;
        let categories = ["survivor", "survivor", "peer_educator", "staff", "partner"];
        let mut table = Self {
            latifa,
            ilham,
            panel,
            stories,
            guests: Vec::new(),
        };
        for category in categories.iter().cycle().take(guests) {
            table.guests.push(seated(house, &code, category).await);
        }
        table
    }

    /// As [`Table::laid`], with every story read aloud and discussed and the vote open.
    pub async fn voting(house: &House, titles: &[&str], guests: usize) -> Self {
        let table = Self::laid(house, titles, guests).await;
        table.done("start", &[]).await;
        table.heard().await;
        table
    }

    /// Every story read aloud and discussed, the vote open.
    pub async fn heard(&self) {
        for story in &self.stories {
            self.done("read_aloud", &[("story", story)]).await;
            self.done("discuss", &[("story", story)]).await;
        }
        self.done("open_vote", &[]).await;
    }

    /// As [`Table::voting`], counted after one vote for each choice, from the first guest on.
    pub async fn counted(house: &House, titles: &[&str], choices: &[usize]) -> Self {
        let table = Self::voting(house, titles, choices.len()).await;
        table.round(choices).await;
        table
    }

    /// As [`Table::counted`], with a reason, and dissent declined, and closed.
    pub async fn closed(house: &House, titles: &[&str], choices: &[usize], chosen: usize) -> Self {
        let table = Self::counted(house, titles, choices).await;
        let story = table.stories[chosen].clone();
        table.done("reason_1", &[("story", &story), ("reason_1", WHY)]).await;
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        table
    }

    /// A step of the chair's.
    pub async fn step(&self, step: &str, more: &[(&str, &str)]) -> Answer {
        let mut answers = vec![("step", step)];
        answers.extend(more);
        self.latifa.post(&self.panel, &answers).await
    }

    /// A step of the chair's that is taken.
    pub async fn done(&self, step: &str, more: &[(&str, &str)]) {
        let answer = self.step(step, more).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{step}: {}", answer.body);
    }

    /// A vote of each guest, counted.
    pub async fn round(&self, choices: &[usize]) {
        for (guest, choice) in choices.iter().enumerate() {
            assert_eq!(self.vote(guest, *choice).await.location(), "/room");
        }
        self.done("count", &[]).await;
    }

    /// A guest's vote.
    pub async fn vote(&self, guest: usize, story: usize) -> Answer {
        let choice = &self.stories[story];
        self.guests[guest]
            .post("/room", &[("step", "vote"), ("choice", choice)])
            .await
    }
}
