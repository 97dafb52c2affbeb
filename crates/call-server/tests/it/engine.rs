//! Media engines that do not do what they are told: the trait is all the server
//! knows of them.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use call_server::config::Config;
use call_server::{Media, MediaReport, Reports, Work};
use media_queue::session::Stop;
use media_queue::{RecordLimit, Step, Time, Tone};
use serde_json::json;
use tokio::sync::mpsc;

use crate::world::{World, millis};

/// What an engine was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Answer,
    Start(Step),
    Stop(Step, Option<Time>),
    Silence,
    HangUp,
}

/// An engine that writes down what it is told, and does nothing.
#[derive(Debug)]
struct Puppet(mpsc::UnboundedSender<Told>);

impl Puppet {
    fn tell(&self, told: Told) {
        self.0.send(told).unwrap();
    }
}

impl Media for Puppet {
    fn answer(&mut self) {
        self.tell(Told::Answer);
    }

    fn start(&mut self, step: Step, _work: Work) {
        self.tell(Told::Start(step));
    }

    fn stop(&mut self, stop: Stop) {
        self.tell(Told::Stop(stop.step, stop.cut));
    }

    fn silence(&mut self) {
        self.tell(Told::Silence);
    }

    fn hang_up(&mut self) {
        self.tell(Told::HangUp);
    }
}

/// A call whose engine this test is.
struct Strings {
    world: World,
    call: String,
    reports: Reports,
    told: mpsc::UnboundedReceiver<Told>,
}

impl Strings {
    async fn pull() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(configure: impl FnOnce(&mut Config)) -> Self {
        let (server, bot, recordings) = World::server(configure).await;
        let (sender, mut told) = mpsc::unbounded_channel();
        let reports = Arc::new(Mutex::new(None));
        let call = server.switchboard().ring("+15550100", "+15550199", |_, given| {
            *reports.lock().unwrap() = Some(given);
            Puppet(sender)
        });
        let call = call.unwrap().to_string();
        let reports = reports.lock().unwrap().take().unwrap();
        let mut world = World::run(server, bot, recordings);
        world.bot.state("incoming").await;
        world.post(&call, "answer", json!({})).await;
        world.bot.state("establishing").await;
        assert_eq!(told.recv().await, Some(Told::Answer));
        // Answered and without media, nothing can be played yet.
        let early = world.post(&call, "cancelMediaProcessing", json!({})).await;
        assert_eq!(early.status, 400);
        reports.send(MediaReport::Connected).await;
        world.bot.state("established").await;
        world.bot.state("established").await;
        Self { world, call, reports, told }
    }

    async fn told(&mut self) -> Told {
        self.told.recv().await.unwrap()
    }

    /// The engine is told to stop this step. Returns where to cut the recording.
    async fn stop(&mut self, step: Step) -> Option<Time> {
        match self.told().await {
            Told::Stop(stopped, cut) if stopped == step => cut,
            told => panic!("{told:?}"),
        }
    }

    async fn start(&mut self) -> Step {
        match self.told().await {
            Told::Start(step) => step,
            told => panic!("{told:?}"),
        }
    }
}

#[tokio::test]
async fn a_start_that_is_not_confirmed_fails_the_operation() {
    let mut it = Strings::with(|config| {
        config.prompts.timeout_ms = millis(100);
        config.engine.start_ms = millis(200);
    })
    .await;
    let operation = it.world.play(&it.call, 1).await;
    let late = it.start().await;
    it.world.bot.ended(&operation, 8511).await;
    assert_eq!(it.told().await, Told::Silence);
    it.world.until("call_server_stuck_steps_total{phase=\"Start\"}", 1.0).await;
    // Confirmed after all, it is stopped.
    it.reports.send(MediaReport::Started(late)).await;
    assert_eq!(it.told().await, Told::Stop(late, None));
}

#[tokio::test]
async fn a_stop_that_is_not_confirmed_frees_the_call() {
    let mut it = Strings::with(|config| config.engine.stop_ms = millis(200)).await;
    let first = it.world.play(&it.call, 1).await;
    let step = it.start().await;
    it.reports.send(MediaReport::Started(step)).await;
    it.world.until("call_server_operation_wait_seconds_count", 1.0).await;
    it.world.operation(&it.call, "cancelMediaProcessing", json!({})).await;
    assert_eq!(it.stop(step).await, None);
    it.world.bot.ended(&first, 8508).await;
    let second = it.world.play(&it.call, 1).await;
    assert_eq!(it.told().await, Told::Silence);
    it.world.until("call_server_stuck_steps_total{phase=\"Stop\"}", 1.0).await;
    let step = it.start().await;
    it.reports.send(MediaReport::Started(step)).await;
    it.reports.send(MediaReport::Finished(step)).await;
    it.world.bot.ended(&second, 0).await;
}

#[tokio::test]
async fn a_late_report_is_counted_and_changes_nothing() {
    let mut it = Strings::pull().await;
    let first = it.world.play(&it.call, 1).await;
    let over = it.start().await;
    it.reports.send(MediaReport::Started(over)).await;
    it.reports.send(MediaReport::Finished(over)).await;
    it.world.bot.ended(&first, 0).await;
    let second = it.world.play(&it.call, 1).await;
    let step = it.start().await;
    it.reports.send(MediaReport::Finished(over)).await;
    it.reports.send(MediaReport::LimitReached(step, RecordLimit::MaxDuration)).await;
    it.world.until("call_server_stale_reports_total{reason=\"NotCurrent\"}", 1.0).await;
    it.world.until("call_server_stale_reports_total{reason=\"NotOfThisStep\"}", 1.0).await;
    it.reports.send(MediaReport::Started(step)).await;
    it.reports.send(MediaReport::Finished(step)).await;
    it.world.bot.ended(&second, 0).await;
}

#[tokio::test]
async fn a_record_is_notified_when_its_file_is_whole() {
    let mut it = Strings::pull().await;
    it.world.operation(&it.call, "subscribeToTone", json!({})).await;
    let body = json!({ "playBeep": false, "stopTones": ["#"] });
    let record = it.world.operation(&it.call, "recordResponse", body).await;
    let step = it.start().await;
    it.reports.send(MediaReport::Started(step)).await;
    it.reports.send(MediaReport::Tone(Tone::Pound)).await;
    it.reports.send(MediaReport::Tone(Tone::Tone1)).await;
    assert!(it.stop(step).await.is_some());
    // The keys are told meanwhile, and the record still runs.
    it.world.bot.tone(1, "pound").await;
    it.world.bot.tone(2, "tone1").await;
    let read = it.world.get(&it.call, &format!("/operations/{record}")).await;
    assert_eq!(read.body["status"], "running");
    it.reports.send(MediaReport::Finished(step)).await;
    it.world.bot.ended(&record, 8514).await;
    let read = it.world.get(&it.call, &format!("/operations/{record}")).await;
    assert_eq!(read.body["status"], "completed");
}

#[tokio::test]
async fn a_record_that_ended_before_the_call_keeps_its_outcome() {
    let mut it = Strings::pull().await;
    let body = json!({ "playBeep": false, "stopTones": ["#"] });
    let record = it.world.operation(&it.call, "recordResponse", body).await;
    let waits = it.world.play(&it.call, 1).await;
    let step = it.start().await;
    it.reports.send(MediaReport::Started(step)).await;
    it.reports.send(MediaReport::Tone(Tone::Pound)).await;
    let cut = it.stop(step).await;
    assert!(cut.is_some());
    it.reports.send(MediaReport::HungUp).await;
    it.reports.send(MediaReport::Finished(step)).await;
    it.world.bot.ended(&record, 8514).await;
    it.world.bot.ended(&waits, 8528).await;
    it.world.bot.state("terminated").await;
}

#[tokio::test]
async fn a_hang_up_stops_the_engine_first() {
    let mut it = Strings::pull().await;
    let record = it.world.operation(&it.call, "recordResponse", json!({ "playBeep": false })).await;
    let step = it.start().await;
    it.reports.send(MediaReport::Started(step)).await;
    it.reports.send(MediaReport::HungUp).await;
    assert!(it.stop(step).await.is_some());
    it.reports.send(MediaReport::Finished(step)).await;
    assert_eq!(it.told().await, Told::HangUp);
    it.world.bot.ended(&record, 8528).await;
    it.world.bot.state("terminated").await;
}

#[tokio::test]
async fn a_prompt_whose_end_is_never_reported_does_not_stop_the_call() {
    for length in [Some(Duration::from_millis(50)), None] {
        let mut it = Strings::with(|config| {
            config.engine.prompt_grace_ms = millis(100);
            config.engine.longest_prompt_ms = millis(150);
        })
        .await;
        let silent = it.world.play(&it.call, 1).await;
        let next = it.world.play(&it.call, 1).await;
        let step = it.start().await;
        if let Some(length) = length {
            it.reports.send(MediaReport::PromptLength(step, length)).await;
        }
        it.reports.send(MediaReport::Started(step)).await;
        assert_eq!(it.stop(step).await, None);
        it.world.bot.ended(&silent, 8511).await;
        it.world.until("call_server_stuck_steps_total{phase=\"End\"}", 1.0).await;
        it.reports.send(MediaReport::Finished(step)).await;
        let step = it.start().await;
        it.reports.send(MediaReport::Started(step)).await;
        it.reports.send(MediaReport::Finished(step)).await;
        it.world.bot.ended(&next, 0).await;
    }
}

#[tokio::test]
async fn every_start_that_is_not_wanted_is_stopped_at_once() {
    let mut it = Strings::pull().await;
    let strangers = [7_001, 7_002, 7_003].map(|number| Step::new(number).unwrap());
    for step in strangers {
        it.reports.send(MediaReport::Started(step)).await;
    }
    for step in strangers {
        assert_eq!(it.stop(step).await, None);
    }
}

#[tokio::test]
async fn a_stop_during_the_start_is_sent_again_with_the_confirmation() {
    let mut it = Strings::pull().await;
    let play = it.world.play(&it.call, 1).await;
    let step = it.start().await;
    it.world.operation(&it.call, "cancelMediaProcessing", json!({})).await;
    assert_eq!(it.stop(step).await, None);
    it.world.bot.ended(&play, 8508).await;
    it.reports.send(MediaReport::Started(step)).await;
    assert_eq!(it.stop(step).await, None);
}
