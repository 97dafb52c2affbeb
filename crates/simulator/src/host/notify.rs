//! What the application hears of through its callback.

use media_queue::graph::{Extras, Notifications, Recording, ToneNotification};
use media_queue::{Completion, Time, Tone};

use super::{Call, Host};
use crate::json;
use crate::log::{Answer, Direction, Message, Outcome, TrackKind, What};
use crate::request::Context;

impl Host {
    /// Notifies the application of operations that have ended, each with its cut.
    pub(super) fn ended(
        &mut self,
        now: Time,
        ended: impl IntoIterator<Item = (Completion<Context>, Option<Time>)>,
    ) {
        let (completions, cuts): (Vec<_>, Vec<_>) = ended.into_iter().unzip();
        if completions.is_empty() {
            return;
        }
        let body = self.body(&completions);
        self.notify(now, body);
        for (completion, cut) in completions.iter().zip(cuts) {
            let outcome = Outcome::new(completion, cut);
            self.log
                .moot(now, |what| matches!(what, What::Closing { name } if *name == outcome.name));
            if let Some(TrackKind::Operation { end, .. }) = self.log.track(&outcome.name) {
                *end = Some((cut.unwrap_or(now), outcome.clone()));
            }
            self.log.push(now, What::Ended(outcome));
        }
    }

    /// Reports a tone to the subscriber.
    pub(super) fn report_tone(&mut self, now: Time, tone: Tone, number: u64) {
        let Call::Live(session) = &self.call else { return };
        let Some(name) = session.queue().tone_subscription().cloned() else { return };
        self.notify(now, json::text(&ToneNotification::numbered(self.setup.call, number, tone)));
        if let Some(TrackKind::Subscription { tones, .. }) = self.log.track(&name) {
            tones.push((now, tone.as_char()));
        }
        self.log.push(now, What::Tone { name, tone, number });
    }

    pub(super) fn unsubscribed(&mut self, now: Time, name: &str) {
        if let Some(TrackKind::Subscription { end, .. }) = self.log.track(name) {
            *end = Some(now);
        }
    }

    /// The body of the notifications. Each takes the next etag.
    fn body(&mut self, completions: &[Completion<Context>]) -> String {
        let extras: Vec<_> = completions
            .iter()
            .map(|completion| {
                let etag = self.setup.etag;
                self.setup.etag = etag.map(|etag| etag.saturating_add(1));
                let name = &completion.context.name;
                (completion.id, format!("https://recordings.example/{name}.wav"), etag)
            })
            .collect();
        json::text(&Notifications::new(self.setup.call, completions).with(|completion| {
            let Some((_, location, etag)) = extras.iter().find(|(id, ..)| *id == completion.id)
            else {
                return Extras::new();
            };
            let recording = Recording { location, access_token: "token" };
            let extras = Extras::new().with_recording(recording);
            etag.map_or(extras, |etag| extras.with_etag(etag))
        }))
    }

    fn notify(&mut self, at: Time, body: String) {
        let answer = Answer { status: "204 No Content", location: None, body: None };
        let path = "https://app.example/callback".to_owned();
        self.log.messages.push(Message { at, direction: Direction::Out, path, body, answer });
    }
}
