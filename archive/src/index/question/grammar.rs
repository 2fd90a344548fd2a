//! How the parts of a question are joined: NOT before AND before OR, as in every language that has them; what is not joined by a
//! word is joined by AND. A bracket too many, or an operator without anything behind it, means nothing.

use super::parts::Token;
use super::{Join, Part};

/// How deep brackets are read; those within are none.
const DEPTH: usize = 12;

/// The parts, each once, and how they are joined.
pub(super) fn read(tokens: Vec<Token>) -> (Vec<Part>, Join) {
    let mut reading = Reading {
        tokens: tokens.into_iter().peekable(),
        parts: Vec::new(),
        depth: 0,
    };
    let mut all = Vec::new();
    loop {
        all.extend(reading.any());
        // What is left begins with a closing bracket that nothing opened.
        if reading.tokens.next().is_none() {
            break;
        }
    }
    let join = flat(all, Join::All).unwrap_or(Join::All(Vec::new()));
    (reading.parts, join)
}

struct Reading {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    parts: Vec<Part>,
    depth: usize,
}

impl Reading {
    fn any(&mut self) -> Option<Join> {
        let mut ways: Vec<Join> = self.all().into_iter().collect();
        while self.tokens.next_if_eq(&Token::Or).is_some() {
            ways.extend(self.all());
        }
        flat(ways, Join::Any)
    }

    fn all(&mut self) -> Option<Join> {
        let mut all = Vec::new();
        loop {
            while self.tokens.next_if_eq(&Token::And).is_some() {}
            match self.tokens.peek() {
                None | Some(Token::Or | Token::Close) => return flat(all, Join::All),
                Some(_) => all.extend(self.one()),
            }
        }
    }

    /// One part, what a bracket holds, or the opposite of either.
    fn one(&mut self) -> Option<Join> {
        let mut is_unwanted = false;
        // "AND NOT x", "- - x": said twice is said once.
        while self.tokens.next_if_eq(&Token::Not).is_some() {
            is_unwanted = true;
        }
        let one = match self.tokens.peek() {
            Some(Token::Open) => self.bracket(),
            Some(Token::Part(_)) => self.part(),
            _ => None,
        }?;
        Some(if is_unwanted { Join::Not(Box::new(one)) } else { one })
    }

    fn bracket(&mut self) -> Option<Join> {
        self.tokens.next();
        if self.depth == DEPTH {
            return self.one();
        }
        self.depth += 1;
        let within = self.any();
        self.depth -= 1;
        self.tokens.next_if_eq(&Token::Close);
        within
    }

    fn part(&mut self) -> Option<Join> {
        let Some(Token::Part(part)) = self.tokens.next() else {
            return None;
        };
        let number = self.parts.iter().position(|known| *known == part).unwrap_or_else(|| {
            self.parts.push(part);
            self.parts.len() - 1
        });
        Some(Join::Part(number))
    }
}

/// One alone needs no joining; the same twice is once.
fn flat(all: Vec<Join>, join: impl Fn(Vec<Join>) -> Join) -> Option<Join> {
    let mut each: Vec<Join> = Vec::with_capacity(all.len());
    for one in all {
        if !each.contains(&one) {
            each.push(one);
        }
    }
    if each.len() > 1 { Some(join(each)) } else { each.pop() }
}
