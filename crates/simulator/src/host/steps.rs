//! The steps of a call, by name.

use media_queue::{CurrentStep, Step};

use crate::log::Media;
use crate::request::Context;
use crate::scenario::Plays;

/// Every step that was current, in order.
#[derive(Debug, Default)]
pub(crate) struct Steps(Vec<Known>);

/// A step that was current.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) step: Step,
    /// The name of its operation.
    pub(crate) name: String,
    /// The name of the prompt, `beep` or `recording`.
    pub(crate) label: String,
    pub(crate) media: Media,
}

impl Known {
    pub(super) fn of(current: CurrentStep<'_, Context>) -> Self {
        let CurrentStep { step, context, media, .. } = current;
        let (label, media) = match media {
            media_queue::Media::Prompt { index, .. } => {
                let sound = context.sounds.get(usize::from(index));
                let plays = sound.map_or(Plays::For(context.beep), |sound| sound.plays);
                (context.sound(index), Media::Prompt(plays))
            }
            media_queue::Media::Beep => ("beep", Media::Beep(context.beep)),
            media_queue::Media::Recording { .. } => ("recording", Media::Recording),
        };
        Self { step, name: context.name.clone(), label: label.to_owned(), media }
    }
}

impl Steps {
    /// Takes note of the step that is current now.
    pub(super) fn observe(&mut self, current: Option<CurrentStep<'_, Context>>) {
        let Some(current) = current else { return };
        if self.0.last().is_none_or(|known| known.step != current.step) {
            self.0.push(Known::of(current));
        }
    }

    pub(crate) fn known(&self, step: Step) -> Option<&Known> {
        let index = self.0.binary_search_by_key(&step, |known| known.step).ok()?;
        self.0.get(index)
    }

    /// The steps of the operation of this name, in order.
    pub(crate) fn of(&self, name: &str) -> impl DoubleEndedIterator<Item = &Known> {
        self.0.iter().filter(move |known| known.name == name)
    }

    /// `NAME#ORDINAL`
    pub(super) fn ordinal(&self, step: Step) -> String {
        let Some(Known { name, .. }) = self.known(step) else {
            return format!("step {step}");
        };
        let ordinal = self.of(name).take_while(|known| known.step <= step).count();
        format!("{name}#{ordinal}")
    }
}
