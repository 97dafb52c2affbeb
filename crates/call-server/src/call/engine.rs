//! A call and its media engine: reports in, commands out.

use std::time::Duration;

use media_queue::graph::ToneNotification;
use media_queue::session::{Command, Reaction, Stuck};
use media_queue::{MediaFailure, Millis, OperationId, Time, Tone, ToneReport};
use tracing::{debug, error, info, warn};

use super::actor::{Call, EndedBy, State};
use super::operation::{Operation, work};
use crate::media::MediaReport;

impl Call {
    /// The engine has observed something.
    pub(super) fn report(&mut self, report: MediaReport, at: Time) {
        let State::Established(session) = &mut self.state else {
            return self.report_before_media(report, at);
        };
        let reaction = match report {
            MediaReport::Started(step) => session.started(step, at),
            MediaReport::PromptLength(step, length) => session.prompt_length(step, span(length)),
            MediaReport::Finished(step) => session.finished(step, at),
            MediaReport::Failed(step, failure) => session.failed(step, failure, at),
            MediaReport::LimitReached(step, limit) => session.limit_reached(step, limit, at),
            MediaReport::SpeechStarted => session.speech_started(at),
            MediaReport::SpeechStopped => session.speech_stopped(at),
            MediaReport::Suspended => session.suspend(at),
            MediaReport::Tone(tone) => return self.tone(tone, at),
            MediaReport::Resumed => return session.resume(),
            MediaReport::HungUp => return self.end(EndedBy::Caller, at),
            MediaReport::Connected => return,
        };
        self.react(reaction, at);
    }

    /// Gives the engine its next commands.
    pub(super) fn command(&mut self) {
        let now = self.now();
        while let State::Established(session) = &mut self.state
            && let Some(command) = session.next_command(now)
        {
            debug!(%command, "command");
            match command {
                Command::Stop(stop) => self.media.stop(stop),
                Command::Start(current) => {
                    let step = current.step;
                    if let Some(work) = work(&current) {
                        self.media.start(step, work);
                    } else {
                        error!(%step, "an operation lacks what it plays or records");
                        let reaction = session.failed(step, MediaFailure::Engine, now);
                        self.react(reaction, now);
                    }
                }
            }
        }
    }

    /// Does what follows from an event at `at`.
    pub(super) fn react(&mut self, reaction: Reaction<Operation>, at: Time) {
        match reaction {
            Reaction::Nothing | Reaction::Closing { .. } => {}
            Reaction::Stale(stale) => {
                debug!(%stale, "stale report");
                self.services.metrics.stale_report(&stale);
            }
            Reaction::Stop(stop) => self.media.stop(stop),
            Reaction::Began { id, .. } => self.began(id, at),
            Reaction::PromptInterrupted { .. } => debug!("prompt interrupted"),
            Reaction::Completed(completed) => self.conclude(vec![completed.completion]),
            Reaction::Stuck { stuck, completed } => {
                self.stuck(&stuck);
                self.conclude(completed.into_iter().map(|it| it.completion).collect());
            }
        }
    }

    pub(super) fn stuck(&mut self, stuck: &Stuck) {
        warn!(%stuck, "the media engine is stuck");
        self.services.metrics.stuck_step(stuck);
        match stuck {
            Stuck::Start(_) | Stuck::Stop(_) => self.media.silence(),
            // Its stop is the next command.
            Stuck::Prompt(_) => {}
        }
    }

    fn began(&self, id: OperationId, at: Time) {
        let State::Established(session) = &self.state else {
            return;
        };
        if let Some(current) = session.queue().current_step().filter(|current| current.id == id) {
            let wait_ms = at.since(current.context.accepted);
            info!(operation = %current.context.id, wait_ms, "operation started");
            self.services.metrics.operation_started(Duration::from_millis(wait_ms));
        }
    }

    fn report_before_media(&mut self, report: MediaReport, at: Time) {
        match report {
            MediaReport::HungUp => self.end(EndedBy::Caller, at),
            MediaReport::Connected => self.connected(),
            _ => {}
        }
    }

    fn tone(&mut self, tone: Tone, at: Time) {
        let State::Established(session) = &mut self.state else {
            return;
        };
        let ToneReport { heard, effect, .. } = session.tone(tone, at);
        if let Some(heard) = heard {
            // A tone that cannot be delivered soon is not worth the memory.
            if self.outbox.has_room() {
                self.outbox.send(&self.to, &ToneNotification::new(self.id, &heard));
            } else {
                warn!(%tone, "tone dropped: too many notifications wait");
                self.services.metrics.tones_dropped.inc();
            }
        }
        self.react(effect, at);
    }
}

/// The span of this length, in whole milliseconds and within the limits of the library.
fn span(length: Duration) -> Millis {
    Millis::clamped(u32::try_from(length.as_millis()).unwrap_or(u32::MAX))
}
