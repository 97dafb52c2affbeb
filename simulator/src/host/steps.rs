//! The steps of a call, by name.

use media_queue::{Activity, Step};

use crate::asked::Asked;
use crate::log::Media;
use crate::scenario::Plays;

/// Every step that was handed out, in order.
#[derive(Debug, Default)]
pub(crate) struct Steps(Vec<Known>);

/// A step that was handed out.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) step: Step,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) media: Media,
}

impl Steps {
    /// Takes note of the step that is current now.
    pub(super) fn observe(&mut self, activity: Activity<'_, Asked>) {
        let (step, context, label, media) = match activity {
            Activity::Prompt { step, context, index, .. } => {
                let sound = context.sounds.get(usize::from(index));
                let plays = sound.map_or(Plays::For(context.beep), |sound| sound.plays);
                (step, context, context.sound(index), Media::Prompt(plays))
            }
            Activity::Beep { step, context, .. } => {
                (step, context, "beep", Media::Beep(context.beep))
            }
            Activity::Recording { step, context, .. } => {
                (step, context, "recording", Media::Recording)
            }
            Activity::Idle | Activity::Suspended => return,
        };
        if self.0.last().is_none_or(|known| known.step != step) {
            let (name, label) = (context.name.clone(), label.to_owned());
            self.0.push(Known { step, name, label, media });
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
