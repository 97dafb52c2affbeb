//! A place in the text of a scenario.

use serde::de::IgnoredAny;

use crate::json;
use crate::scenario::Problem;

/// The text that has not been read yet.
#[derive(Debug)]
pub(super) struct Cursor<'t> {
    rest: &'t str,
    /// The line of the next character, from 1.
    pub(super) line: usize,
}

impl<'t> Cursor<'t> {
    /// A byte order mark before the text is passed over.
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: json::without_mark(text), line: 1 }
    }

    pub(super) const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next word of the line, or `None` at its end or at a comment.
    pub(super) fn word(&mut self) -> Option<&'t str> {
        self.skip_blanks();
        if self.rest.starts_with('#') { None } else { self.any_word() }
    }

    /// The next word of the line, where `#` may be the key of the telephone.
    pub(super) fn key(&mut self) -> Option<&'t str> {
        self.skip_blanks();
        self.any_word()
    }

    /// Whether a body begins here, with or without a byte order mark.
    pub(super) fn is_at_body(&mut self) -> bool {
        self.skip_blanks();
        json::without_mark(self.rest).starts_with('{')
    }

    /// The JSON value that begins here, over as many lines as it takes.
    pub(super) fn body(&mut self) -> Result<&'t str, Problem> {
        let json = json::without_mark(self.rest);
        let mark = self.rest.len().saturating_sub(json.len());
        let mut values = serde_json::Deserializer::from_str(json).into_iter::<IgnoredAny>();
        match values.next() {
            Some(Err(error)) => {
                self.line = self.line.saturating_add(error.line().saturating_sub(1));
                Err(Problem::Body { message: json::message(&error) })
            }
            _ => Ok(self.take(values.byte_offset().saturating_add(mark))),
        }
    }

    /// Goes on to the next line, over a comment.
    pub(super) fn end_line(&mut self) -> Result<(), Problem> {
        if let Some(word) = self.word() {
            return Err(Problem::Extra { word: word.to_owned() });
        }
        let comment = self.rest.find('\n').map_or(self.rest.len(), |end| end.saturating_add(1));
        self.take(comment);
        Ok(())
    }

    fn any_word(&mut self) -> Option<&'t str> {
        let end = self.rest.find(char::is_whitespace).unwrap_or(self.rest.len());
        (end > 0).then(|| self.take(end))
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.line = self.line.saturating_add(taken.matches('\n').count());
        taken
    }
}
