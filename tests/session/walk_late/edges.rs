//! What can happen next.

use media_queue::{Millis, Step};

use super::away::Away;
use super::engine::{Heard, Run};
use super::host::Host;
use super::world::{Ends, World};
use super::worlds::Beside;

/// Every state that is one input away from `world`. Of equally short traces the walk
/// prints the one whose edges stand first here, so an absence begins before time passes
/// and ends after.
pub(crate) fn of(world: &World, next: &mut dyn FnMut(World)) {
    application(world, next);
    engine(world, next);
    timer(world, next);
    if world.away.is_some() {
        time(world, next);
        adopt(world, next);
    } else {
        send(world, next);
        caller(world, next);
        lose_the_engine(world, next);
        time(world, next);
    }
}

/// The application asks, whether the host has the engine or not.
fn application(world: &World, next: &mut dyn FnMut(World)) {
    let held = world.host.operations().len();
    if held < usize::from(world.settings.operations) {
        if world.settings.have(Beside::Plays) {
            next(world.after("the application asks for a play", |world| {
                world.asks(|world| world.open.push(world.host.play()));
            }));
        }
        next(world.after("the application asks for a record", |world| {
            let limits = world.settings.record;
            world.asks(|world| world.open.push(world.host.record(limits)));
        }));
    }
    if held > 0 {
        next(world.after("the application cancels all", |world| {
            world.asks(|world| world.tell(Host::cancel_all));
        }));
    }
    if world.settings.have(Beside::Suspends) {
        if world.host.is_suspended() {
            next(world.after("the application resumes", |world| {
                world.asks(|world| world.host.resume());
            }));
        } else {
            next(world.after("the application suspends", |world| {
                world.asks(|world| world.tell_of(Ends::Lost, Host::suspend));
                world.ear.forget();
            }));
        }
    }
}

/// The engine does something. The host hears of it unless it is away or the report is lost.
fn engine(world: &World, next: &mut dyn FnMut(World)) {
    if world.settings.have(Beside::IsMute) {
        return lengths(world, next);
    }
    let is_here = world.away.is_none();
    for &run in world.engine.iter() {
        if !is_here || world.settings.have(Beside::LosesReports) {
            unheard(world, run, next);
        }
        if is_here {
            reported(world, run, next);
        }
    }
    lengths(world, next);
}

fn unheard(world: &World, Run { step, sounds, .. }: Run, next: &mut dyn FnMut(World)) {
    if !sounds {
        next(world.after(format!("step {step} begins, unheard"), |world| {
            world.engine.begin(step);
        }));
    }
    next(world.after(format!("step {step} ends, unheard"), |world| world.engine.end(step)));
}

fn reported(world: &World, run: Run, next: &mut dyn FnMut(World)) {
    let Run { step, sounds, heard, .. } = run;
    let lies = world.settings.have(Beside::Lies);
    if sounds || lies {
        next(world.after(format!("step {step} ends"), |world| {
            world.ends(step);
            world.tell(|host, now| host.ended(step, now));
        }));
    }
    if !sounds || lies {
        next(world.after(format!("step {step} begins"), |world| {
            world.engine.begin(step);
            confirm(world, step);
        }));
        next(world.after(format!("step {step} fails"), |world| {
            world.ends(step);
            world.tell(|host, now| host.failed(step, now));
        }));
    }
    let unheard = sounds && heard == Heard::Nothing;
    let again = sounds && world.settings.have(Beside::ConfirmsAgain) && heard != Heard::Nothing;
    if unheard || again {
        next(world.after(format!("step {step} is confirmed"), |world| confirm(world, step)));
    }
}

/// The host learns how long the prompt is that the session is busy with. It may take
/// something else for a prompt.
fn lengths(world: &World, next: &mut dyn FnMut(World)) {
    if let Some(step) = world.host.busy_with().filter(|_| world.settings.have(Beside::Lengths)) {
        next(world.after(format!("step {step} is 1 ms long"), |world| {
            world.tell(|host, _| host.prompt_length(step, Millis::clamped(1)));
        }));
    }
}

fn confirm(world: &mut World, step: Step) {
    world.engine.hear(step);
    world.recording_starts(Some(step));
    world.tell(|host, now| host.started(step, now));
}

/// A timer that is due may fire, now or later. It fires also while the host is away,
/// unless the session knows that and has no deadline.
fn timer(world: &World, next: &mut dyn FnMut(World)) {
    if world.host.deadline().is_some_and(|due| due <= world.now()) {
        next(world.after("the timer fires (expire)", |world| world.tell(Host::expire)));
    }
}

/// The host sends one command.
fn send(world: &World, next: &mut dyn FnMut(World)) {
    if world.host.clone().command(world.now()).is_some() {
        next(world.after("the host sends one command", World::send));
    }
}

/// The caller speaks and falls silent, whatever the session does, and the detector may
/// say that a caller fell silent who never spoke.
fn caller(world: &World, next: &mut dyn FnMut(World)) {
    if world.settings.have(Beside::Voice) {
        next(world.after("the caller speaks", |world| {
            world.tell(Host::speech_started);
            world.ear.speech();
        }));
        next(world.after("the caller is silent", |world| {
            world.tell(Host::speech_stopped);
            world.ear.silence(world.now());
        }));
    }
    if world.settings.have(Beside::Media) && world.ear.recording.is_some() {
        next(world.after("media arrives", |world| {
            world.tell(Host::media_received);
            world.ear.media(world.now());
        }));
    }
}

fn lose_the_engine(world: &World, next: &mut dyn FnMut(World)) {
    if world.settings.away > 0 {
        next(world.after("the host loses the engine", |world| {
            world.away = Some(Away::begins(world.host.wanted()));
            world.host.detach();
        }));
    }
}

/// The host is back and asks the engine what it runs. If more than one step sounds, the
/// host names the one that was wanted when it lost the engine, or else the one that is
/// wanted now, or the one that the session is busy with, or the last.
fn adopt(world: &World, next: &mut dyn FnMut(World)) {
    let sounds = |step: &Step| world.engine.sounding().any(|run| run.step == *step);
    let before = world.away.and_then(|away| away.wanted);
    let known = [before, world.host.wanted(), world.host.busy_with()];
    let known = known.into_iter().flatten().find(sounds);
    back_to(world, known.or(world.engine.sounding().last().map(|run| run.step)), next);
    if world.settings.have(Beside::IsMute) {
        // It can be asked, although it reports nothing.
        let told = world.engine.iter().last().map(|run| run.step);
        if told.is_some() {
            back_to(world, told, next);
        }
    }
}

fn back_to(world: &World, running: Option<Step>, next: &mut dyn FnMut(World)) {
    let edge = match running {
        Some(step) => format!("the host is back, the engine runs step {step} (adopt)"),
        None => String::from("the host is back, the engine runs nothing (adopt)"),
    };
    next(world.after(edge, |world| world.is_back(running)));
}

/// Time passes. An attached host looks at its timer only so late, and a host that is
/// away comes back after some time.
fn time(world: &World, next: &mut dyn FnMut(World)) {
    let late = world.settings.late;
    let passes = match world.away {
        Some(away) => away.since < world.settings.away,
        None => world
            .host
            .deadline()
            .is_none_or(|due| world.now() < due || world.now().since(due) < late),
    };
    if passes {
        next(world.after("1 ms passes", |world| {
            world.now += 1;
            if let Some(away) = &mut world.away {
                away.since += 1;
            }
        }));
    }
}
