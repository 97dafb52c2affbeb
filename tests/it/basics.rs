//! The first things a host does.

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{MediaQueue, Play};

#[test]
fn q2_a_play_is_in_progress_at_once() {
    let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MIN);
    assert_eq!(queue.wanted(), None);
    queue.play(Play::new("welcome", NonZeroU8::MIN)).unwrap();
    assert_eq!(queue.wanted().unwrap().get(), 1);
}
