//! The record of a call: what is printed of it.

use media_queue::{Millis, OperationId, Step, Time};

use crate::asked::Http;
use crate::event::{Event, Outcome, What};
use crate::scenario::Plays;

/// All that is told of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// What followed, in order.
    pub(crate) events: Vec<Event>,
    /// The HTTP of it, in order.
    pub(crate) messages: Vec<Message>,
    /// Its operations, subscriptions and cancels, in the order of their requests.
    pub(crate) tracks: Vec<Track>,
    /// What the caller and the network did.
    pub(crate) marks: Vec<(Time, Mark)>,
    /// When the last thing happened.
    pub(crate) end: Time,
}

/// An HTTP request and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    /// When.
    pub(crate) at: Time,
    /// Which way.
    pub(crate) direction: Direction,
    /// The path of the request.
    pub(crate) path: String,
    /// The body of the request.
    pub(crate) body: String,
    /// The answer.
    pub(crate) answer: Answer,
}

/// Who sends a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// The application.
    In,
    /// The host, to the application's callback.
    Out,
}

/// The answer to an HTTP request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Its status line.
    pub(crate) status: &'static str,
    /// Its `Location`.
    pub(crate) location: Option<String>,
    /// Its body.
    pub(crate) body: Option<String>,
}

/// What one request came to, over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Track {
    /// What the scenario calls it.
    pub(crate) name: String,
    /// When it was asked for.
    pub(crate) asked: Time,
    /// What it is.
    pub(crate) kind: TrackKind,
}

/// What a track shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TrackKind {
    /// A play or a record.
    Operation {
        /// Its id in the queue.
        id: OperationId,
        /// What the engine did for it.
        spans: Vec<Span>,
        /// How it ended, and when, a recording where it is to be cut.
        end: Option<(Time, Outcome)>,
    },
    /// A tone subscription: the tones it was told.
    Subscription {
        /// Each key, and when.
        tones: Vec<(Time, char)>,
        /// When it ended.
        end: Option<Time>,
    },
    /// A cancel.
    Cancel,
    /// A refused request.
    Refused(String),
}

/// A step, as the engine carried it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The step.
    pub(crate) step: Step,
    /// What is heard or recorded.
    pub(crate) label: String,
    /// What it is.
    pub(crate) media: Media,
    /// When the engine was told to start it.
    pub(crate) from: Time,
    /// When it had begun.
    pub(crate) begun: Option<Time>,
    /// When it had ended.
    pub(crate) to: Option<Time>,
}

/// What a step is to the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    /// A prompt.
    Prompt(Plays),
    /// A beep of so long.
    Beep(Millis),
    /// A recording, which goes on until it is stopped.
    Recording,
}

/// What the caller or the network does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The caller presses a key.
    Key(char),
    /// The caller begins to speak.
    Speech,
    /// The caller falls silent.
    Silence,
    /// The call is put on hold.
    Hold,
    /// The call is taken off hold.
    Resume,
    /// The call ends.
    HangUp,
}

impl Log {
    pub(crate) fn push(&mut self, at: Time, what: What) {
        self.events.push(Event { at, what, moot: false });
    }

    /// What `is` picks of this instant was over in no time.
    pub(crate) fn moot(&mut self, at: Time, is: impl Fn(&What) -> bool) {
        let now = self.events.iter_mut().rev().take_while(|event| event.at == at);
        for event in now.filter(|event| is(&event.what)) {
            event.moot = true;
        }
    }

    pub(crate) fn track(&mut self, name: &str) -> Option<&mut TrackKind> {
        let track = self.tracks.iter_mut().find(|track| track.name == name);
        track.map(|track| &mut track.kind)
    }

    pub(crate) fn span(&mut self, step: Step) -> Option<&mut Span> {
        self.tracks.iter_mut().rev().find_map(|track| match &mut track.kind {
            TrackKind::Operation { spans, .. } => {
                spans.iter_mut().rev().find(|span| span.step == step)
            }
            _ => None,
        })
    }

    /// Nothing but `running` runs any more.
    pub(crate) fn close_spans(&mut self, at: Time, running: Option<Step>) {
        for track in &mut self.tracks {
            if let TrackKind::Operation { spans, .. } = &mut track.kind {
                for span in spans.iter_mut().filter(|span| Some(span.step) != running) {
                    span.to.get_or_insert(at);
                }
            }
        }
    }

    pub(crate) fn request(&mut self, at: Time, http: &Http, kind: TrackKind) {
        self.tracks.push(Track { name: http.name.clone(), asked: at, kind });
    }
}
