//! What the application is told: answers and notifications.

use media_queue::graph::{
    Answer as OperationAnswer, Extras, Notifications, Recording, ToneNotification,
};
use media_queue::{Completion, Time, Tone};

use super::{Accepted, Host};
use crate::asked::{Asked, Http};
use crate::event::{Outcome, What};
use crate::json;
use crate::log::{Answer, Direction, Message, TrackKind};

impl Host {
    /// Tells the application of operations that have ended.
    pub(super) fn ended(
        &mut self,
        now: Time,
        completions: &[Completion<Asked>],
        cut: Option<Time>,
    ) {
        if completions.is_empty() {
            return;
        }
        let first = self.setup.etag;
        let files: Vec<_> = completions.iter().map(file).collect();
        let body =
            json::text(&Notifications::new(self.setup.call, completions).with(|completion| {
                let index = completions.iter().position(|other| other.id == completion.id);
                let file = index.and_then(|index| files.get(index));
                let recording =
                    file.map(|file| Recording { location: file, access_token: "token" });
                let number = index.and_then(|index| u64::try_from(index).ok());
                let etag = first.zip(number).map(|(first, number)| first.saturating_add(number));
                Extras { recording, etag }
            }));
        let told = u64::try_from(completions.len()).unwrap_or(u64::MAX);
        self.setup.etag = first.map(|first| first.saturating_add(told));
        self.notify(now, body);
        for completion in completions {
            let outcome = Outcome::new(completion, cut);
            self.log
                .moot(now, |what| matches!(what, What::Closing { name } if *name == outcome.name));
            if let Some(TrackKind::Operation { end, .. }) = self.log.track(&outcome.name) {
                *end = Some((cut.unwrap_or(now), outcome.clone()));
            }
            self.log.push(now, What::Ended(outcome));
        }
    }

    /// Tells the subscriber of a tone.
    pub(super) fn told(&mut self, now: Time, name: String, tone: Tone, number: u64) {
        self.notify(now, json::text(&ToneNotification { call: self.setup.call, number, tone }));
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

    /// Answers a request; what has been sent since message `sent` followed from it.
    pub(super) fn answer(&mut self, at: Time, http: Http, accepted: &Accepted, sent: usize) {
        let call = self.setup.call;
        let path = format!("/v1.0/communications/calls/{call}/{}", http.action);
        let refused = |status, code: &str, message: &str| Answer {
            status,
            location: None,
            body: Some(
                serde_json::json!({ "error": { "code": code, "message": message } }).to_string(),
            ),
        };
        let (answer, kind, what) = match (&http.refused, accepted) {
            (Some(why), _) => (
                refused("400 Bad Request", "BadRequest", why),
                TrackKind::Refused("refused".to_owned()),
                Some(What::Refused { name: http.name.clone(), why: why.clone() }),
            ),
            (None, Accepted::Full) => {
                let limit = self.setup.limit;
                let message = format!("The queue holds {limit} operations already.");
                (
                    refused("429 Too Many Requests", "TooManyRequests", &message),
                    TrackKind::Refused("queue full".to_owned()),
                    Some(What::Refused {
                        name: http.name.clone(),
                        why: format!("queue-full limit={limit}"),
                    }),
                )
            }
            (None, &Accepted::Yes(id)) => {
                let client_context = http.client_context.as_deref();
                let answer = OperationAnswer { kind: http.kind(), id: http.id, client_context };
                let location = answer.location("/v1.0", call).to_string();
                let kind = match id {
                    Some(id) => TrackKind::Operation { id, spans: Vec::new(), end: None },
                    None if http.is_cancel() => TrackKind::Cancel,
                    None => TrackKind::Subscription { tones: Vec::new(), end: None },
                };
                let done = http.is_cancel().then(|| What::Answered { name: http.name.clone() });
                let body = Some(json::text(&answer));
                (Answer { status: "200 OK", location: Some(location), body }, kind, done)
            }
        };
        self.log.request(at, &http, kind);
        let message = Message { at, direction: Direction::In, path, body: http.body, answer };
        self.log.messages.insert(sent.min(self.log.messages.len()), message);
        if let Some(what) = what {
            self.log.push(at, what);
        }
    }

    fn notify(&mut self, at: Time, body: String) {
        let answer = Answer { status: "204 No Content", location: None, body: None };
        let path = "https://app.example/callback".to_owned();
        self.log.messages.push(Message { at, direction: Direction::Out, path, body, answer });
    }
}

/// Where a recording lies.
fn file(completion: &Completion<Asked>) -> String {
    format!("https://recordings.example/{}.wav", completion.context().name)
}
