//! The table of transitions in the documentation of `MediaQueue`, held against what the
//! queue does.

use std::collections::{BTreeMap, BTreeSet};

use media_queue::{Interruption, MediaQueue, Outcome, Phase, Stage, Tone};

use crate::input::{Answer, Input, Over};

/// The cells of the table, and what was seen in place of each.
#[derive(Debug)]
pub(crate) struct Table {
    /// By row and column.
    cells: BTreeMap<(String, String), String>,
    seen: BTreeMap<(String, String), BTreeSet<Seen>>,
}

/// What an input did in a state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Stale,
    Nothing,
    /// The state changed and nothing ended.
    Moved,
    /// An operation ended in this way.
    Ended(String),
}

impl Table {
    /// The table as it is written.
    #[track_caller]
    pub(crate) fn documented() -> Self {
        let mut rows = include_str!("../../src/queue/mod.rs")
            .lines()
            .skip_while(|line| !line.starts_with("/// | input |"))
            .map_while(|line| line.strip_prefix("/// |")?.strip_suffix('|'))
            .filter(|row| !row.starts_with("---"))
            .map(|row| row.split(" | ").map(without_links).collect::<Vec<_>>());
        let columns = rows.next().expect("the table has a head");
        let mut cells = BTreeMap::new();
        for row in rows {
            assert_eq!(row.len(), columns.len(), "each row has each column: {row:?}");
            for (column, cell) in columns.iter().zip(&row).skip(1) {
                let place = (row[0].clone(), column.clone());
                assert_eq!(cells.insert(place, cell.clone()), None, "{} stands once", row[0]);
            }
        }
        Self { cells, seen: BTreeMap::new() }
    }

    /// Notes what `input` did, if the table speaks of it.
    #[track_caller]
    pub(crate) fn see<C: Clone + PartialEq, S: Clone>(
        &mut self,
        before: &MediaQueue<C, S>,
        input: &Input<C, S>,
        answer: &Answer<C, S>,
        after: &MediaQueue<C, S>,
    ) {
        let seen = match answer {
            // The table is about requests that find room.
            Answer::PlayRefused(..) | Answer::RecordRefused(..) => return,
            Answer::Stale(_) => vec![Seen::Stale],
            answer if !answer.completions().is_empty() => endings(answer.completions()),
            _ if same_state(before, after) => vec![Seen::Nothing],
            _ => vec![Seen::Moved],
        };
        for row in rows(input, before) {
            self.note(row, column(before), &seen);
        }
    }

    #[track_caller]
    pub(crate) fn see_hang_up<C, S>(&mut self, before: &MediaQueue<C, S>, left: &[Over<C>]) {
        if !(before.is_suspended() && before.is_empty()) {
            let seen = if left.is_empty() { vec![Seen::Nothing] } else { endings(left) };
            self.note("hang_up", column(before), &seen);
        }
    }

    #[track_caller]
    fn note(&mut self, row: &str, column: &str, seen: &[Seen]) {
        let place = (row.to_owned(), column.to_owned());
        assert!(self.cells.contains_key(&place), "the table has no cell for {place:?}");
        self.seen.entry(place).or_default().extend(seen.iter().cloned());
    }

    /// Fails if a cell was not visited, or says something else than what was seen.
    #[track_caller]
    pub(crate) fn check(&self) {
        for (place, cell) in &self.cells {
            let seen = self.seen.get(place).unwrap_or_else(|| panic!("not visited: {place:?}"));
            assert!(agree(&self.meant(place, cell), seen), "{place:?} says {cell:?}, not {seen:?}");
        }
        println!("{} cells of the table of transitions", self.cells.len());
    }

    /// The text of a cell, in full if it refers to another cell.
    fn meant(&self, (row, column): &(String, String), cell: &str) -> String {
        let prompt = |row: &str| &self.cells[&(row.to_owned(), "prompt".to_owned())];
        match cell.strip_prefix("as an interrupting tone, ") {
            Some(condition) => format!("{}, {condition}", prompt("tone, interrupting")),
            None if cell == "all" && column != "prompt" => prompt(row).clone(),
            None => cell.to_owned(),
        }
    }
}

/// Whether a cell says what was seen, neither more nor less.
fn agree(cell: &str, seen: &BTreeSet<Seen>) -> bool {
    let only = |what| seen.iter().eq([&what]);
    match cell {
        "stale" => return only(Seen::Stale),
        "–" | "`None`" | "empty list" | "nothing held" => return only(Seen::Nothing),
        _ => {}
    }
    let named: Vec<_> = cell.split('`').skip(1).step_by(2).collect();
    let is = |ending: &str, name: &str| ending == name || ending.starts_with(&format!("{name}("));
    let each_is_named = seen.iter().all(|seen| match seen {
        Seen::Stale => false,
        Seen::Nothing => cell.contains(", if "),
        Seen::Moved => !cell.starts_with("end ") && !cell.starts_with("all end "),
        Seen::Ended(ending) => named.iter().any(|name| is(ending, name)),
    });
    let each_name_is_seen = named.iter().all(|name| {
        seen.iter().any(|seen| matches!(seen, Seen::Ended(ending) if is(ending, name)))
    });
    each_is_named && each_name_is_seen && (!named.is_empty() || only(Seen::Moved))
}

/// The rows that speak of an input in a state. A fact about a step that is not current and
/// the cancel of an operation that waits or is not held stand in no row.
fn rows<C: Clone, S: Clone>(input: &Input<C, S>, before: &MediaQueue<C, S>) -> Vec<&'static str> {
    let nothing_is_held_for_now = before.is_suspended() && before.is_empty();
    let fact = |step, row| {
        let current = before.wanted().is_none_or(|current| current == step);
        if current { vec![row] } else { vec![] }
    };
    match input {
        Input::Play(..) | Input::Record(..) => vec!["play, record"],
        Input::Started(step) => fact(*step, "started"),
        Input::Finished(step) => fact(*step, "finished"),
        Input::Failed(step, _) => fact(*step, "failed"),
        Input::LimitReached(step, _) => fact(*step, "limit_reached"),
        Input::Tone(tone) => rows_of_tone(*tone, before),
        Input::SpeechStarted => vec!["speech_started"],
        Input::CancelAll | Input::Cancel(_) if nothing_is_held_for_now => vec![],
        Input::Cancel(id) => {
            let front = before.operations().next();
            if front.is_none_or(|front| front.id == *id) { vec!["cancel of it"] } else { vec![] }
        }
        Input::CancelAll => vec!["cancel_all"],
        Input::Suspend => vec!["suspend"],
        Input::Resume => vec!["resume"],
        Input::SubscribeTones(_) | Input::UnsubscribeTones | Input::Shrink => {
            vec!["subscribe_tones, unsubscribe_tones, shrink"]
        }
    }
}

/// A tone that would both interrupt the prompt and stop the recording counts as the one in
/// the prompt and as the other everywhere else.
fn rows_of_tone<C, S>(tone: Tone, before: &MediaQueue<C, S>) -> Vec<&'static str>
where
    C: Clone,
    S: Clone,
{
    const INTERRUPTING: &str = "tone, interrupting";
    const STOP: &str = "tone, stop tone";

    let Some(front) = before.operations().next() else { return vec![INTERRUPTING, STOP] };
    let interrupts = front.interrupts.contains(Interruption::Tone(tone));
    let stops = would_stop(tone, before);
    let in_prompt = matches!(front.stage, Stage::InProgress(Phase::Prompt { .. }));
    match (interrupts, stops) {
        (true, true) if in_prompt => vec![INTERRUPTING],
        (_, true) => vec![STOP],
        (true, false) => vec![INTERRUPTING],
        (false, false) => vec![],
    }
}

/// Whether the front is a record that this tone is to stop. A copy of the queue says so when
/// it hands the request out.
fn would_stop<C: Clone, S: Clone>(tone: Tone, before: &MediaQueue<C, S>) -> bool {
    let outcome = before.clone().cancel_all().next().map(|front| front.outcome);
    matches!(outcome, Some(Outcome::Record(record, _)) if record.stop_tones.contains(tone))
}

fn column<C, S>(queue: &MediaQueue<C, S>) -> &'static str {
    match queue.operations().next().map(|front| front.stage) {
        _ if queue.is_suspended() => "suspended",
        None => "idle",
        Some(Stage::InProgress(Phase::Prompt { .. })) => "prompt",
        Some(Stage::InProgress(Phase::Beep)) => "beep",
        Some(Stage::InProgress(Phase::Recording { started: false })) => "recording, armed",
        Some(Stage::InProgress(Phase::Recording { started: true })) => "recording, started",
        Some(Stage::Queued) => panic!("the front is in progress"),
    }
}

fn endings<C>(completions: &[Over<C>]) -> Vec<Seen> {
    let ending = |over: &Over<C>| match over.outcome {
        Outcome::Play(_, outcome) => format!("{outcome:?}"),
        Outcome::Record(_, outcome) => format!("{outcome:?}"),
    };
    completions.iter().map(|over| Seen::Ended(ending(over))).collect()
}

/// Whether two queues stand at the same step. Subscriptions and numbers are not part of it.
fn same_state<C: PartialEq, S>(before: &MediaQueue<C, S>, after: &MediaQueue<C, S>) -> bool {
    before.activity() == after.activity() && before.operations().eq(after.operations())
}

/// The text of a cell with its links as plain words.
fn without_links(cell: &str) -> String {
    let mut text = String::new();
    let mut rest = cell.trim();
    while let Some((before, link)) = rest.split_once("[`") {
        let (name, after) = link.split_once("`](").expect("a link");
        text.extend([before, name]);
        rest = after.split_once(')').expect("a target").1;
    }
    text + rest
}
