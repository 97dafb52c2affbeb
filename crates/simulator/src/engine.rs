//! The simulated media engine.

mod job;

use media_queue::{Millis, Step, Time};

use self::job::{Done, Job};
use crate::log::Media;
use crate::request;
use crate::scenario::{Delay, Ends, EngineChange, EngineReport, Lengths, Setup};

/// A media engine. It is told to start and to stop steps, and reports what came of it.
///
/// A prompt and a beep end by themselves. A recording goes on until it is stopped. A stop
/// that arrives before the step has begun is ignored, as real engines do.
#[derive(Debug)]
pub(crate) struct Engine {
    /// Whether it confirms starts and stops.
    confirms: bool,
    /// Whether it reports when a prompt is over.
    reports_ends: bool,
    start: Delay,
    stop: Delay,
    ends: Ends,
    lengths: Lengths,
    of_bodies: request::Lengths,
    /// What it is doing: one job, or more where stops were lost.
    jobs: Vec<Job>,
}

impl Engine {
    /// Returns an engine that does what the host was told of it.
    pub(crate) const fn new(setup: &Setup) -> Self {
        Self {
            confirms: setup.confirms,
            reports_ends: setup.reports_ends,
            start: Delay::After(0),
            stop: Delay::After(0),
            ends: Ends::Reported,
            lengths: Lengths::Known,
            of_bodies: request::Lengths {
                prompt: Millis::from_secs(1),
                beep: Millis::clamped(200),
            },
            jobs: Vec::new(),
        }
    }

    pub(crate) fn change(&mut self, change: EngineChange) {
        self.start = change.start.unwrap_or(self.start);
        self.stop = change.stop.unwrap_or(self.stop);
        self.ends = change.ends.unwrap_or(self.ends);
        self.lengths = change.lengths.unwrap_or(self.lengths);
        self.of_bodies.prompt = change.prompt.unwrap_or(self.of_bodies.prompt);
        self.of_bodies.beep = change.beep.unwrap_or(self.of_bodies.beep);
    }

    /// The lengths of the prompts and beeps of API bodies.
    pub(crate) const fn lengths_of_bodies(&self) -> request::Lengths {
        self.of_bodies
    }

    /// Carries out a start. Returns the length of the step, if the engine says it.
    pub(crate) fn start(&mut self, step: Step, media: Media, now: Time) -> Option<Millis> {
        self.jobs.push(Job::new(step, media, self.start.from(now)));
        media.length().filter(|_| self.lengths == Lengths::Known)
    }

    /// Carries out a stop.
    pub(crate) fn stop(&mut self, step: Step, now: Time) {
        if let Some(at) = self.stop.from(now) {
            self.jobs.iter_mut().filter(|job| job.step == step).for_each(|job| job.stop(at));
        }
    }

    /// Forgets what it was doing.
    pub(crate) fn crash(&mut self) {
        self.jobs.clear();
    }

    /// Returns what has begun and not ended, in the order of the starts.
    pub(crate) fn running(&self) -> Vec<Step> {
        self.jobs.iter().filter(|job| job.is_running()).map(|job| job.step).collect()
    }

    /// Returns when something happens next.
    pub(crate) fn next(&self) -> Option<Time> {
        self.jobs.iter().filter_map(Job::next).min()
    }

    /// Does the next thing of those that are due. Returns what it reports of it, if it
    /// reports it.
    pub(crate) fn advance(&mut self, now: Time) -> Option<(Step, EngineReport)> {
        let next = self.next().filter(|&next| next <= now)?;
        let index = self.jobs.iter().position(|job| job.next() == Some(next))?;
        let job = self.jobs.get_mut(index)?;
        let step = job.step;
        let done = job.advance(next);
        if done != Done::Began {
            self.jobs.remove(index);
        }
        let report = match done {
            Done::Began => self.confirms.then_some(EngineReport::Started),
            Done::Stopped => self.confirms.then_some(EngineReport::Finished),
            Done::Played => {
                let reported = self.reports_ends && self.ends == Ends::Reported;
                reported.then_some(EngineReport::Finished)
            }
            Done::Failed(failure) => Some(EngineReport::Failed(failure)),
        };
        report.map(|report| (step, report))
    }

    /// A report that a line of the scenario makes is true of the engine, too.
    pub(crate) fn reported(&mut self, step: Step, report: EngineReport, media: Media, now: Time) {
        match report {
            EngineReport::Started => {
                if !self.jobs.iter().any(|job| job.step == step) {
                    self.jobs.push(Job::new(step, media, None));
                }
                self.jobs.iter_mut().filter(|job| job.step == step).for_each(|job| job.begin(now));
            }
            EngineReport::Finished | EngineReport::Failed(_) => {
                self.jobs.retain(|job| job.step != step);
            }
            EngineReport::LimitReached(_) => {}
        }
    }
}

impl Delay {
    fn from(self, now: Time) -> Option<Time> {
        match self {
            Self::Lost => None,
            Self::After(millis) => {
                Some(Millis::new(millis).map_or(now, |millis| now.after(millis)))
            }
        }
    }
}
