//! The clock of a recording, told everything in every order, against its rules read
//! millisecond by millisecond.

use core::cell::RefCell;
use core::hash::Hash;
use std::collections::BTreeSet;

use media_queue::session::{RecordClock, Voice};
use media_queue::{Millis, RecordLimit, RecordLimits, Step, Time};

use crate::breadth_first::{Walked, walk};

const START: u64 = 10;
const MAX_DURATION: u32 = 3;
/// Late looks included.
const END: u64 = START + 5;
const REACHED: [RecordLimit; 4] = [
    RecordLimit::MaxDuration,
    RecordLimit::MaxSilence,
    RecordLimit::InitialSilence,
    RecordLimit::MediaTimeout,
];

#[test]
fn every_recording_ends_at_the_deadline_that_fell_first() {
    let mut far = Walked { states: 0, edges: 0 };
    let ended = RefCell::new(BTreeSet::new());
    for max_silence in [None, Some(1)] {
        for initial_silence in [None, Some(1), Some(2)] {
            for media_timeout in [None, Some(2)] {
                let span = |span: Option<u32>| span.and_then(Millis::new);
                let mut limits = RecordLimits::new(Millis::clamped(MAX_DURATION));
                limits.max_silence = span(max_silence);
                limits.initial_silence = span(initial_silence);
                limits.media_timeout = span(media_timeout);
                for voice in [Voice::Silent, Voice::Speaking] {
                    let walked = walk(Told::nothing(limits, voice), Told::key, |told, next| {
                        ended.borrow_mut().extend(told.over.map(|(limit, _)| limit));
                        told.next(next);
                    });
                    far.states += walked.states;
                    far.edges += walked.edges;
                }
            }
        }
    }
    println!("{} states, {} edges", far.states, far.edges);
    assert_eq!(ended.into_inner(), REACHED.into(), "recordings ended in every way");
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
    /// Since when somebody has listened.
    listened: u64,
    /// The end that has been seen.
    over: Option<(RecordLimit, u64)>,
}

impl Told {
    fn nothing(limits: RecordLimits, voice: Voice) -> Self {
        let clock = RecordClock::start(Step::FIRST, limits, voice, at(START));
        let (edges, over) = (Vec::new(), None);
        Self { clock, limits, now: START, voice, edges, media: START, listened: START, over }
    }

    /// What tells it from others. The limits are those of the walk.
    fn key(&self) -> impl Eq + Hash + use<> {
        let Self { now, voice, edges, media, listened, over, .. } = self.clone();
        (format!("{:?}", self.clock), now, voice, edges, media, listened, over)
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
        take(&|told| {
            if told.over.is_none() {
                told.listened = told.now;
            }
            told.clock.listen_from(at(told.now));
        });
        for age in 0..2 {
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

    /// Rule K3 says when it counts, rule K5 whether it counts at all.
    fn edge(&mut self, then: u64, voice: Voice) {
        let (last, before) = self.edges.last().copied().unwrap_or((START, self.voice));
        let then = then.max(last).max(self.listened);
        if !self.see(then) || before == voice {
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
    fn first(&self) -> (RecordLimit, u64) {
        (START..)
            .find_map(|t| REACHED.into_iter().find(|l| self.reached(*l, t)).map(|l| (l, t)))
            .unwrap()
    }

    fn reached(&self, limit: RecordLimit, t: u64) -> bool {
        let lasts = |span: Option<Millis>, since: u64| {
            span.is_some_and(|span| since.max(self.listened) + u64::from(span.get()) <= t)
        };
        let heard = |from| self.edges.iter().any(|edge| from < edge.0 && edge.0 <= t);
        let mut ends = self.edges.iter().filter(|edge| edge.1 == Voice::Silent);
        match limit {
            RecordLimit::MaxDuration => t >= START + u64::from(self.limits.max_duration.get()),
            RecordLimit::MaxSilence => {
                ends.any(|end| lasts(self.limits.max_silence, end.0) && !heard(end.0))
            }
            RecordLimit::InitialSilence => {
                lasts(self.limits.initial_silence, START)
                    && self.voice == Voice::Silent
                    && !heard(START)
            }
            RecordLimit::MediaTimeout => lasts(self.limits.media_timeout, self.media),
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
        assert!(
            !(talks && limit == RecordLimit::InitialSilence),
            "a caller who talks over the beep has spoken"
        );
    }
}

fn at(millis: u64) -> Time {
    Time::from_millis(millis)
}
