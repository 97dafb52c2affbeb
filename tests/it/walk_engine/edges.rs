//! What can happen next.

use media_queue::{Activity, Step, Tone};

use super::engine::{Engine, Phase, Run};
use super::host::Host;
use super::world::World;

/// Every state one input away from `world`.
pub(crate) fn of<H: Host>(world: &World<H>, next: &mut dyn FnMut(World<H>)) {
    application(world, next);
    caller(world, next);
    time(world, next);
    for run in world.runs.iter() {
        match world.engine {
            Engine::Honest => honest(world, *run, next),
            Engine::Faulty | Engine::Lying => adverse(world, *run, next),
        }
    }
    restart(world, next);
}

fn application<H: Host>(world: &World<H>, next: &mut dyn FnMut(World<H>)) {
    if world.host.queue().len() < usize::from(world.engine.operations().get()) {
        next(world.after("play", World::play));
        next(world.after("record", World::record));
    }
    if !world.host.queue().is_empty() {
        next(world.after("cancel all", |world| {
            for completion in world.host.cancel_all() {
                world.completed(&completion);
            }
        }));
    }
    if world.host.queue().len() > 1 {
        next(world.after("cancel the first", |world| {
            let completion = world.host.cancel_first().unwrap();
            world.completed(&completion);
        }));
    }
    if world.host.queue().activity() == Activity::Suspended {
        next(world.after("resume", |world| world.host.resume()));
    } else {
        next(world.after("suspend", |world| world.input(H::suspend)));
    }
}

fn caller<H: Host>(world: &World<H>, next: &mut dyn FnMut(World<H>)) {
    if !world.host.queue().is_empty() {
        next(world.after("#", |world| world.input(|host, now| host.tone(Tone::Pound, now))));
    }
    if world.engine == Engine::Honest {
        next(world.after("speech", |world| world.input(|host, now| host.speech(true, now))));
        next(world.after("silence", |world| world.input(|host, now| host.speech(false, now))));
    }
}

/// Under an honest engine, which does not let a deadline come, a look at the clock may
/// be a millisecond late. Every look comes before the next instant.
fn time<H: Host>(world: &World<H>, next: &mut dyn FnMut(World<H>)) {
    let due = world.host.deadline();
    if due.is_some_and(|due| due <= world.now()) {
        next(world.after("look", |world| world.input(H::expire)));
    }
    let punctual = due.is_none_or(|due| match world.engine {
        Engine::Honest => due >= world.now(),
        Engine::Faulty | Engine::Lying => due > world.now(),
    });
    let pressed = world.host.player().deadline().is_some_and(|due| due.since(world.now()) <= 1);
    if punctual && !(pressed && world.engine == Engine::Honest) {
        next(world.after("tick", |world| world.now += 1));
    }
}

fn honest<H: Host>(world: &World<H>, run: Run, next: &mut dyn FnMut(World<H>)) {
    let step = run.step;
    match run.phase {
        Phase::Told => {
            next(world.after(format!("{step} begins"), |world| started(world, step)));
            if Some(step) != world.wanted() {
                next(world.after(format!("{step} is not begun"), |world| ended(world, step)));
            }
        }
        Phase::Sounding => {
            next(world.after(format!("{step} ends"), |world| ended(world, step)));
            next(world.after(format!("{step} at its limit"), |world| {
                world.report(step, H::limit_reached);
            }));
            next(world.after(format!("{step} ends, unheard, in a restart"), |world| {
                run_of(world, step).phase = Phase::Over;
                world.input(|host, now| host.adopt(None, now));
            }));
        }
        Phase::Over => return,
    }
    next(world.after(format!("{step} fails"), |world| failed(world, step)));
}

fn adverse<H: Host>(world: &World<H>, run: Run, next: &mut dyn FnMut(World<H>)) {
    let step = run.step;
    let lying = world.engine == Engine::Lying;
    match run.phase {
        Phase::Told => {
            next(world.after(format!("{step} begins, unheard"), |world| {
                run_of(world, step).begin();
            }));
            next(world.after(format!("{step} is given up, unheard"), |world| {
                run_of(world, step).phase = Phase::Over;
            }));
        }
        Phase::Sounding => next(world.after(format!("{step} ends, unheard"), |world| {
            run_of(world, step).phase = Phase::Over;
        })),
        Phase::Over => {}
    }
    if run.begun || lying {
        next(world.after(format!("{step} began"), |world| {
            run_of(world, step).hear();
            world.report(step, H::started);
        }));
        next(world.after(format!("{step} at its limit"), |world| {
            world.report(step, H::limit_reached);
        }));
    }
    if !run.is_live() || lying {
        next(world.after(format!("{step} ended"), |world| {
            run_of(world, step).hear_no_more();
            world.report(step, H::ended);
        }));
        next(world.after(format!("{step} failed"), |world| {
            run_of(world, step).hear_no_more();
            world.report(step, H::failed);
        }));
    }
}

/// The host restarts and asks the engine what it is running.
fn restart<H: Host>(world: &World<H>, next: &mut dyn FnMut(World<H>)) {
    let live = || world.runs.iter().filter(|run| run.is_live());
    match world.engine {
        Engine::Honest => restart_to(world, live().map(|run| run.step).next(), next),
        Engine::Faulty | Engine::Lying => {
            restart_to(world, None, next);
            for run in live() {
                restart_to(world, Some(run.step), next);
            }
        }
    }
}

fn restart_to<H: Host>(world: &World<H>, running: Option<Step>, next: &mut dyn FnMut(World<H>)) {
    next(world.after(format!("restart in {running:?}"), |world| {
        for run in world.runs.iter_mut() {
            run.hear_no_more();
        }
        if let Some(step) = running {
            let run = run_of(world, step);
            run.hear();
            run.let_go = false;
        }
        world.input(|host, now| host.adopt(running, now));
    }));
}

fn started<H: Host>(world: &mut World<H>, step: Step) {
    let run = run_of(world, step);
    run.begin();
    run.hear();
    world.report(step, H::started);
}

fn ended<H: Host>(world: &mut World<H>, step: Step) {
    run_of(world, step).phase = Phase::Over;
    run_of(world, step).hear_no_more();
    world.report(step, H::ended);
}

fn failed<H: Host>(world: &mut World<H>, step: Step) {
    run_of(world, step).phase = Phase::Over;
    run_of(world, step).hear_no_more();
    world.report(step, H::failed);
}

fn run_of<H: Host>(world: &mut World<H>, step: Step) -> &mut Run {
    world.runs.get_mut(step).expect("the engine knows it")
}
