//! The answers to the requests of the application.

use media_queue::Time;
use media_queue::graph;

use super::{Accepted, Host};
use crate::json;
use crate::log::{Answer, Direction, Message, Track, TrackKind, What};
use crate::request::{HttpAction, HttpRequest};

impl Host {
    /// Answers a request. The messages since number `sent` followed from it, so they come
    /// after it.
    pub(super) fn answer(&mut self, at: Time, http: HttpRequest, accepted: &Accepted, sent: usize) {
        let (answer, kind, what) = match (&http.refused, accepted) {
            (Some(why), _) => (
                refusal("400 Bad Request", "BadRequest", why),
                TrackKind::Refused("refused".to_owned()),
                Some(refused(&http, why.clone())),
            ),
            (None, Accepted::Full) => {
                let limit = self.setup.limit;
                let message = format!("The queue already holds {limit} operations.");
                (
                    refusal("429 Too Many Requests", "TooManyRequests", &message),
                    TrackKind::Refused("queue full".to_owned()),
                    Some(refused(&http, format!("queue-full limit={limit}"))),
                )
            }
            (None, &Accepted::Yes(id)) => {
                let is_cancel = http.action == HttpAction::CancelMediaProcessing;
                let kind = match id {
                    Some(id) => TrackKind::Operation { id, bars: Vec::new(), end: None },
                    None if is_cancel => TrackKind::Cancel,
                    None => TrackKind::Subscription { tones: Vec::new(), end: None },
                };
                let what = is_cancel.then(|| What::Answered { name: http.name.clone() });
                (self.operation(&http), kind, what)
            }
        };
        let call = self.setup.call;
        let path = format!("/v1.0/communications/calls/{call}/{}", http.action.as_str());
        self.log.tracks.push(Track { name: http.name, since: at, kind });
        let message = Message { at, direction: Direction::In, path, body: http.body, answer };
        self.log.messages.insert(sent.min(self.log.messages.len()), message);
        if let Some(what) = what {
            self.log.push(at, what);
        }
    }

    /// The answer to an accepted request.
    fn operation(&self, http: &HttpRequest) -> Answer {
        let operation_type = http.action.operation_type();
        let answer = graph::Answer::new(operation_type, http.id, http.client_context.as_deref());
        let location = answer.location("/v1.0", self.setup.call).to_string();
        Answer { status: "200 OK", location: Some(location), body: Some(json::text(&answer)) }
    }
}

fn refusal(status: &'static str, code: &str, message: &str) -> Answer {
    let error = serde_json::json!({ "error": { "code": code, "message": message } });
    Answer { status, location: None, body: Some(error.to_string()) }
}

fn refused(http: &HttpRequest, why: String) -> What {
    What::Refused { name: http.name.clone(), why }
}
