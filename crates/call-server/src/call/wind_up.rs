//! The end of a call: the engine comes to rest, then the last notifications go out.

use media_queue::session::{HungUpSession, WindDown, WindDownReaction};
use tokio::sync::mpsc;
use tokio::time::sleep_until;
use tracing::info;

use super::actor::Call;
use super::operation::Operation;
use crate::config::HeldAtEnd;
use crate::media::{MediaReport, Reported};
use crate::notify::{CallResource, CallState, ResultInfo};

impl Call {
    /// The call is over and has left this behind. The engine comes to rest first, because
    /// only then the file of a recording is complete.
    pub(super) async fn wind_up(
        mut self,
        left: Option<HungUpSession<Operation, ()>>,
        reports: mpsc::Receiver<Reported>,
    ) {
        if let Some(HungUpSession { closing, completions, wind_down, .. }) = left {
            self.come_to_rest(wind_down, reports).await;
            self.conclude(closing.into_iter().map(|it| it.completion).collect());
            let held: Vec<_> = completions.collect();
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
        if let Some(by) = self.ended_by {
            info!(?by, "call over");
        }
    }

    async fn come_to_rest(&mut self, mut engine: WindDown, mut reports: mpsc::Receiver<Reported>) {
        loop {
            while let Some(stop) = engine.next_stop(self.now()) {
                self.media.stop(stop);
            }
            let Some(deadline) = engine.deadline() else {
                return;
            };
            let loose = tokio::select! {
                () = sleep_until(self.services.clock.instant(deadline)) => {
                    engine.expire(self.now())
                }
                reported = reports.recv() => match reported.map(|it| (it.report, it.at)) {
                    Some((MediaReport::Started(step), at)) => engine.started(step, at),
                    Some((MediaReport::Finished(step) | MediaReport::Failed(step, _), _)) => {
                        engine.finished(step);
                        WindDownReaction::Nothing
                    }
                    Some(_) => WindDownReaction::Nothing,
                    // The engine is gone, and so is whatever it ran.
                    None => return,
                },
            };
            match loose {
                WindDownReaction::Nothing => {}
                WindDownReaction::Stop(stop) => self.media.stop(stop),
                WindDownReaction::Stuck(stuck) => self.stuck(&stuck),
            }
        }
    }
}
