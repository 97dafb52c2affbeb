//! The `key=value` words of a line.

use crate::scenario::Problem;

/// The pairs that have not been taken yet.
#[derive(Default)]
pub(super) struct Pairs<'t>(Vec<(&'static str, &'t str)>);

impl<'t> Pairs<'t> {
    /// Adds a word of the line. `more` are keys that every request has, so no message lists
    /// them beside others.
    pub(super) fn add(
        &mut self,
        word: &'t str,
        keys: &'static [&'static str],
        more: &'static [&'static str],
    ) -> Result<(), Problem> {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        let known = keys.iter().chain(more).find(|&&known| known == key);
        let Some(&key) = known else {
            let expected = if keys.is_empty() { more } else { keys };
            return Err(Problem::Unknown { word: key.to_owned(), expected });
        };
        if self.0.iter().any(|&(other, _)| other == key) {
            return Err(Problem::Twice { key });
        }
        self.0.push((key, value));
        Ok(())
    }

    /// The key of the first pair that has not been taken.
    pub(super) fn first(&self) -> Option<&'static str> {
        self.0.first().map(|&(key, _)| key)
    }

    pub(super) fn take(&mut self, key: &str) -> Option<&'t str> {
        let index = self.0.iter().position(|&(other, _)| other == key)?;
        Some(self.0.remove(index).1)
    }

    pub(super) fn read<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Result<Option<T>, Problem> {
        self.take(key).map(read).transpose()
    }
}
