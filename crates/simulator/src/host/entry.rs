//! What the host passes to its session in one go.

use media_queue::Time;
use media_queue::journal::{self, SessionInput, SessionLine};
use serde::{Deserialize, Serialize};

use crate::request::{Context, HttpRequest};

/// An input of the session.
pub(crate) type Input = SessionInput<Context, String>;

/// What belongs together: one write of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) at: Time,
    /// The request that it comes from, if it comes from one.
    pub(crate) http: Option<HttpRequest>,
    /// The operation that the host cancels, if it cancels one.
    pub(crate) drop: Option<String>,
    pub(crate) inputs: Vec<journal::Entry<Input>>,
}

impl Entry {
    pub(crate) fn of(at: Time, inputs: Vec<journal::Entry<Input>>) -> Self {
        Self { at, http: None, drop: None, inputs }
    }
}

/// An entry as it is stored. `L` is one line of the library's journal.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored<H, L> {
    at: Time,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    http: Option<H>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    drop: Option<String>,
    inputs: Vec<L>,
}

/// The default of an absent member, without a bound on its type.
const fn none<T>() -> Option<T> {
    None
}

impl Serialize for Entry {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let lines = self.inputs.iter().map(|entry| match entry {
            journal::Entry::Input(at, input) => SessionLine::input(*at, input),
            journal::Entry::HangUp(at) => SessionLine::hang_up(*at),
        });
        let stored = Stored {
            at: self.at,
            http: self.http.as_ref(),
            drop: self.drop.clone(),
            inputs: lines.collect(),
        };
        stored.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = Stored::<_, SessionLine<Context, String>>::deserialize(deserializer)?;
        let Stored { at, http, drop, inputs } = stored;
        let inputs = inputs.into_iter().map(SessionLine::into_entry).collect();
        Ok(Self { at, http, drop, inputs })
    }
}
