//! The laws of every state.

use media_queue::session::{Stuck, WindDown, WindDownReaction};
use media_queue::{Media, Time};

use super::engine::{Engine, Run};
use super::host::{Answer, Host};
use super::world::World;

/// More looks than any state has deadlines.
const LOOKS: usize = 40;

impl<H: Host> World<H> {
    pub(crate) fn check(&self) {
        self.the_host_is_in_time();
        if !self.host.is_detached() {
            self.the_engine_does_what_is_wanted();
        }
        let live = self.runs.iter().filter(|run| run.is_live() && !run.let_go).count();
        self.law(live <= 1, "at most one step, and those that were stuck");
        self.looks_come_to_an_end();
        if H::IS_SESSION && self.engine.bounds_prompts() {
            self.a_call_ends_without_a_word_of_the_engine();
        }

        let held = self.host.queue().operations().map(|operation| operation.id);
        let closing = self.closing.map(|closing| closing.id);
        let held: Vec<_> = closing.into_iter().chain(held).collect();
        self.law(self.open == held, "Q3: what is not completed is held, in order");
        let (left, wind_down) = self.host.clone().hang_up(self.now());
        self.law(left.iter().map(|left| left.id).eq(held), "X5: a hang-up gives the rest");
        self.comes_to_rest(wind_down);
    }

    fn the_host_is_in_time(&self) {
        let (busy, due) = (self.host.player().busy_with(), self.host.player().deadline());
        let patience = self.now().after(Engine::PATIENCE);
        self.law(due.is_none_or(|due| due <= patience), "a deadline is no later than agreed");
        self.law(busy.is_some() || due.is_none(), "an idle player waits for nothing");
        if self.host.is_detached() {
            self.law(self.host.deadline().is_none(), "X6: nothing is due while it is detached");
            return;
        }
        let recording = self.host.queue().current_step().is_some_and(|current| {
            Some(current.step) == busy && matches!(current.media, Media::Recording { .. })
        });
        if self.engine.bounds_prompts() && (H::IS_SESSION || !recording) {
            let waits = self.host.deadline().is_some();
            self.law(busy.is_none() || waits, "Y7: what runs has an end");
        }
    }

    /// Nothing is left to send.
    fn the_engine_does_what_is_wanted(&self) {
        let (wanted, busy) = (self.wanted(), self.host.player().busy_with());
        let waits = busy.is_some() && self.host.player().deadline().is_some();
        match wanted {
            Some(step) => self.law(
                busy == Some(step) || waits,
                "what is wanted is started, or waits for an end that has a deadline",
            ),
            None => self.law(busy.is_none() || waits, "what is not wanted is stopped"),
        }
        for run in self.runs.iter() {
            self.law(
                !run.goes_on_unasked() || Some(run.step) == wanted,
                "what was heard to run and is not wanted has been told to stop",
            );
        }
        if self.engine == Engine::Honest && self.runs.iter().all(Run::is_at_rest) {
            let sounding = self.runs.iter().find(|run| run.is_sounding()).map(|run| run.step);
            self.law(sounding == wanted, "what runs becomes what is wanted");
        }
    }

    /// However late the host looks, it calls `expire` only so often.
    fn looks_come_to_an_end(&self) {
        for late in [0, 9] {
            let mut host = self.host.clone();
            let now = Time::from_millis(self.now + late);
            let due = |host: &H| host.deadline().is_some_and(|due| due <= now);
            for _ in 0..LOOKS {
                if due(&host) {
                    let _ = host.expire(now);
                }
            }
            self.law(!due(&host), "expire comes to an end");
        }
    }

    /// The engine says nothing more, and the host does what it has to: each operation
    /// ends, once, and the engine comes to rest.
    fn a_call_ends_without_a_word_of_the_engine(&self) {
        let (mut host, mut left, mut now) = (self.host.clone(), self.open.clone(), self.now());
        let mut take = |answer: Answer| {
            if let Some(completion) = answer.into_completion() {
                let index = left.iter().position(|open| *open == completion.id);
                self.law(index.is_some(), "Q3: each operation is handed out once to the end");
                left.remove(index.unwrap());
            }
        };
        if host.is_detached() {
            take(host.adopt(None, now));
        }
        host.resume();
        for _ in 0..LOOKS {
            while host.next_command(now).is_some() {}
            let Some(due) = host.deadline() else { break };
            now = now.max(due);
            take(host.expire(now));
        }
        self.law(left.is_empty() && host.queue().is_empty(), "Y7: a lost end stops no call");
        self.law(host.player().busy_with().is_none(), "the engine is at rest in the end");
    }

    /// The call is hung up: the engine, which was busy with a step or not, comes to
    /// rest, whether it confirms what it is told, says nothing more, or begins a step
    /// that nobody knew of.
    fn comes_to_rest(&self, mut wind_down: WindDown) {
        let (now, busy) = (self.now(), self.host.player().busy_with());
        if self.host.is_detached() {
            self.law(!wind_down.is_at_rest(), "X6: nobody knows what the engine does");
            self.law(wind_down.next_stop(now).is_none(), "X6: nothing can be sent");
            self.law(wind_down.deadline().is_none(), "X6: nothing is due");
            wind_down.adopt(busy, now);
        }
        self.is_stopped_late(wind_down.clone());
        let stops: Vec<_> = core::iter::from_fn(|| wind_down.next_stop(now)).collect();
        self.law(stops.iter().all(|stop| Some(stop.step) == busy), "X5: what runs is stopped");
        self.law(wind_down.is_at_rest() == busy.is_none(), "X5: busy until it has ended");
        self.law(wind_down.deadline().is_some() == busy.is_some(), "X5: a stop has a deadline");
        self.is_given_up(wind_down.clone());

        for step in self.runs.iter().filter(|run| run.is_live()).map(|run| run.step) {
            let WindDownReaction::Stop(stop) = self.see(wind_down.started(step, now)) else {
                return self.law(false, "X5: what begins is stopped at once");
            };
            self.law(stop.step == step, "X5: what begins is stopped");
            let closing = self.closing.filter(|closing| closing.step == Some(step));
            if let Some(closing) = closing.filter(|_| H::IS_SESSION) {
                self.law(stop.cut == closing.cut, "X7: with its cut");
            }
            self.law(wind_down.next_stop(now).is_none(), "X5: once");
        }
        if let Some(step) = busy {
            wind_down.finished(step);
        }
        self.law(wind_down.is_at_rest(), "X5: the engine is at rest");
    }

    /// The engine speaks, or is overdue, before the host has sent a stop.
    fn is_stopped_late(&self, wind_down: WindDown) {
        let Some(step) = self.host.player().busy_with() else { return };
        let mut spoke = wind_down.clone();
        if self.see(spoke.started(step, self.now())) == WindDownReaction::Nothing {
            let next = spoke.next_stop(self.now());
            let stopped = next.is_some_and(|next| next.step == step);
            self.law(stopped, "X5: what may run is stopped next");
        }
        let mut overdue = wind_down;
        let late = Time::from_millis(self.now + 9);
        while overdue.deadline().is_some_and(|due| due <= late) {
            let _ = self.see(overdue.expire(late));
        }
        while overdue.next_stop(late).is_some() {}
        self.is_given_up(overdue);
    }

    /// The engine says nothing more after the call.
    fn is_given_up(&self, mut wind_down: WindDown) {
        for _ in 0..LOOKS {
            let Some(due) = wind_down.deadline() else { break };
            let _ = self.see(wind_down.expire(due));
        }
        self.law(wind_down.is_at_rest(), "X5: an engine that says nothing is given up");
    }

    fn see(&self, loose: WindDownReaction) -> WindDownReaction {
        self.seen.borrow_mut().insert(match loose {
            WindDownReaction::Nothing => "WindDownReaction::Nothing",
            WindDownReaction::Stop(_) => "WindDownReaction::Stop",
            WindDownReaction::Stuck(Stuck::Start(_)) => "WindDownReaction::Stuck::Start",
            WindDownReaction::Stuck(Stuck::Stop(_)) => "WindDownReaction::Stuck::Stop",
            WindDownReaction::Stuck(Stuck::Prompt(_)) => "WindDownReaction::Stuck::Prompt",
        });
        loose
    }
}
