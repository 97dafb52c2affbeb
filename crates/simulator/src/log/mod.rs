//! The record of a call: everything that is printed or compared.

mod event;
mod message;
mod outcome;
mod track;

use media_queue::{Step, Time};

pub(crate) use self::event::{Event, What};
pub(crate) use self::message::{Answer, Direction, Message};
pub(crate) use self::outcome::{Outcome, Success};
pub(crate) use self::track::{Bar, Mark, Media, Track, TrackKind};

/// The record of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// What followed, in order.
    pub(crate) events: Vec<Event>,
    /// The HTTP of the call, in order.
    pub(crate) messages: Vec<Message>,
    /// The requests, in order, each with what became of it over time.
    pub(crate) tracks: Vec<Track>,
    /// What the caller and the network did.
    pub(crate) marks: Vec<(Time, Mark)>,
    /// When the last thing happened.
    pub(crate) end: Time,
}

impl Log {
    pub(crate) fn push(&mut self, at: Time, what: What) {
        self.events.push(Event { at, what, moot: false });
    }

    /// Marks what `is` picks of this instant as over in no time.
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

    /// The latest bar of this step.
    pub(crate) fn bar(&mut self, step: Step) -> Option<&mut Bar> {
        self.tracks.iter_mut().rev().find_map(|track| match &mut track.kind {
            TrackKind::Operation { bars, .. } => bars.iter_mut().rev().find(|bar| bar.step == step),
            _ => None,
        })
    }

    /// The engine runs nothing any more but `running`.
    pub(crate) fn close_bars(&mut self, at: Time, running: &[Step]) {
        for track in &mut self.tracks {
            if let TrackKind::Operation { bars, .. } = &mut track.kind {
                for bar in bars.iter_mut().filter(|bar| !running.contains(&bar.step)) {
                    bar.to.get_or_insert(at);
                }
            }
        }
    }
}
