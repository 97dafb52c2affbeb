//! A call and its media engine: reports in, commands out.

use media_queue::graph::ToneNotification;
use media_queue::{
    Command, EndedSession, Failure, Report, SessionTone, Step, Time, Tone, WindDown,
};
use tokio::sync::mpsc;
use tokio::time::sleep_until;
use tracing::{debug, error, info, warn};

use super::actor::{Call, State};
use super::operation::{Operation, work};
use crate::config::HeldAtEnd;
use crate::media::{MediaReport, Reported};
use crate::notify::{CallResource, CallState, ResultInfo};

impl Call {
    /// The engine has observed something.
    pub(super) fn report(&mut self, report: MediaReport, at: Time) {
        let State::Established(session) = &mut self.state else {
            return self.report_before_media(report);
        };
        let report = match report {
            MediaReport::Started(step) => {
                self.begins(step, at);
                return;
            }
            MediaReport::Tone(tone) => return self.tone(tone, at),
            MediaReport::HungUp => return self.hung_up(),
            MediaReport::Ended(step) => session.ended(step, at),
            MediaReport::Failed(step, failure) => session.failed(step, failure, at),
            MediaReport::LimitReached(step, limit) => session.limit_reached(step, limit, at),
            MediaReport::SpeechStarted => session.speech_started(at),
            MediaReport::SpeechStopped => session.speech_stopped(at),
            MediaReport::Suspended => session.suspend(at),
            MediaReport::Resumed => {
                session.resume();
                Report::Nothing
            }
            MediaReport::Connected => Report::Nothing,
        };
        self.follow(report);
    }

    /// Tells the engine what to do now.
    pub(super) fn command(&mut self) {
        let now = self.now();
        while let State::Established(session) = &mut self.state
            && let Some(command) = session.command(now)
        {
            match command {
                Command::Start(step) => {
                    debug!(%step, "start");
                    if let Some(work) = work(&session.queue().activity()) {
                        self.media.start(step, work);
                    } else {
                        error!(%step, "an operation without what it needs");
                        let report = session.failed(step, Failure::Engine, now);
                        self.follow(report);
                    }
                }
                Command::Stop(step) => {
                    debug!(%step, "stop");
                    self.media.stop(step, self.cut.take());
                }
            }
        }
    }

    /// What follows from a report.
    pub(super) fn follow(&mut self, report: Report<Operation>) {
        match report {
            Report::Nothing => {}
            Report::Stale(stale) => {
                debug!(%stale, "stale report");
                self.services.metrics.stale_report(&stale);
            }
            Report::PromptInterrupted(_) => debug!("prompt interrupted"),
            Report::Closing { cut, .. } => self.cut = cut,
            Report::Completed { completion, .. } => self.conclude(vec![completion]),
            Report::Stuck { stuck, completion, .. } => {
                warn!(?stuck, "the media engine did not confirm in time");
                self.services.metrics.stuck_step(stuck);
                self.media.silence();
                self.conclude(completion.into_iter().collect());
            }
        }
    }

    /// The call is over: lets the engine come to rest, so that a recording's file is
    /// whole, and says the last.
    pub(super) async fn wind_up(
        mut self,
        ended: Option<EndedSession<Operation, ()>>,
        reports: mpsc::Receiver<Reported>,
    ) {
        if let Some(EndedSession { closing, ended, wind_down, .. }) = ended {
            self.come_to_rest(wind_down, reports).await;
            self.conclude(closing.into_iter().collect());
            let held: Vec<_> = ended.collect();
            match self.services.config.calls.held_at_end {
                HeldAtEnd::Send => self.conclude(held),
                HeldAtEnd::Omit => held.iter().for_each(|completion| self.count(completion)),
            }
        }
        self.media.hang_up();
        let result_info = Some(ResultInfo::ENDED);
        self.notify(CallResource {
            result_info,
            ..CallResource::new(self.id, CallState::Terminated)
        });
        info!("call over");
    }

    async fn come_to_rest(&mut self, mut engine: WindDown, mut reports: mpsc::Receiver<Reported>) {
        let cut = self.cut.take().unwrap_or_else(|| self.now());
        loop {
            while let Some(step) = engine.stop(self.now()) {
                self.media.stop(step, Some(cut));
            }
            let Some(deadline) = engine.deadline() else {
                return;
            };
            tokio::select! {
                () = sleep_until(self.services.clock.instant(deadline)) => {
                    if let Some(stuck) = engine.expire(self.now()) {
                        warn!(?stuck, "the media engine did not confirm in time");
                        self.services.metrics.stuck_step(stuck);
                    }
                }
                reported = reports.recv() => match reported.map(|it| (it.report, it.at)) {
                    Some((MediaReport::Started(step), at)) => engine.started(step, at),
                    Some((MediaReport::Ended(step) | MediaReport::Failed(step, _), at)) => {
                        engine.ended(step, at);
                    }
                    Some(_) => {}
                    // The engine is gone, and with it whatever it ran.
                    None => return,
                },
            }
        }
    }

    fn report_before_media(&mut self, report: MediaReport) {
        match report {
            MediaReport::HungUp => self.hung_up(),
            MediaReport::Connected => self.connected(),
            _ => {}
        }
    }

    fn hung_up(&mut self) {
        info!("caller hung up");
        self.end();
    }

    fn begins(&mut self, step: Step, at: Time) {
        let State::Established(session) = &mut self.state else {
            return;
        };
        let front =
            session.queue().operations().next().filter(|_| session.queue().wanted() == Some(step));
        if let Some(operation) = front.filter(|it| self.begun != Some(it.id)) {
            let waited = at.since(operation.context.accepted);
            info!(operation = %operation.context.id, waited, "operation started");
            self.services.metrics.operation_started(std::time::Duration::from_millis(waited));
            self.begun = Some(operation.id);
        }
        let report = session.started(step, at);
        self.follow(report);
    }

    fn tone(&mut self, tone: Tone, at: Time) {
        let State::Established(session) = &mut self.state else {
            return;
        };
        let SessionTone { heard, report } = session.tone(tone, at);
        if let Some(heard) = heard {
            // A tone that nobody hears for long is worth less than the memory of it.
            if self.outbox.has_room() {
                self.outbox.send(&self.to, &ToneNotification::new(self.id, &heard));
            } else {
                warn!(%tone, "tone dropped: too many notifications wait");
                self.services.metrics.tones_dropped.inc();
            }
        }
        self.follow(report);
    }
}
