//! A media engine without media: time passes as if there were some.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use media_queue::session::Stop;
use media_queue::{MediaFailure, Step, Time};
use tokio::sync::oneshot;
use tokio::time::sleep;
use tracing::error;
use uuid::Uuid;

use crate::call::{Busy, Switchboard};
use crate::media::{Media, MediaReport, RecordingFile, Reports, Work};

/// The simulated engine. Prompts take as long as their WAV says; what the caller
/// does comes from the control endpoint.
#[derive(Debug)]
pub(crate) struct Simulated {
    switchboard: Arc<Switchboard>,
    beep: Duration,
    lines: Arc<Lines>,
}

#[derive(Debug, Default)]
struct Lines(Mutex<HashMap<Uuid, Line>>);

/// The line of one caller.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    reports: Reports,
    running: Running,
}

/// The step that is running, and how to end it.
type Running = Arc<Mutex<Option<(Step, oneshot::Sender<End>)>>>;

/// How a step is ended from outside.
#[derive(Clone, Copy, Debug)]
enum End {
    Stop { cut: Option<Time> },
    Fail,
    Silence,
}

impl Simulated {
    pub(crate) fn new(switchboard: Arc<Switchboard>, beep: Duration) -> Self {
        Self { switchboard, beep, lines: Arc::default() }
    }

    /// A caller calls.
    pub(crate) fn ring(&self, from: &str, to: &str) -> Result<Uuid, Busy> {
        self.switchboard.ring(from, to, |call, reports| {
            let line = Line { reports, running: Running::default() };
            self.lines.lock().insert(call, line.clone());
            SimulatedMedia { call, line, beep: self.beep, lines: Arc::clone(&self.lines) }
        })
    }

    pub(crate) fn line(&self, call: Uuid) -> Option<Line> {
        self.lines.lock().get(&call).cloned()
    }
}

impl Lines {
    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Line>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// The caller does something.
    pub(crate) async fn report(&self, report: MediaReport) {
        self.reports.send(report).await;
    }

    /// The engine fails at what it is doing.
    pub(crate) fn fail(&self) {
        self.end(None, End::Fail);
    }

    /// Ends the step that is running, if it is `step` or no step is named.
    fn end(&self, step: Option<Step>, end: End) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, ender)) = running.take_if(|(it, _)| step.is_none_or(|step| step == *it)) {
            // A step that has just come to its own end is not there to be ended.
            let _ = ender.send(end);
        }
    }
}

/// The media of one simulated call.
#[derive(Debug)]
struct SimulatedMedia {
    call: Uuid,
    line: Line,
    beep: Duration,
    lines: Arc<Lines>,
}

impl Media for SimulatedMedia {
    fn answer(&mut self) {
        let reports = self.line.reports.clone();
        tokio::spawn(async move { reports.send(MediaReport::Connected).await });
    }

    fn start(&mut self, step: Step, work: Work) {
        let (ender, end) = oneshot::channel();
        let running = (step, ender);
        *self.line.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(running);
        let (reports, beep) = (self.line.reports.clone(), self.beep);
        tokio::spawn(async move {
            if let Some(last) = run(step, work, &reports, beep, end).await {
                reports.send(last).await;
            }
        });
    }

    fn stop(&mut self, stop: Stop) {
        self.line.end(Some(stop.step), End::Stop { cut: stop.cut });
    }

    fn silence(&mut self) {
        self.line.end(None, End::Silence);
    }

    fn hang_up(&mut self) {
        self.silence();
        self.lines.lock().remove(&self.call);
    }
}

/// Runs a step to its end. Gives the last report of it.
async fn run(
    step: Step,
    work: Work,
    reports: &Reports,
    beep: Duration,
    mut end: oneshot::Receiver<End>,
) -> Option<MediaReport> {
    let length = match work {
        Work::Beep => beep,
        Work::Prompt(prompt) => tokio::select! {
            audio = prompt.audio() => match audio {
                Ok(audio) => audio.duration,
                Err(failure) => return Some(MediaReport::Failed(step, failure)),
            },
            end = &mut end => return last_report(step, end.ok()),
        },
        Work::Record(file) => return record(step, file, reports, end).await,
    };
    reports.send(MediaReport::PromptLength(step, length)).await;
    reports.send(MediaReport::Started(step)).await;
    tokio::select! {
        () = sleep(length) => Some(MediaReport::Finished(step)),
        end = end => last_report(step, end.ok()),
    }
}

/// Records silence: as much of it as time passes.
async fn record(
    step: Step,
    file: RecordingFile,
    reports: &Reports,
    end: oneshot::Receiver<End>,
) -> Option<MediaReport> {
    let since = reports.clock().now();
    reports.send(MediaReport::Started(step)).await;
    let end = end.await.ok();
    if let Some(End::Stop { cut }) = end {
        let until = cut.unwrap_or_else(|| reports.clock().now());
        let length = Duration::from_millis(until.since(since));
        let written = tokio::task::spawn_blocking(move || {
            write_silence(file.path(), length).inspect(|()| file.mark_written())
        });
        match written.await {
            Ok(Ok(())) => {}
            failed => {
                error!(?failed, "recording not written");
                return Some(MediaReport::Failed(step, MediaFailure::Engine));
            }
        }
    }
    last_report(step, end)
}

const fn last_report(step: Step, end: Option<End>) -> Option<MediaReport> {
    match end {
        Some(End::Stop { .. }) => Some(MediaReport::Finished(step)),
        Some(End::Fail) => Some(MediaReport::Failed(step, MediaFailure::Engine)),
        // The call has been told, or is no more.
        Some(End::Silence) | None => None,
    }
}

fn write_silence(path: &Path, length: Duration) -> io::Result<()> {
    std::fs::write(path, silence(length)?)
}

/// A WAV file with this much silence.
pub(crate) fn silence(length: Duration) -> io::Result<Vec<u8>> {
    let mut wav = io::Cursor::new(Vec::new());
    let samples = length.as_millis().saturating_mul(SAMPLES_PER_MILLI);
    let mut write = || {
        let mut writer = hound::WavWriter::new(&mut wav, FORMAT)?;
        for _ in 0..samples {
            writer.write_sample(0_i16)?;
        }
        writer.finalize()
    };
    write().map_err(|error| match error {
        hound::Error::IoError(error) => error,
        other => io::Error::other(other),
    })?;
    Ok(wav.into_inner())
}

const FORMAT: hound::WavSpec = hound::WavSpec {
    channels: 1,
    sample_rate: 8_000,
    bits_per_sample: 16,
    sample_format: hound::SampleFormat::Int,
};

const SAMPLES_PER_MILLI: u128 = 8;
