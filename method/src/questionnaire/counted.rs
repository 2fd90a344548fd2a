//! Answers to extra questions, counted by groups of stories. Her words are never counted. What a story answers stands in one row, or is
//! no answer, so that the rows of a question add up to its stories; an option of several stands for itself, chosen or not. The
//! rows are laid out from the question alone, never from what was answered: that there is a row tells nothing.

use super::{Answer, Kind, Wording, is_said};
use crate::figures::{NotATable, PrintedRow, crossed};
use crate::language::InThree;
use chrono::{Datelike, NaiveDate};

/// Where numbers are parted: each row begins at one of these.
const NUMBERS: [i64; 9] = [0, 1, 2, 3, 5, 10, 20, 50, 100];
/// Years that have a row of their own, this one with them.
const YEARS: i32 = 5;

/// What is counted in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// An option.
    Option(InThree),
    /// A step of a scale.
    Step(u8),
    /// Numbers from the first to the second, both counted; without one they go on.
    Numbers(Option<i64>, Option<i64>),
    /// Days of this year.
    Year(i32),
    /// Days before this year.
    Before(i32),
    /// Days after this year.
    After(i32),
    /// An answer to the question as it was put before, that fits none of the rows.
    Otherwise,
    /// Stories without an answer.
    None,
}

/// A row as it may be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What is counted.
    pub of: Of,
    /// How many stories, group by group and in all.
    pub stories: PrintedRow,
}

/// The rows of a question; none where it is answered in words. Counts leave through [`crossed`], so that the tables of several questions
/// stand beside each other, by one kind of group and by another.
///
/// `answers` are all stories, each with the number of its group, below `groups`.
///
/// # Errors
/// [`NotATable`].
pub fn counted(
    wording: &Wording,
    today: NaiveDate,
    groups: usize,
    answers: &[(usize, Option<&Answer>)],
) -> Result<Option<Vec<Counted>>, NotATable> {
    let rows = rows(&wording.kind, today.year());
    match &wording.kind {
        Kind::Text => Ok(None),
        Kind::Several(_) => several(&rows, groups, answers).map(Some),
        _ => {
            let place = |answer: Option<&Answer>| match answer {
                Option::None => rows.len() - 1,
                Some(answer) => rows
                    .iter()
                    .position(|(place, of)| holds(*place, of, answer))
                    .unwrap_or(rows.len() - 2),
            };
            let counts = tally(
                rows.len(),
                groups,
                answers.iter().map(|(group, answer)| (*group, place(*answer))),
            );
            let printed = printed(rows.len(), groups, &counts)?;
            let row = |((_, of), stories)| Counted { of, stories };
            Ok(Some(rows.into_iter().zip(printed).map(row).collect()))
        }
    }
}

/// The rows of a kind of question, each with its place from 1; those without an answer last, before them what fits no other.
fn rows(kind: &Kind, year: i32) -> Vec<(u16, Of)> {
    let own: Vec<(u16, Of)> = match kind {
        Kind::Text => Vec::new(),
        Kind::Choice(options) | Kind::Several(options) => (1..)
            .zip(options)
            .filter(|(_, option)| is_said(option))
            .map(|(place, option)| (place, Of::Option(option.clone())))
            .collect(),
        Kind::Scale { steps, .. } => (1..=*steps).map(|step| (u16::from(step), Of::Step(step))).collect(),
        Kind::Number { .. } => {
            let ends = NUMBERS.iter().map(|begin| begin - 1).map(Some).chain([Option::None]);
            let begins = [Option::None].into_iter().chain(NUMBERS.map(Some));
            (1..)
                .zip(begins.zip(ends).map(|(begin, end)| Of::Numbers(begin, end)))
                .collect()
        }
        Kind::Date => {
            let years = (year - YEARS + 1..=year).map(Of::Year);
            (1..)
                .zip(
                    [Of::Before(year - YEARS + 1)]
                        .into_iter()
                        .chain(years)
                        .chain([Of::After(year)]),
                )
                .collect()
        }
    };
    own.into_iter().chain([(0, Of::Otherwise), (0, Of::None)]).collect()
}

/// Whether an answer stands in a row.
fn holds(place: u16, of: &Of, answer: &Answer) -> bool {
    match (of, answer) {
        (Of::Option(_), Answer::Choice(picked)) => picked.place == place,
        (Of::Option(_), Answer::Several(picked)) => picked.iter().any(|one| one.place == place),
        (Of::Step(step), Answer::Scale { step: said, .. }) => step == said,
        (Of::Numbers(least, most), Answer::Number(number)) => {
            least.is_none_or(|least| least <= *number) && most.is_none_or(|most| *number <= most)
        }
        (Of::Year(year), Answer::Date(day)) => day.year() == *year,
        (Of::Before(year), Answer::Date(day)) => day.year() < *year,
        (Of::After(year), Answer::Date(day)) => day.year() > *year,
        _ => false,
    }
}

/// Each option by itself: stories that chose it beside those that did not.
fn several(rows: &[(u16, Of)], groups: usize, answers: &[(usize, Option<&Answer>)]) -> Result<Vec<Counted>, NotATable> {
    let is_in = |place: u16, of: &Of, answer: Option<&Answer>| match (of, answer) {
        (Of::None, answer) => answer.is_none(),
        (Of::Otherwise, Some(answer)) => !rows.iter().any(|(place, of)| holds(*place, of, answer)),
        (of, answer) => answer.is_some_and(|answer| holds(place, of, answer)),
    };
    let one = |(place, of): &(u16, Of)| {
        let stands = answers
            .iter()
            .map(|(group, answer)| (*group, usize::from(!is_in(*place, of, *answer))));
        let stories = printed(2, groups, &tally(2, groups, stands))?.swap_remove(0);
        Ok(Counted { of: of.clone(), stories })
    };
    rows.iter().map(one).collect()
}

/// How many stand in each row of each group, the groups running faster.
fn tally(rows: usize, groups: usize, stands: impl Iterator<Item = (usize, usize)>) -> Vec<u64> {
    let mut counts = vec![0; rows * groups];
    for (group, row) in stands {
        if let Some(count) = counts.get_mut(row * groups + group).filter(|_| group < groups) {
            *count += 1;
        }
    }
    counts
}

fn printed(rows: usize, groups: usize, counts: &[u64]) -> Result<Vec<PrintedRow>, NotATable> {
    let crossed = crossed((rows, groups), counts, &[])?;
    let row = |row| crossed.within_first(row).map(|one| one.stories).ok_or(NotATable::Ragged);
    (0..rows).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Picked;
    use super::*;

    fn wording(kind: Kind) -> Wording {
        Wording {
            label: InThree::default(),
            hint: InThree::default(),
            kind,
        }
    }

    fn option(words: &str) -> InThree {
        InThree {
            fr: words.into(),
            ..InThree::default()
        }
    }

    fn picked(place: u16) -> Picked {
        Picked {
            place,
            words: String::new(),
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day")
    }

    /// What is printed of answers, each so many times in a group; rows without a story left out.
    fn shown(kind: Kind, groups: usize, answers: &[(usize, Option<Answer>, usize)]) -> Vec<(Of, Vec<String>)> {
        let all = answers
            .iter()
            .flat_map(|(group, answer, times)| std::iter::repeat_n((*group, answer.as_ref()), *times));
        let all: Vec<_> = all.collect();
        let rows = counted(&wording(kind), today(), groups, &all)
            .expect("a table")
            .expect("rows");
        let text = |row: Counted| {
            let numbers = row.stories.counts.iter().chain([&row.stories.total]);
            (row.of, numbers.map(ToString::to_string).collect::<Vec<_>>())
        };
        let rows = rows.into_iter().map(text);
        rows.filter(|(_, numbers)| numbers.iter().any(|one| one != "0")).collect()
    }

    #[test]
    fn options_steps_numbers_and_days_are_counted_by_group_and_words_are_not() {
        let options = vec![option("une amie"), InThree::default(), option("en ligne")];
        let choice = |place| Some(Answer::Choice(picked(place)));
        let rows = shown(
            Kind::Choice(options.clone()),
            2,
            &[
                (0, choice(1), 10),
                (0, choice(3), 20),
                (1, choice(1), 30),
                (1, choice(3), 7),
                (0, choice(2), 9),
                (1, None, 8),
            ],
        );
        let said = |row: &(Of, Vec<String>)| row.1.join(" ");
        assert_eq!(
            rows.iter().map(said).collect::<Vec<_>>(),
            ["10 30 40", "20 7 27", "9 0 9", "0 8 8"]
        );
        assert_eq!(rows[0].0, Of::Option(option("une amie")));
        assert_eq!((&rows[2].0, &rows[3].0), (&Of::Otherwise, &Of::None));

        let several = |places: &[u16]| Some(Answer::Several(places.iter().map(|place| picked(*place)).collect()));
        let rows = shown(
            Kind::Several(options),
            1,
            &[(0, several(&[1, 3]), 10), (0, several(&[1]), 10), (0, None, 5)],
        );
        assert_eq!(rows.iter().map(said).collect::<Vec<_>>(), ["20 20", "10 10", "5 5"]);

        let number = |number| Some(Answer::Number(number));
        let rows = shown(
            Kind::Number { least: None, most: None },
            1,
            &[
                (0, number(-3), 5),
                (0, number(0), 6),
                (0, number(4), 7),
                (0, number(3), 8),
                (0, number(100), 9),
            ],
        );
        let of = |row: &(Of, Vec<String>)| (row.0.clone(), row.1[0].clone());
        let expected = [
            (Of::Numbers(None, Some(-1)), "5"),
            (Of::Numbers(Some(0), Some(0)), "6"),
            (Of::Numbers(Some(3), Some(4)), "15"),
            (Of::Numbers(Some(100), None), "9"),
        ];
        assert_eq!(
            rows.iter().map(of).collect::<Vec<_>>(),
            expected.map(|(of, number)| (of, number.to_owned()))
        );

        let day = |year| NaiveDate::from_ymd_opt(year, 12, 31).map(Answer::Date);
        let rows = shown(
            Kind::Date,
            1,
            &[(0, day(2021), 5), (0, day(2022), 6), (0, day(2026), 7), (0, day(2027), 8)],
        );
        let expected = [Of::Before(2022), Of::Year(2022), Of::Year(2026), Of::After(2026)];
        assert_eq!(rows.into_iter().map(|(of, _)| of).collect::<Vec<_>>(), expected);
        let step = |step| {
            let (lowest, highest) = (String::new(), String::new());
            Some(Answer::Scale {
                step,
                of: 3,
                lowest,
                highest,
            })
        };
        let kind = Kind::Scale {
            steps: 3,
            lowest: InThree::default(),
            highest: InThree::default(),
        };
        assert_eq!(
            shown(kind, 1, &[(0, step(3), 9)]).remove(0),
            (Of::Step(3), vec!["9".to_owned(), "9".to_owned()])
        );

        let text = Answer::Text("Figuier".into());
        assert_eq!(counted(&wording(Kind::Text), today(), 1, &[(0, Some(&text))]), Ok(None));
    }

    #[test]
    fn a_small_count_is_hidden_with_what_would_give_it_away() {
        let choice = |place| Some(Answer::Choice(picked(place)));
        let options = vec![option("une amie"), option("en ligne")];
        let rows = shown(
            Kind::Choice(options),
            2,
            &[(0, choice(1), 2), (0, choice(2), 30), (1, choice(1), 40), (1, choice(2), 30)],
        );
        let cells: Vec<&str> = rows.iter().flat_map(|(_, row)| row[..2].iter().map(String::as_str)).collect();
        assert_eq!(cells[0], "•");
        assert!(
            cells[1..].iter().filter(|cell| **cell == "•").count() >= 3,
            "nor by subtraction: {rows:?}"
        );
    }

    #[test]
    fn rows_come_from_the_question_and_not_from_its_answers() {
        let kinds = [
            Kind::Choice(vec![option("a"), option("b")]),
            Kind::Several(vec![option("a"), option("b")]),
            Kind::Number { least: None, most: None },
            Kind::Date,
        ];
        let many = [
            Answer::Choice(picked(1)),
            Answer::Several(vec![picked(2)]),
            Answer::Number(7),
            Answer::Date(today()),
        ];
        for kind in kinds {
            let of = |answers: &[(usize, Option<&Answer>)]| {
                let rows = counted(&wording(kind.clone()), today(), 1, answers)
                    .expect("a table")
                    .expect("rows");
                rows.into_iter().map(|row| row.of).collect::<Vec<_>>()
            };
            let told: Vec<_> = many.iter().map(|answer| (0, Some(answer))).collect();
            assert_eq!(of(&[]), of(&told), "{kind:?}");
        }
    }
}
