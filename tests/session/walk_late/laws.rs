//! The laws.

use media_queue::{RecordLimit, Time};

use super::engine::{Heard, Run};
use super::world::World;

pub(crate) const HANDED_OUT_ONCE: &str = "Q3: an operation is handed out once";
pub(crate) const HELD_IN_ORDER: &str =
    "Q3, X5: a hang-up hands out what was accepted and not completed, in order";
pub(crate) const ONLY_THE_WANTED: &str = "Y1: only the wanted step is started, and only once";
pub(crate) const ONE_AT_A_TIME: &str = "Y3: the next start waits for the end of the last";
pub(crate) const FILE_IS_WHOLE: &str =
    "K4: a record that keeps audio completes when the engine has ended its recording";
pub(crate) const ONLY_THE_UNWANTED: &str = "Y2: only a step that is not wanted is stopped";
pub(crate) const ALL_ARE_STOPPED: &str = "Y4: once nothing is left to send, every step that was \
     heard to begin and is not wanted has been told to stop";
pub(crate) const WANTED_IS_STARTED: &str = "Y2: once nothing is left to send, the engine was \
     told to start what is wanted, or an end with a deadline is awaited";
pub(crate) const REST_IS_REST: &str = "X5: a hang-up stops every step that was heard to begin, \
     so an engine that has carried out its stops runs nothing when the wind-down is at rest";
pub(crate) const LATE_IS_STOPPED: &str =
    "X5, Y4: what begins after the hang-up is stopped at once, however many come in a row";
pub(crate) const WHAT_RUNS_HAS_AN_END: &str =
    "Y7: once nothing is left to send, whatever runs has a deadline, so a lost end stops no call";
pub(crate) const LOOKS_END: &str = "the host looks at its timer only so often";
pub(crate) const BEGINS_ONCE: &str = "X1: an operation begins once, and before it ends";
pub(crate) const NOTHING_ENDS_AWAY: &str =
    "X6: while the host is away no deadline passes: nothing is stuck, and no recording ends";
pub(crate) const FOUND_RUNNING_GOES_ON: &str = "X6, Y8: what the engine is found running and is \
     wanted goes on, whatever deadline passed while the host was away";
pub(crate) const AWAY_IS_QUIET: &str =
    "X6: while the host is away the session has no command and no deadline";

pub(crate) const FIRST_LIMIT: &str = "K2: a recording ends by the limit that falls first";

/// A recording has ended by `limit`, and no limit had been reached.
pub(crate) const fn not_too_early(limit: RecordLimit, told_twice: bool) -> &'static str {
    match limit {
        RecordLimit::MaxSilence if told_twice => {
            "K5: a report that the caller is silent ends no recording unless the caller was speaking"
        }
        RecordLimit::MaxDuration => "K1: a recording ends as MaxDuration only after that time",
        RecordLimit::MaxSilence => {
            "K1, X6: a recording ends as MaxSilence only after so much silence after speech, \
             to which the host listened"
        }
        RecordLimit::InitialSilence => {
            "K1, X6: a recording ends as InitialSilence only after so much silence, to which the \
             host listened"
        }
        RecordLimit::MediaTimeout => {
            "K1, X6: a recording ends as MediaTimeout only after so much time without media, in \
             which the host listened"
        }
    }
}

/// The timer is armed later than `limit` falls, or not at all.
const fn not_too_late(limit: RecordLimit, told_twice: bool) -> &'static str {
    match limit {
        _ if told_twice => {
            "K5: a report that the caller is silent moves no deadline unless the caller was speaking"
        }
        RecordLimit::MaxDuration => "K1: the timer is armed for the longest duration",
        RecordLimit::MaxSilence => "K1: the timer is armed for the maximum silence",
        RecordLimit::InitialSilence => {
            "K1, X4, X6: the timer is armed for the initial silence unless the caller has spoken; \
             after an adoption that goes on with nothing the caller counts as silent"
        }
        RecordLimit::MediaTimeout => "K1: the timer is armed for the media timeout",
    }
}

/// The laws of every state.
pub(crate) fn check(world: &mut World) {
    nothing_is_lost(world);
    the_timer_is_armed(world);
    nothing_is_left_to_send(world);
    looks_come_to_an_end(world);
    the_host_is_away(world);
    the_call_is_hung_up(world);
}

fn nothing_is_lost(world: &mut World) {
    let (held, _) = world.host.clone().hang_up(world.now());
    world.law(held == world.open, HELD_IN_ORDER);
}

fn the_timer_is_armed(world: &mut World) {
    if let Some((limit, due)) = world.due()
        && world.away.is_none()
    {
        let in_time = world.host.deadline().is_some_and(|armed| armed <= due);
        world.law(in_time, not_too_late(limit, world.ear.told_twice()));
    }
}

fn nothing_is_left_to_send(world: &mut World) {
    if world.away.is_some() || world.host.clone().command(world.now()).is_some() {
        return;
    }
    let wanted = world.host.wanted();
    let unstopped = |run: &Run| run.heard == Heard::Runs && Some(run.step) != wanted;
    let all_stopped = !world.engine.sounding().any(unstopped);
    world.law(all_stopped, ALL_ARE_STOPPED);
    let busy = world.host.busy_with();
    let waits = busy.is_some() && world.host.deadline().is_some();
    world.law(busy == wanted || waits, WANTED_IS_STARTED);
    let waits = busy.is_none() || world.host.deadline().is_some();
    world.law(waits || !world.settings.bounds_prompts(), WHAT_RUNS_HAS_AN_END);
}

/// However late it is. The host does not send anything meanwhile.
fn looks_come_to_an_end(world: &mut World) {
    for late in [0, 9] {
        let now = Time::from_millis(world.now + late);
        let mut host = world.host.clone();
        for _ in 0..8 {
            if host.deadline().is_some_and(|due| due <= now) {
                let _ = host.expire(now);
            }
        }
        world.law(host.deadline().is_none_or(|due| due > now), LOOKS_END);
    }
}

fn the_host_is_away(world: &mut World) {
    if world.away.is_some() {
        let quiet = world.host.clone().command(world.now()).is_none();
        world.law(quiet && world.host.deadline().is_none(), AWAY_IS_QUIET);
        // A timer that was armed before may fire all the same.
        let late = Time::from_millis(world.now + 9);
        world.law(world.host.clone().expire(late).name == "Nothing", NOTHING_ENDS_AWAY);
    }
}

/// The call ends here. The host tells the engine every stop, and the engine carries out
/// what it is told.
fn the_call_is_hung_up(world: &mut World) {
    if world.away.is_some() {
        return;
    }
    let now = world.now();
    let (_, mut rest) = world.host.clone().hang_up(now);
    let mut engine = world.engine.clone();
    while let Some(step) = rest.stop(now) {
        engine.stop(step);
    }
    let obeys = |run: &&Run| run.heard == Heard::ToldToStop;
    let stopped: Vec<_> = engine.sounding().filter(obeys).map(|run| run.step).collect();
    for step in stopped {
        engine.end(step);
        rest.ended(step);
    }
    let goes_on = engine.sounding().any(|run| run.heard == Heard::Runs);
    world.law(!goes_on || !rest.is_at_rest(), REST_IS_REST);
    let late: Vec<_> = engine.iter().filter(|run| !run.sounds).map(|run| run.step).collect();
    for step in late {
        world.law(rest.started(step, now) == Some(step), LATE_IS_STOPPED);
    }
}
