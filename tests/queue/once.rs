//! What is handed out once is not lost without a warning, and cannot be copied.

use media_queue::{
    Canceled, Completion, Effect, HungUp, MediaFailure, MediaQueue, Opening, Play, QueueFull,
    Record, RecordLimit, Remaining, Stale, Tone, ToneReport,
};

use crate::support::*;

/// Does not compile if one of the types is `Copy`, since the trait is then implemented for
/// it in two ways.
macro_rules! not_copy {
    ($($type:ty),+ $(,)?) => {{
        trait EitherWay<Reason> {
            fn exists() {}
        }
        struct BecauseItIsCopy;
        impl<T> EitherWay<()> for T {}
        impl<T: Copy> EitherWay<BecauseItIsCopy> for T {}
        $(<$type as EitherWay<_>>::exists();)+
    }};
}

#[test]
fn q3_nothing_that_is_handed_out_once_can_be_copied() {
    not_copy![
        MediaQueue<u8>,
        Completion<u8>,
        Effect<u8>,
        ToneReport<'_, u8, Effect<u8>>,
        Canceled<'_, u8>,
        Remaining<u8>,
        HungUp<u8, u8>,
        QueueFull<Play, u8>,
        QueueFull<Record, u8>,
    ];
}

/// Does not compile if the statement does not warn, given the `deny` of the test.
macro_rules! warns {
    ($statement:expr) => {
        #[expect(unused_must_use, reason = "it must warn")]
        {
            $statement;
        }
    };
}

#[test]
#[deny(unfulfilled_lint_expectations)]
fn q3_a_completion_that_is_not_read_is_warned_of() -> Result<(), Stale> {
    let mut queue = playing(&["A", "B", "C", "D", "E"]);
    let step = now(&queue);
    warns!(queue.started(step)?);
    warns!(queue.finished(step)?);
    let step = now(&queue);
    warns!(queue.failed(step, MediaFailure::Engine)?);
    warns!(queue.tone(Tone::Tone1));
    warns!(queue.speech_started());
    warns!(queue.suspend());
    warns!(queue.resume());
    warns!(queue.resume().into_completion());
    warns!(queue.cancel(queue.operations().next().unwrap().id));
    warns!(queue.cancel_all());
    warns!(queue.hang_up());

    let mut queue = recording(record(Opening::Silence));
    let step = now(&queue);
    warns!(queue.limit_reached(step, RecordLimit::MaxDuration)?);
    Ok(())
}
