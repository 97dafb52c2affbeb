//! The clock of a recording, told everything in every order, against its rules read
//! millisecond by millisecond.

use media_queue::{Limit, Millis, RecordClock, RecordLimits, Step, Time, Voice};

use crate::breadth_first::{Walked, walk};

const START: u64 = 10;
const MAX_DURATION: u32 = 4;
/// Late looks included.
const END: u64 = START + 6;

#[test]
fn every_recording_ends_at_the_deadline_that_fell_first() {
    let mut far = Walked { states: 0, edges: 0 };
    for max_silence in [0, 2] {
        for initial_silence in [0, 2, 4] {
            for media_timeout in [0, 2] {
                let limits = RecordLimits {
                    max_duration: Millis::new(MAX_DURATION).unwrap(),
                    max_silence: Millis::new(max_silence),
                    initial_silence: Millis::new(initial_silence),
                    media_timeout: Millis::new(media_timeout),
                };
                for voice in [Voice::Silent, Voice::Speaking] {
                    let walked =
                        walk(Told::nothing(limits, voice), |told| format!("{told:?}"), Told::next);
                    far.states += walked.states;
                    far.edges += walked.edges;
                }
            }
        }
    }
    println!("{} states, {} edges", far.states, far.edges);
    assert_eq!(far, Walked { states: 28_676, edges: 307_788 });
}

/// A clock, and all that it was told.
#[derive(Clone, Debug)]
struct Told {
    clock: RecordClock,
    limits: RecordLimits,
    now: u64,
    /// At the start.
    voice: Voice,
    /// When the caller began to speak or fell silent after it: the last of an instant.
    edges: Vec<(u64, Voice)>,
    media: u64,
    /// The end that has been seen.
    over: Option<(Limit, u64)>,
}

impl Told {
    fn nothing(limits: RecordLimits, voice: Voice) -> Self {
        let clock = RecordClock::start(Step::new(1).unwrap(), limits, voice, at(START));
        let (edges, over) = (Vec::new(), None);
        Self { clock, limits, now: START, voice, edges, media: START, over }
    }

    fn next(&self, next: &mut dyn FnMut(Self)) {
        let mut take = |take: &dyn Fn(&mut Self)| {
            let mut told = self.clone();
            take(&mut told);
            told.check();
            next(told);
        };
        if self.now < END {
            take(&|told| told.now += 1);
        }
        take(&|told| {
            told.see(told.now);
            let _ = told.clock.expired(at(told.now));
        });
        for age in 0..3 {
            let then = self.now - age;
            take(&|told| {
                told.edge(then, Voice::Speaking);
                told.clock.speech_started(at(then));
            });
            take(&|told| {
                told.edge(then, Voice::Silent);
                told.clock.speech_stopped(at(then));
            });
            take(&|told| {
                if told.see(then) {
                    told.media = told.media.max(then);
                }
                told.clock.media_received(at(then));
            });
        }
    }

    fn edge(&mut self, then: u64, voice: Voice) {
        let last = self.edges.last().map_or(START, |edge| edge.0);
        let then = then.max(last);
        if !self.see(then) {
        } else if then == START {
            self.voice = voice;
        } else {
            self.edges.retain(|edge| edge.0 != then);
            self.edges.push((then, voice));
        }
    }

    /// Sees that it is `then`. Whether the recording goes on.
    fn see(&mut self, then: u64) -> bool {
        let first = self.first();
        if self.over.is_none() && first.1 <= then {
            self.over = Some(first);
        }
        self.over.is_none()
    }

    /// The first millisecond at which a limit has been reached, and that limit.
    fn first(&self) -> (Limit, u64) {
        let limits =
            [Limit::MaxDuration, Limit::MaxSilence, Limit::InitialSilence, Limit::MediaTimeout];
        (START..)
            .find_map(|t| limits.into_iter().find(|l| self.reached(*l, t)).map(|l| (l, t)))
            .unwrap()
    }

    fn reached(&self, limit: Limit, t: u64) -> bool {
        let span = |span: Option<Millis>| span.map(|span| u64::from(span.get()));
        let heard = |from| self.edges.iter().any(|edge| from < edge.0 && edge.0 <= t);
        let mut ends = self.edges.iter().filter(|edge| edge.1 == Voice::Silent);
        match limit {
            Limit::MaxDuration => t >= START + u64::from(self.limits.max_duration.get()),
            Limit::MaxSilence => span(self.limits.max_silence)
                .is_some_and(|span| ends.any(|end| end.0 + span <= t && !heard(end.0))),
            Limit::InitialSilence => span(self.limits.initial_silence).is_some_and(|span| {
                START + span <= t && self.voice == Voice::Silent && !heard(START)
            }),
            Limit::MediaTimeout => {
                span(self.limits.media_timeout).is_some_and(|span| self.media + span <= t)
            }
        }
    }

    fn check(&self) {
        let (limit, end) = self.over.unwrap_or_else(|| self.first());
        assert_eq!(self.clock.deadline(), at(end), "{self:?}");
        for now in [START, self.now, END + 1] {
            let expected = (self.over.is_some() || now >= end).then_some((limit, at(end)));
            assert_eq!(self.clock.clone().expired(at(now)), expected, "at {now} in {self:?}");
        }
        let talks = self.voice == Voice::Speaking && self.edges.is_empty();
        assert!(!(talks && limit == Limit::InitialSilence), "who talks over the beep has spoken");
    }
}

fn at(millis: u64) -> Time {
    Time::from_millis(millis)
}
