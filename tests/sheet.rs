//! What the form of a page would send if it were sent as it stands, and answers changed by hand.

use regex::Regex;

/// Answers of a form.
pub type Answers = Vec<(String, String)>;

/// The answers of the form that posts to `action`, in the order of the page; buttons are not pressed.
pub fn sheet(body: &str, action: &str) -> Answers {
    let form = body
        .split("<form")
        .find(|form| attribute(form.split('>').next().unwrap_or_default(), "action").as_deref() == Some(action))
        .unwrap_or_else(|| panic!("no form posts to {action}"));
    let form = form.split("</form>").next().unwrap_or_default();
    let control =
        Regex::new(r"(?s)<input[^>]*>|<textarea[^>]*>.*?</textarea>|<select[^>]*>.*?</select>").expect("a pattern");
    let mut answers = Vec::new();
    for found in control.find_iter(form) {
        let tag = found.as_str();
        let head = tag.split('>').next().unwrap_or_default();
        let Some(name) = attribute(head, "name") else { continue };
        let kind = attribute(head, "type").unwrap_or_default();
        if ["radio", "checkbox"].contains(&kind.as_str()) && !head.contains(" checked") {
            continue;
        }
        let value = if tag.starts_with("<textarea") {
            let inside = tag
                .split_once('>')
                .map_or("", |(_, rest)| rest.trim_end_matches("</textarea>"));
            plain(inside.trim_start_matches('\n'))
        } else if tag.starts_with("<select") {
            let mut options = tag.split("<option").skip(1);
            let first = options.clone().next().unwrap_or_default();
            let chosen = options.find(|option| option.split('>').next().unwrap_or_default().contains(" selected"));
            attribute(chosen.unwrap_or(first), "value").unwrap_or_default()
        } else {
            attribute(head, "value").unwrap_or_default()
        };
        answers.push((name, value));
    }
    answers
}

/// Answers with another value for the `nth` of a name; added where there are fewer.
pub fn changed(answers: &Answers, name: &str, nth: usize, value: &str) -> Answers {
    let mut answers = answers.clone();
    let found = answers.iter_mut().filter(|(one, _)| one == name).nth(nth);
    match found {
        Some((_, old)) => value.clone_into(old),
        None => answers.push((name.to_owned(), value.to_owned())),
    }
    answers
}

/// Every answer of a name.
pub fn all<'a>(answers: &'a Answers, name: &str) -> Vec<&'a str> {
    let named = answers.iter().filter(|(one, _)| one == name);
    named.map(|(_, value)| value.as_str()).collect()
}

/// Answers, for a person to send.
pub fn sent(answers: &Answers) -> Vec<(&str, &str)> {
    answers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| plain(value))
}

fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&")
}
