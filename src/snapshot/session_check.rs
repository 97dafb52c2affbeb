//! What a session must satisfy to be in a state that inputs can produce (rule X6),
//! beyond its queue and its clock.

use super::check::{recording_steps, steps_used};
use super::session_error::SessionSnapshotError as Error;
use crate::clock::Speech;
use crate::clock::Voice;
use crate::entry::{Entry, RecordAt, Work};
use crate::id::Step;
use crate::interrupts::Interrupts;
use crate::operation::Opening;
use crate::outcome::{Audio, Ended, RecordOutcome};
use crate::player::{Deadlines, State};
use crate::session::{Closing, Session};
use crate::time::Time;

pub(super) fn check<C, S>(session: &Session<C, S>) -> Result<(), Error> {
    due(session)?;
    player(session)?;
    clock(session)?;
    match &session.closing {
        Some(closing) => held(session, closing),
        None => busy_with_another(session),
    }
}

/// A confirmation is due some time after the command, and no time is before 0.
fn due<C, S>(session: &Session<C, S>) -> Result<(), Error> {
    let Deadlines { start, stop } = session.player.deadlines;
    let (due, span) = match session.player.state {
        State::Starting { due, .. } => (due, start),
        State::Stopping { due, .. } => (due, stop),
        State::Idle | State::Active { .. } => return Ok(()),
    };
    if due < Time::from_millis(0).after(span) {
        return Err(Error::DueTooSoon { due, span });
    }
    Ok(())
}

/// The player against the step that is current.
fn player<C, S>(session: &Session<C, S>) -> Result<(), Error> {
    let Session { queue, player, unwanted, .. } = session;
    let wanted = queue.wanted();
    let at = match queue.ring.front() {
        Some(Entry { work: Work::Record { at, .. }, .. }) => Some(*at),
        _ => None,
    };
    let runs = matches!(player.state, State::Active { .. }) && player.last == wanted;
    if let (Some(RecordAt::Recording), Some(step), false) = (at, wanted, runs) {
        return Err(Error::RecordingDoesNotRun { step });
    }
    let Some(step) = player.last else { return Ok(()) };
    let last_step = queue.last_step;
    if step.get() > last_step {
        return Err(Error::StepNotBegun { step, last_step });
    }
    if wanted == Some(step) {
        match player.state {
            State::Idle => return Err(Error::CurrentEnded { step }),
            State::Starting { stop: true, .. } | State::Stopping { .. } => {
                return Err(Error::CurrentStopped { step });
            }
            State::Active { .. } if at == Some(RecordAt::Armed) => {
                return Err(Error::ArmedRuns { step });
            }
            State::Starting { stop: false, .. } | State::Active { .. } => {}
        }
    }
    match player.state {
        State::Starting { .. } | State::Active { .. } if *unwanted == Some(step) => {
            Err(Error::UnwantedRuns { step })
        }
        _ => Ok(()),
    }
}

/// A started recording has a clock, from its start to its end.
fn clock<C, S>(session: &Session<C, S>) -> Result<(), Error> {
    let Session { queue, clock, voice, .. } = session;
    let recording = match queue.ring.front().map(|front| front.work) {
        Some(Work::Record { limits, at: RecordAt::Recording, .. }) => {
            queue.wanted().map(|step| (step, limits))
        }
        _ => None,
    };
    match (clock, recording) {
        (None, None) => Ok(()),
        (Some(clock), None) => Err(Error::ClockAstray { step: clock.step, has: true }),
        (None, Some((step, _))) => Err(Error::ClockAstray { step, has: false }),
        (Some(clock), Some((step, limits))) => {
            if clock.step != step || clock.limits != limits || clock.over {
                return Err(Error::ClockOfAnother { clock: clock.step, step });
            }
            if (clock.speech == Speech::Now) != (*voice == Voice::Speaking) {
                return Err(Error::VoiceOfAnother { step });
            }
            Ok(())
        }
    }
}

/// The completion that is held for its file: of the step that the player is busy
/// with, by what leaves the player busy.
fn held<C, S>(session: &Session<C, S>, closing: &Closing<C>) -> Result<(), Error> {
    let Session { queue, player, .. } = session;
    let &Closing { step, ref completion, cut } = closing;
    let id = completion.id;
    if player.busy_with() != Some(step) || queue.wanted() == Some(step) {
        return Err(Error::ClosingNotBusy { step });
    }
    let starting = matches!(player.state, State::Starting { .. });
    let keeps = matches!(completion.audio(), Some(Audio::Keep | Audio::Partial));
    let opening = match &completion.ended {
        Ended::Record(record, outcome) if keeps && cut.is_some() => match outcome {
            RecordOutcome::StopTone(tone) if !starting && record.stop_tones.contains(*tone) => {
                record.opening
            }
            RecordOutcome::LimitReached(_) => record.opening,
            _ => return Err(Error::ClosingWithoutFile { id }),
        },
        _ => return Err(Error::ClosingWithoutFile { id }),
    };
    let newest = match queue.ring.front() {
        Some(front) => front.id.get().saturating_sub(1),
        None => queue.last_id,
    };
    if id.get() > newest {
        return Err(Error::ClosingNotEnded { id, newest });
    }
    let last_step = queue.last_step;
    if id.get() == queue.last_id && step.get() < last_step {
        return Err(Error::StepAfterClosing { step, last_step });
    }
    let used = recording_steps(opening);
    let after = steps_used(queue).unwrap_or(0);
    if step.get() < used || last_step.saturating_sub(step.get()) < after {
        return Err(Error::ClosingSteps { step, used, after, last_step });
    }
    Ok(())
}

/// A step that the player is busy with was left by a cancel, a suspension, an
/// interruption, for its end would have freed the player. Of steps that the operation in
/// progress needed to come to where it stands, only an interrupted prompt is left so.
fn busy_with_another<C, S>(session: &Session<C, S>) -> Result<(), Error> {
    let Session { queue, player, .. } = session;
    let Some(step) = player.busy_with().filter(|&step| Some(step) != queue.wanted()) else {
        return Ok(());
    };
    // On a suspended queue the host may be told that this is what runs.
    let told = queue.suspended && !matches!(player.state, State::Starting { .. });
    let last = step.get() == queue.last_step;
    let spare = steps_used(queue).is_none_or(|used| queue.last_step > used);
    let interrupted = step == FIRST
        && matches!(
            queue.ring.front().map(|front| front.work),
            Some(Work::Record {
                opening: Opening::Prompt(by) | Opening::PromptThenBeep(by),
                at: RecordAt::Beep | RecordAt::Armed,
                ..
            }) if by != Interrupts::NOTHING
        );
    if told || last || spare || interrupted { Ok(()) } else { Err(Error::BusyWithEnded { step }) }
}

const FIRST: Step = Step::new(1).unwrap();
