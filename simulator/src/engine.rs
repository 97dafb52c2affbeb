//! The simulated media engine.

use media_queue::{Millis, Step, Time};

use crate::asked::Lengths;
use crate::log::Media;
use crate::scenario::{Delay, EngineChange, Fact, Plays};

/// A media engine: told to start and to stop, it reports what came of it.
///
/// A prompt and a beep end by themselves; a recording goes on until it is stopped.
/// A stop that reaches it before it has begun is ignored, as real ones do.
#[derive(Debug)]
pub(crate) struct Engine {
    start: Delay,
    stop: Delay,
    lengths: Lengths,
    /// What it is doing: one job, or more where stops were lost.
    jobs: Vec<Job>,
}

#[derive(Debug)]
struct Job {
    step: Step,
    media: Media,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// It will begin then, if ever.
    Starting(Option<Time>),
    /// It will end then, if ever.
    Running(Option<Time>),
}

impl Engine {
    pub(crate) fn new() -> Self {
        let lengths = Lengths { prompt: span(1_000), beep: span(200) };
        Self { start: Delay::After(0), stop: Delay::After(0), lengths, jobs: Vec::new() }
    }

    pub(crate) fn change(&mut self, change: EngineChange) {
        self.start = change.start.unwrap_or(self.start);
        self.stop = change.stop.unwrap_or(self.stop);
        self.lengths.prompt = change.prompt.unwrap_or(self.lengths.prompt);
        self.lengths.beep = change.beep.unwrap_or(self.lengths.beep);
    }

    pub(crate) const fn lengths(&self) -> Lengths {
        self.lengths
    }

    pub(crate) fn start(&mut self, step: Step, media: Media, now: Time) {
        let begins = self.start.from(now);
        self.jobs.push(Job { step, media, stage: Stage::Starting(begins) });
    }

    pub(crate) fn stop(&mut self, step: Step, now: Time) {
        let Some(stops) = self.stop.from(now) else { return };
        for job in self.jobs.iter_mut().filter(|job| job.step == step) {
            if let Stage::Running(end) = &mut job.stage {
                *end = Some(end.map_or(stops, |end| end.min(stops)));
            }
        }
    }

    /// It forgets what it was doing.
    pub(crate) fn crash(&mut self) {
        self.jobs.clear();
    }

    /// What it has begun last and not ended.
    pub(crate) fn running(&self) -> Option<Step> {
        let begun = |job: &&Job| matches!(job.stage, Stage::Running(_));
        self.jobs.iter().rfind(begun).map(|job| job.step)
    }

    /// When it reports next.
    pub(crate) fn next(&self) -> Option<Time> {
        self.jobs.iter().filter_map(Job::next).min()
    }

    /// What it reports by now, the earliest first.
    pub(crate) fn report(&mut self, now: Time) -> Option<(Step, Fact)> {
        let next = self.next().filter(|&next| next <= now)?;
        let index = self.jobs.iter().position(|job| job.next() == Some(next))?;
        let job = self.jobs.get_mut(index)?;
        let step = job.step;
        let fact = match (&job.stage, job.media) {
            (Stage::Starting(_), Media::Prompt(Plays::Fails(failure))) => Fact::Failed(failure),
            (Stage::Starting(_), _) => {
                job.begin(next);
                return Some((step, Fact::Started));
            }
            (Stage::Running(_), _) => Fact::Finished,
        };
        self.jobs.remove(index);
        Some((step, fact))
    }

    /// A fact told by hand is true of the engine, too.
    pub(crate) fn told(&mut self, step: Step, fact: Fact, media: Media, now: Time) {
        match (fact, self.jobs.iter_mut().find(|job| job.step == step)) {
            (Fact::Started, Some(job)) if matches!(job.stage, Stage::Starting(_)) => job.begin(now),
            (Fact::Started, None) => {
                let mut job = Job { step, media, stage: Stage::Starting(None) };
                job.begin(now);
                self.jobs.push(job);
            }
            (Fact::Finished | Fact::Failed(_), _) => self.jobs.retain(|job| job.step != step),
            (Fact::Started | Fact::LimitReached(_), _) => {}
        }
    }
}

impl Job {
    fn begin(&mut self, now: Time) {
        self.stage = Stage::Running(match self.media {
            Media::Prompt(Plays::For(length)) | Media::Beep(length) => Some(now.after(length)),
            Media::Prompt(Plays::Fails(_)) | Media::Recording => None,
        });
    }

    const fn next(&self) -> Option<Time> {
        match self.stage {
            Stage::Starting(next) | Stage::Running(next) => next,
        }
    }
}

impl Delay {
    fn from(self, now: Time) -> Option<Time> {
        match self {
            Self::Lost => None,
            Self::After(0) => Some(now),
            Self::After(millis) => Some(now.after(span(millis))),
        }
    }
}

const fn span(millis: u32) -> Millis {
    match Millis::new(millis) {
        Some(span) => span,
        None => Millis::MAX,
    }
}
