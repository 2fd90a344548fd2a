//! The words with which a facilitator tells a group, in Darija, what a panel heard, whom it chose and why. They hold no name
//! and are read aloud; what the panel wrote stands in the language in which it was written, for her to say in her own words.

use crate::panel::{Category, Method};

/// What the script is made of.
pub struct Told<'a> {
    /// How many stories were heard.
    pub stories: usize,
    /// How many sat there, by category.
    pub members: Vec<(Category, usize)>,
    /// How they chose.
    pub method: &'a Method,
    /// Each chosen story: its title, where it may still be said, and why.
    pub chosen: Vec<(Option<&'a str>, Vec<&'a str>)>,
    /// Why none was chosen, where that is so and may still be said.
    pub why_none: Option<&'a str>,
    /// What has to be made clear first, where a story was sent back to its collector.
    pub question: Option<&'a str>,
    /// What those think who voted otherwise.
    pub views: Vec<&'a str>,
    /// By what they judged.
    pub criteria: Vec<&'a str>,
}

/// A line of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// A sentence in Darija, to be read as it stands.
    Say(String),
    /// What the panel wrote, in whatever language.
    Quote(&'a str),
}

/// The script, line by line.
pub fn script<'a>(told: &Told<'a>) -> Vec<Line<'a>> {
    let mut lines = vec![
        say("السلام عليكم، ومرحبا بيكم."),
        say("جينا اليوم باش نرجعو ليكم الخبر: شنو تقال على الحكايات ديالكم، وشكون اختار، وعلاش."),
        Line::Say(format!("تسمعات {} كاملة، من اللول حتى للخر.", stories(told.stories))),
        Line::Say(format!("اللي سمعو واختارو: {}.", members(&told.members))),
        Line::Say(format!("كيفاش اختارو: {}.", way(told.method))),
    ];
    if !told.criteria.is_empty() {
        lines.push(say("باش حكمو، شافو هاد الحوايج:"));
        lines.extend(told.criteria.iter().map(|criterion| Line::Quote(criterion)));
    }
    match told.chosen.len() {
        0 => lines.push(say("هاد المرة ما اختارو حتى حكاية. هادشي ماشي حيت الحكايات ما مزياناتش.")),
        1 => lines.push(say("الحكاية اللي اختاروها:")),
        _ => lines.push(say("الحكايات اللي اختاروهم:")),
    }
    if let Some(why) = told.why_none {
        lines.extend([say("وعلاش ما اختارو حتى وحدة:"), Line::Quote(why)]);
    }
    if let Some(question) = told.question {
        lines.extend([
            say("قبل ما يختارو، بغاو يفهمو حاجة مزيان فواحد الحكاية:"),
            Line::Quote(question),
        ]);
    }
    for (title, reasons) in &told.chosen {
        lines.push(title.map_or_else(|| say("حكاية اللي ما بقيناش نقدرو نقولو سميتها."), Line::Quote));
        lines.push(say("وعلاش اختاروها:"));
        lines.extend(reasons.iter().map(|reason| Line::Quote(reason)));
    }
    if !told.views.is_empty() {
        lines.push(say("كان حتى رأي آخر:"));
        lines.extend(told.views.iter().map(|view| Line::Quote(view)));
    }
    lines.extend([
        say("كل حكاية عندها القيمة ديالها، حتى اللي ما تختاراتش. ما كاينش شي وحدة حسن من شي وحدة."),
        say("شنو بان ليكم فهاد الاختيار؟ واش بحال هاكا كنتو غاتختارو نتوما؟"),
        say("واللي بغات تبدل رأيها فالحكاية ديالها، ولا تسحبها، تقدر فأي وقت، من أي عيادة. شكرا بزاف ليكم."),
    ]);
    lines
}

fn say<'a>(sentence: &str) -> Line<'a> {
    Line::Say(sentence.to_owned())
}

/// Arabic counts: one, two, three to ten, more.
fn counted(count: usize, one: &str, two: &str, few: &str, many: &str) -> String {
    match count {
        1 => one.to_owned(),
        2 => two.to_owned(),
        3..=10 => format!("{count} {few}"),
        _ => format!("{count} {many}"),
    }
}

fn stories(count: usize) -> String {
    counted(count, "حكاية وحدة", "جوج حكايات", "ديال الحكايات", "حكاية")
}

fn members(members: &[(Category, usize)]) -> String {
    let said: Vec<String> = members
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(category, count)| match category {
            Category::Survivor => counted(
                *count,
                "مرا ناجية وحدة",
                "جوج عيالات ناجيات",
                "ديال العيالات الناجيات",
                "مرا ناجية",
            ),
            Category::PeerEducator => counted(
                *count,
                "مثقفة قرينة وحدة",
                "جوج مثقفات قرينات",
                "ديال المثقفات القرينات",
                "مثقفة قرينة",
            ),
            Category::Staff => counted(*count, "واحد من الفريق", "جوج من الفريق", "من الفريق", "من الفريق"),
            Category::Partner => counted(*count, "شريك واحد", "جوج شركاء", "ديال الشركاء", "شريك"),
            Category::Donor => counted(*count, "ممول واحد", "جوج ممولين", "ديال الممولين", "ممول"),
        })
        .collect();
    said.join("، ")
}

fn way(method: &Method) -> &'static str {
    match method {
        Method::Majority => "كل واحد صوت، والحكاية اللي خدات كتر الأصوات هي اللي تختارات",
        Method::Iterative { .. } => "صوتو، وهضرو، وعاودو صوتو حتى تفاهمو",
        Method::Scoring(_) => "كل واحد عطا نقطة لكل حكاية، وجمعو النقط",
        Method::PreScoring(_) => "كل واحد عطا نقط، ومن بعد صوتو كاملين",
        Method::Negotiation => "هضرو وتفاهمو حتى اتفقو",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'a>(stories: usize, chosen: Vec<(Option<&'a str>, Vec<&'a str>)>) -> Told<'a> {
        Told {
            stories,
            members: vec![(Category::Survivor, 2), (Category::Staff, 1), (Category::Donor, 0)],
            method: &Method::Majority,
            chosen,
            why_none: None,
            question: None,
            views: Vec::new(),
            criteria: Vec::new(),
        }
    }

    fn text(told: &Told<'_>) -> String {
        let lines = script(told).into_iter().map(|line| match line {
            Line::Say(sentence) => sentence,
            Line::Quote(words) => format!("«{words}»"),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn it_says_why_none_was_chosen_and_what_is_asked_first() {
        let none = text(&Told {
            why_none: Some("Aucun récit n’est vérifié."),
            ..told(3, Vec::new())
        });
        assert!(
            none.contains("ما اختارو حتى حكاية") && none.contains("«Aucun récit n’est vérifié.»"),
            "{none}"
        );
        let back = text(&Told {
            question: Some("Quand était-ce ?"),
            ..told(3, Vec::new())
        });
        assert!(back.contains("بغاو يفهمو") && back.contains("«Quand était-ce ?»"), "{back}");
    }

    #[test]
    fn it_says_how_many_who_how_what_and_why() {
        let told = Told {
            views: vec!["Une autre pense au travail."],
            criteria: vec!["durable"],
            ..told(12, vec![(Some("Les papiers"), vec!["Elle existe maintenant."])])
        };
        let text = text(&told);
        for words in [
            "12 حكاية",
            "جوج عيالات ناجيات",
            "واحد من الفريق",
            "كتر الأصوات",
            "«Les papiers»",
            "«Elle existe maintenant.»",
            "رأي آخر",
            "«durable»",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
        assert!(!text.contains("ممول"), "nobody of a donor sat there");
    }

    #[test]
    fn counts_are_said_as_darija_says_them() {
        let said = [1, 2, 3, 10, 11].map(stories);
        assert_eq!(
            said,
            ["حكاية وحدة", "جوج حكايات", "3 ديال الحكايات", "10 ديال الحكايات", "11 حكاية"]
        );
    }

    #[test]
    fn no_story_and_a_withdrawn_one_are_said_as_such() {
        assert!(text(&told(3, Vec::new())).contains("ما اختارو حتى حكاية"));
        let withdrawn = text(&told(3, vec![(None, Vec::new()), (Some("Deux"), Vec::new())]));
        assert!(withdrawn.contains("ما بقيناش نقدرو نقولو سميتها") && withdrawn.contains("اللي اختاروهم"));
    }

    #[test]
    fn every_way_of_choosing_has_its_words() {
        let scale = crate::panel::Scale::new(5, Vec::new()).unwrap();
        let ways = [
            Method::Majority,
            Method::Iterative { most_rounds: 3 },
            Method::Scoring(scale.clone()),
            Method::PreScoring(scale),
            Method::Negotiation,
        ];
        let said: std::collections::BTreeSet<_> = ways.iter().map(way).collect();
        assert_eq!(said.len(), ways.len());
    }
}
