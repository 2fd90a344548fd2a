use super::*;
use crate::id::{LayerId, PanelId, SeatId};
use crate::panel::{Category, Choice, Closing, Considered, Method, Outcome, Panel, Rules, TextVersion, VersionHash};
use chrono::{TimeZone, Utc};
use proptest::prelude::*;
use uuid::Uuid;

const WHY: &str = "Elle va seule au tribunal et accompagne maintenant une voisine";

fn level(n: u128) -> LevelId {
    LevelId::new(Uuid::from_u128(n))
}

fn story(n: u128) -> StoryId {
    StoryId::new(Uuid::from_u128(n))
}

fn station(n: u128, reach: Reach, passes: &[(u128, Passing)]) -> Station {
    let label = InThree {
        fr: format!("Niveau {n}"),
        ..InThree::default()
    };
    let pass = |(from, what): &(u128, Passing)| Pass {
        from: level(*from),
        what: *what,
    };
    Station {
        id: level(n),
        label,
        reach,
        text: ReadText::Newest,
        passes: passes.iter().map(pass).collect(),
    }
}

/// A panel over some stories that was closed by a show of so many votes for each; what it chose.
fn closed(stories: &[StoryId], votes: &[(StoryId, usize)], choice: Choice) -> Panel {
    let considered = |story: &StoryId| Considered {
        story: *story,
        text: TextVersion {
            layer: LayerId::new(story.uuid()),
            hash: VersionHash([7; 32]),
        },
    };
    let rules = Rules::new(Method::Majority, 8).expect("in bounds");
    let id = PanelId::new(Uuid::from_u128(7));
    let mut panel = Panel::gather(id, stories.iter().map(considered).collect(), rules).expect("different stories");
    let at = Utc.with_ymd_and_hms(2026, 3, 8, 10, 0, 0).single().expect("a time");
    let ballots: Vec<StoryId> = votes
        .iter()
        .flat_map(|(story, count)| std::iter::repeat_n(*story, *count))
        .collect();
    let seat = |n: usize| SeatId::new(Uuid::from_u128(1_000_000 + n as u128));
    for n in 0..ballots.len() {
        panel.join(seat(n), Category::Staff).expect("gathering");
    }
    panel.start_hearing(at).expect("people are there");
    for story in stories {
        panel.read_aloud(*story).expect("hearing");
        panel.discuss(*story).expect("hearing");
    }
    panel.open_vote().expect("all discussed");
    for (n, choice) in ballots.iter().enumerate() {
        panel.vote(seat(n), *choice).expect("one vote each");
    }
    panel.close_vote(Closing::AllVoted).expect("votes are there");
    panel.decide(choice).expect("the count carries it");
    let chosen = match &panel {
        Panel::Reasoning(reasoning) => reasoning.outcome().map(Outcome::stories).unwrap_or_default(),
        _ => Vec::new(),
    };
    for story in chosen {
        panel.give_reason(story, WHY).expect("long enough");
    }
    // Asked for only where a minority is.
    let _ = panel.decline_dissent();
    let _ = panel.explain(WHY);
    panel.close(at).expect("all is said");
    panel
}

fn on(what: Passing, panel: &Panel) -> Vec<StoryId> {
    passed(what, panel.record().expect("closed"))
}

#[test]
fn a_plan_is_refused_where_stories_could_not_flow() {
    use Passing::{All, Chosen, First};
    let site = |n, passes: &[_]| station(n, Reach::Site, passes);
    let whole = |n, passes: &[_]| station(n, Reach::Programme, passes);
    let mut nameless = site(1, &[]);
    nameless.label.fr = " ".into();
    let mut long = site(1, &[]);
    long.label.fr = "a".repeat(LEVEL_LETTERS + 1);
    let cases: [(Vec<Station>, PlanRefused); 11] = [
        (vec![], PlanRefused::Empty),
        ((1..10).map(|n| site(n, &[])).collect(), PlanRefused::TooMany),
        (vec![nameless], PlanRefused::NoName),
        (vec![long], PlanRefused::NoName),
        (vec![site(1, &[]), site(1, &[])], PlanRefused::Twice),
        (vec![site(1, &[]), whole(2, &[(1, All), (1, Chosen)])], PlanRefused::Twice),
        (vec![site(1, &[(9, All)])], PlanRefused::Unknown),
        (vec![whole(1, &[(1, All)])], PlanRefused::Circle),
        (vec![whole(1, &[(2, All)]), whole(2, &[(1, All)])], PlanRefused::Circle),
        (vec![whole(1, &[]), site(2, &[(1, Chosen)])], PlanRefused::Downwards),
        (vec![site(1, &[]), whole(2, &[(1, First { most: 0 })])], PlanRefused::Number),
    ];
    for (stations, refused) in cases {
        assert_eq!(Plan::new(stations), Err(refused));
    }
    let json = r#"[{"id":"00000000000000000000000000000001","label":{"fr":"","ar":"","en":""},"reach":"site"}]"#;
    assert!(serde_json::from_str::<Plan>(json).is_err(), "nor is one read that is none");
}

#[test]
fn ranks_count_the_longest_way_and_what_lies_below_is_known() {
    let plan = Plan::new(vec![
        station(1, Reach::Site, &[]),
        station(2, Reach::Site, &[]),
        station(3, Reach::Programme, &[(1, Passing::Chosen), (2, Passing::Chosen)]),
        station(4, Reach::Programme, &[(3, Passing::Chosen), (1, Passing::All)]),
    ]);
    let plan = plan.expect("a plan");
    assert_eq!([1, 2, 3, 4].map(|n| plan.rank(level(n))), [1, 1, 2, 3]);
    assert_eq!(plan.below(level(4)), [1, 2, 3].map(level).into());
    assert!(plan.below(level(1)).is_empty());
    let above: Vec<_> = plan.above(level(1)).map(|(station, what)| (station.id, what)).collect();
    assert_eq!(above, [(level(3), Passing::Chosen), (level(4), Passing::All)]);
    assert_eq!(plan.above(level(4)).count(), 0);
}

#[test]
fn without_a_plan_of_its_own_each_level_hears_what_the_one_below_chose() {
    let levels = [(1, Reach::Site), (2, Reach::Programme)].map(|(rank, reach)| Level {
        id: level(u128::from(rank)),
        rank,
        label: InThree {
            fr: "Comité".into(),
            ..InThree::default()
        },
        reach,
    });
    let plan = Plan::of_levels(&levels).expect("a plan");
    assert!(plan.stations()[0].passes.is_empty());
    let chosen = Pass {
        from: level(1),
        what: Passing::Chosen,
    };
    assert_eq!(plan.stations()[1].passes, [chosen]);
    assert_eq!(Plan::of_levels(&[]), Err(PlanRefused::Empty));
}

#[test]
fn a_panel_passes_on_what_it_chose_or_the_first_so_many_or_all() {
    let all: Vec<StoryId> = (1..=5).map(story).collect();
    let panel = closed(
        &all,
        &[(story(1), 3), (story(2), 2), (story(3), 1), (story(4), 1)],
        Choice::One(story(1)),
    );
    assert_eq!(on(Passing::Chosen, &panel), [story(1)]);
    assert_eq!(on(Passing::First { most: 2 }, &panel), [story(1), story(2)]);
    // Three would part the tied: they go on together. Nobody voted for the fifth.
    for most in [3, 4, 9] {
        assert_eq!(on(Passing::First { most }, &panel), all[..4], "{most}");
    }
    assert_eq!(on(Passing::All, &panel), all);
}

#[test]
fn a_panel_that_chose_none_passes_none_on_but_where_all_go() {
    let all: Vec<StoryId> = (1..=2).map(story).collect();
    let none = Choice::NoStory("Aucun n’est assez sûr pour aller plus loin".into());
    let panel = closed(&all, &[(story(1), 2), (story(2), 1)], none);
    assert!(on(Passing::Chosen, &panel).is_empty() && on(Passing::First { most: 3 }, &panel).is_empty());
    assert_eq!(on(Passing::All, &panel), all);
}

#[test]
fn a_withdrawn_story_goes_no_further() {
    let all: Vec<StoryId> = (1..=3).map(story).collect();
    let mut panel = closed(&all, &[(story(1), 2), (story(2), 1)], Choice::One(story(1)));
    panel.without(story(2)).expect("it was there");
    assert_eq!(on(Passing::First { most: 2 }, &panel), [story(1)]);
    assert_eq!(on(Passing::All, &panel), [story(1), story(3)]);
}

/// Target 10 (Victoria 1998–99): 134 stories in 15 project meetings, 24 to the statewide committee, 5 to the round table. How
/// many each meeting heard and passed on is ours; the sums are those of the published round.
#[test]
fn the_round_of_target_10_narrows_134_stories_to_24_and_to_5() {
    let plan = Plan::new(vec![
        station(1, Reach::Site, &[]),
        station(2, Reach::Programme, &[(1, Passing::Chosen)]),
        station(3, Reach::Programme, &[(2, Passing::First { most: 5 })]),
    ]);
    let plan = plan.expect("a plan");
    let stories: Vec<StoryId> = (1..=134).map(story).collect();
    let meetings: Vec<Panel> = stories
        .chunks(9)
        .enumerate()
        .map(|(number, heard)| match number {
            0..9 => closed(heard, &[(heard[0], 2), (heard[1], 2)], Choice::Two(heard[0], heard[1])),
            _ => closed(heard, &[(heard[0], 3)], Choice::One(heard[0])),
        })
        .collect();
    assert_eq!(meetings.len(), 15);
    let goes = |to: u128| plan.station(level(to)).expect("a level").passes[0].what;
    let before_the_committee: Vec<StoryId> = meetings.iter().flat_map(|panel| on(goes(2), panel)).collect();
    assert_eq!(before_the_committee.len(), 24);
    let up = &before_the_committee;
    let votes = [(up[3], 4), (up[0], 3), (up[20], 2), (up[7], 1), (up[11], 1)];
    let committee = closed(up, &votes, Choice::One(up[3]));
    let before_the_table = on(goes(3), &committee);
    assert_eq!(before_the_table, [up[3], up[0], up[20], up[7], up[11]].to_vec());
    // 17.9 % and 3.7 % of what was told.
    let share = |part: usize| (part * 1000 + 67) / 134;
    assert_eq!((share(24), share(5)), (179, 37));
}

fn plans() -> impl Strategy<Value = Vec<Station>> {
    let pass = (
        0u128..5,
        prop_oneof![
            Just(Passing::Chosen),
            (0u8..22).prop_map(|most| Passing::First { most }),
            Just(Passing::All)
        ],
    );
    let one = (any::<bool>(), prop::collection::vec(pass, 0..3));
    prop::collection::vec(one, 0..5).prop_map(|all| {
        let numbered = (0u128..).zip(all);
        let station = |(n, (at_site, passes)): (u128, (bool, Vec<(u128, Passing)>))| {
            station(n, if at_site { Reach::Site } else { Reach::Programme }, &passes)
        };
        numbered.map(station).collect()
    })
}

proptest! {
    #[test]
    fn in_every_plan_stories_come_from_below_and_never_from_itself(stations in plans()) {
        if let Ok(plan) = Plan::new(stations) {
            for station in plan.stations() {
                prop_assert!(!plan.below(station.id).contains(&station.id));
                for pass in &station.passes {
                    prop_assert!(plan.rank(pass.from) < plan.rank(station.id));
                }
            }
            prop_assert!(plan.stations().iter().any(|station| station.passes.is_empty()), "some level hears what was told");
            let json = serde_json::to_string(&plan).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<Plan>(&json).expect("the same"), plan);
        }
    }

    #[test]
    fn more_places_never_take_a_story_away(votes in prop::collection::vec(1usize..4, 1..6), most in 1u8..8) {
        let stories: Vec<StoryId> = (1..=votes.len() as u128).map(story).collect();
        let cast: Vec<(StoryId, usize)> = stories.iter().copied().zip(votes.iter().copied()).collect();
        let best = cast.iter().map(|one| one.1).max().unwrap_or(0);
        let leader = cast.iter().find(|one| one.1 == best).expect("a leader").0;
        let panel = closed(&stories, &cast, Choice::One(leader));
        let fewer: BTreeSet<_> = on(Passing::First { most }, &panel).into_iter().collect();
        let more: BTreeSet<_> = on(Passing::First { most: most + 1 }, &panel).into_iter().collect();
        prop_assert!(fewer.is_subset(&more) && fewer.contains(&leader));
        // Whoever stays behind has fewer votes than each who goes on.
        let number = |story: &StoryId| cast.iter().find(|one| one.0 == *story).map_or(0, |one| one.1);
        for behind in stories.iter().filter(|story| !fewer.contains(story)) {
            prop_assert!(fewer.iter().all(|gone| number(gone) > number(behind) || *gone == leader));
        }
    }
}

/// A secret vote of so many on a tablet; as [`closed`].
fn closed_in_secret(stories: &[StoryId], votes: &[usize], blank: usize) -> Panel {
    let considered = |story: &StoryId| Considered {
        story: *story,
        text: TextVersion {
            layer: LayerId::new(story.uuid()),
            hash: VersionHash([7; 32]),
        },
    };
    let rules = Rules::new(Method::Majority, 8).and_then(Rules::secretly).expect("majority");
    let id = PanelId::new(Uuid::from_u128(7));
    let mut panel = Panel::gather(id, stories.iter().map(considered).collect(), rules).expect("different stories");
    let at = Utc.with_ymd_and_hms(2026, 3, 8, 10, 0, 0).single().expect("a time");
    let seats = votes.iter().sum::<usize>() + blank;
    for n in 0..seats {
        let seat = SeatId::new(Uuid::from_u128(1_000_000 + n as u128));
        panel.join(seat, Category::Staff).expect("gathering");
    }
    panel.start_hearing(at).expect("people are there");
    for story in stories {
        panel.read_aloud(*story).expect("hearing");
        panel.discuss(*story).expect("hearing");
    }
    panel.open_vote().expect("all discussed");
    let count = stories.iter().copied().zip(votes.iter().copied()).collect();
    panel.enter_tablet(&count, blank).expect("all have voted");
    panel.confirm_visits(seats).expect("so many");
    panel.decide(Choice::One(stories[0])).expect("it leads");
    panel.give_reason(stories[0], WHY).expect("long enough");
    let _ = panel.decline_dissent();
    let _ = panel.explain(WHY);
    panel.close(at).expect("all is said");
    panel
}

proptest! {
    /// Whether all agreed or all but one did, a secret vote that shows no count passes the same on: a lone dissenter looks like nobody.
    #[test]
    fn the_first_so_many_of_a_hidden_count_tell_no_vote(seats in 3..12_usize, most in 1..4_u8, other in 1..3_usize) {
        let stories: Vec<_> = (1..=3).map(story).collect();
        let what = Passing::First { most };
        let mut one = [seats - 1, 0, 0];
        one[other] = 1;
        let agreed = on(what, &closed_in_secret(&stories, &[seats, 0, 0], 0));
        prop_assert_eq!(&agreed, &on(what, &closed_in_secret(&stories, &one, 0)));
        prop_assert_eq!(agreed, vec![stories[0]]);
    }
}

#[test]
fn the_first_so_many_go_on_where_a_secret_count_may_be_shown() {
    let stories: Vec<_> = (1..=3).map(story).collect();
    let panel = closed_in_secret(&stories, &[5, 3, 0], 0);
    assert_eq!(on(Passing::First { most: 2 }, &panel), stories[..2]);
}
