//! What can happen next.

use media_queue::{Step, Tone};

use super::engine::{Engine, Phase, Run};
use super::host::Host;
use super::world::World;

/// Every state one input away from `world`.
pub(crate) fn of<H: Host>(world: &World<H>, next: &mut dyn FnMut(World<H>)) {
    world.check();
    application(world, next);
    caller(world, next);
    time(world, next);
    for run in world.runs.iter() {
        length(world, run.step, next);
        match world.engine {
            Engine::Honest => honest(world, *run, next),
            Engine::Faulty | Engine::Lying => adverse(world, *run, next),
            Engine::Mute => {}
        }
    }
    lose_the_engine(world, next);
    ask_the_engine(world, next);
}

fn application<H: Host>(world: &World<H>, next: &mut dyn FnMut(World<H>)) {
    if world.host.queue().len() < usize::from(world.engine.operations().get()) {
        next(world.after("play", World::play));
        next(world.after("record", World::record));
    }
    if !world.host.queue().is_empty() {
        next(world.after("cancel all", |world| {
            for completion in world.host.cancel_all(world.now()) {
                world.completed(&completion);
            }
        }));
    }
    if world.host.queue().len() > 1 {
        next(world.after("cancel the first", |world| {
            let completion = world.host.cancel_first(world.now()).unwrap();
            world.completed(&completion);
        }));
    }
    if world.host.queue().is_suspended() {
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
        Engine::Faulty | Engine::Lying | Engine::Mute => due > world.now(),
    });
    let passes = world.engine.is_lost_for_a_while() || !world.host.is_detached();
    if passes && punctual && !(world.engine == Engine::Honest && is_pressed(world)) {
        next(world.after("tick", |world| world.now += 1));
    }
}

/// Whether an honest engine has to confirm a command, or to end a prompt of known length,
/// before the next instant. What it confirms while nobody listens has no deadline.
fn is_pressed<H: Host>(world: &World<H>) -> bool {
    let player = world.host.player();
    let counts = !world.host.is_detached() || player.running().is_some();
    counts && player.deadline().is_some_and(|due| due.since(world.now()) <= 1)
}

/// The host learns how long the prompt is, whatever the engine is about with it. It may
/// also take something else for a prompt. An honest engine says it with the start.
fn length<H: Host>(world: &World<H>, step: Step, next: &mut dyn FnMut(World<H>)) {
    let player = world.host.player();
    let in_time = match world.engine {
        Engine::Honest => {
            let begins = player.running().is_none_or(|(_, since)| since == world.now());
            begins && !world.host.is_detached()
        }
        Engine::Faulty | Engine::Lying | Engine::Mute => true,
    };
    if in_time && player.busy_with() == Some(step) {
        next(world.after(format!("the length of {step}"), |world| {
            world.report(step, |host, step, _| host.prompt_length(step, Engine::LENGTH));
        }));
    }
}

fn honest<H: Host>(world: &World<H>, run: Run, next: &mut dyn FnMut(World<H>)) {
    let step = run.step;
    if world.host.is_detached() {
        match run.phase {
            Phase::Told => unheard(world, step, "begins", Run::begin, next),
            Phase::Sounding => unheard(world, step, "ends", Run::end, next),
            Phase::Over => {}
        }
        return;
    }
    match run.phase {
        Phase::Told => {
            next(world.after(format!("{step} begins"), |world| started(world, step)));
            if Some(step) != world.wanted() {
                next(world.after(format!("{step} is not begun"), |world| finished(world, step)));
            }
        }
        Phase::Sounding => {
            next(world.after(format!("{step} ends"), |world| finished(world, step)));
            next(world.after(format!("{step} at its limit"), |world| {
                world.report(step, H::limit_reached);
            }));
            next(world.after(format!("{step} ends, unheard, in a restart"), |world| {
                run_of(world, step).end();
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
        // What it does without a word does not matter, since it reports anything.
        _ if lying => {}
        Phase::Told => {
            unheard(world, step, "begins", Run::begin, next);
            unheard(world, step, "is given up", Run::end, next);
        }
        Phase::Sounding => unheard(world, step, "ends", Run::end, next),
        Phase::Over => {}
    }
    if run.begun || lying {
        next(world.after(format!("{step} began"), |world| {
            if lying {
                run_of(world, step).begin();
            }
            run_of(world, step).hear();
            world.report(step, H::started);
        }));
        next(world.after(format!("{step} at its limit"), |world| {
            world.report(step, H::limit_reached);
        }));
    }
    if !run.is_live() || lying {
        next(world.after(format!("{step} ended"), |world| finished(world, step)));
        next(world.after(format!("{step} failed"), |world| failed(world, step)));
    }
}

fn unheard<H: Host>(
    world: &World<H>,
    step: Step,
    what: &str,
    does: fn(&mut Run),
    next: &mut dyn FnMut(World<H>),
) {
    next(world.after(format!("{step} {what}, unheard"), |world| does(run_of(world, step))));
}

fn lose_the_engine<H: Host>(world: &World<H>, next: &mut dyn FnMut(World<H>)) {
    if H::IS_SESSION && world.engine.can_be_lost() && !world.host.is_detached() {
        next(world.after("the engine is lost", |world| world.host.detach()));
    }
}

/// The host has restarted, or has the engine again, and asks what it is running.
fn ask_the_engine<H: Host>(world: &World<H>, next: &mut dyn FnMut(World<H>)) {
    let live = || world.runs.iter().filter(|run| run.is_live());
    match world.engine {
        Engine::Honest => adopt(world, live().map(|run| run.step).next(), next),
        Engine::Faulty | Engine::Lying | Engine::Mute => {
            adopt(world, None, next);
            for run in live() {
                adopt(world, Some(run.step), next);
            }
        }
    }
}

fn adopt<H: Host>(world: &World<H>, running: Option<Step>, next: &mut dyn FnMut(World<H>)) {
    next(world.after(format!("the engine runs {running:?}"), |world| {
        for run in world.runs.iter_mut() {
            run.hear_no_more();
        }
        if let Some(step) = running {
            let run = run_of(world, step);
            run.hear();
            run.let_go = false;
        }
        let on_hold = world.host.queue().is_suspended();
        world.input(|host, now| host.adopt(running, now));
        let stays = world.host.queue().is_suspended() == on_hold;
        world.law(stays, "Y8: a restart neither begins nor ends a hold");
    }));
}

fn started<H: Host>(world: &mut World<H>, step: Step) {
    let run = run_of(world, step);
    run.begin();
    run.hear();
    world.report(step, H::started);
}

fn finished<H: Host>(world: &mut World<H>, step: Step) {
    run_of(world, step).end();
    run_of(world, step).hear_no_more();
    world.report(step, H::finished);
}

fn failed<H: Host>(world: &mut World<H>, step: Step) {
    run_of(world, step).end();
    run_of(world, step).hear_no_more();
    world.report(step, H::failed);
}

fn run_of<H: Host>(world: &mut World<H>, step: Step) -> &mut Run {
    world.runs.get_mut(step).expect("the engine knows it")
}
