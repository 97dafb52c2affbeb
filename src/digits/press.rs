//! Makes one key press of many packets.

use crate::tone::Tone;

/// Turns the telephone-event packets of RFC 4733 into key presses, each reported once
/// ([D11](crate::digits#rules)).
///
/// A sender repeats the packet of an event for as long as the key is held, and sends the
/// last one three times
/// ([RFC 4733, section 2.5.1.4](https://www.rfc-editor.org/rfc/rfc4733#section-2.5.1.4)).
/// All of them have the timestamp of the beginning. They may be lost, late and out of order.
///
/// ```
/// use media_queue::Tone;
/// use media_queue::digits::{Packet, Press};
///
/// let mut press = Press::new();
/// let packet = |timestamp, duration, end| {
///     Packet { source: 7, timestamp, event: 5, duration, end }
/// };
///
/// assert_eq!(press.packet(packet(1_000, 160, false)), Some(Tone::Tone5));
/// assert_eq!(press.packet(packet(1_000, 320, false)), None);
/// assert_eq!(press.packet(packet(1_000, 320, true)), None);
/// assert_eq!(press.packet(packet(1_640, 160, false)), Some(Tone::Tone5), "the same key again");
/// assert_eq!(press.packet(packet(1_000, 320, true)), None, "late");
/// assert_eq!(press.repeats(), 3);
/// ```
///
/// # What it copes with
///
/// - The marker bit plays no part: many senders never set it.
/// - A key that is held for longer than a packet can say arrives in segments, each with a
///   timestamp of its own
///   ([section 2.5.1.3](https://www.rfc-editor.org/rfc/rfc4733#section-2.5.1.3)). They are
///   one press.
/// - Some senders and relays give the packets of one press different timestamps. A packet
///   that begins while the same key was already held, and says that it has been held for
///   at least as long, belongs to the same press. So does a repeated last packet whose
///   timestamp is at most [`Press::RESENT`] behind the end of the press.
/// - Some senders use one timestamp for several presses. Presses of different keys are told
///   apart.
/// - The timestamp wraps around, and may jump when the sender changes.
///
/// # What it does not
///
/// - Two presses of one key with one timestamp are one press.
/// - The packets of a press that arrive from two sources are two presses.
/// - A press is remembered until eight later ones of its source have been reported. A packet
///   that is later than that is dropped, if its timestamp is at most 65,535 before those of
///   the eight, and is a new press otherwise. When the source changes, the presses of the
///   old one are forgotten first.
/// - A segment that overtakes the first packet of its press is a press of its own.
/// - A packet may report several events
///   ([section 2.5.1.5](https://www.rfc-editor.org/rfc/rfc4733#section-2.5.1.5)), and
///   redundant ones. The host passes in each with the timestamp at which it began.
/// - Tones within the sound, and keys that arrive by signalling as well, are not seen. A
///   host that listens to two of these hears each key twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Press {
    /// The last presses, in the order in which they were reported, the newest first.
    known: [Option<Known>; REMEMBERED],
    repeats: u64,
}

/// What a telephone-event packet says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "these are fields of RFC 3550 and RFC 4733")]
pub struct Packet {
    /// The synchronization source (SSRC) of the RTP header.
    pub source: u32,
    /// The timestamp of the RTP header: when the event began. It wraps around.
    pub timestamp: u32,
    /// The event number.
    pub event: u8,
    /// How long the event has lasted, in units of the timestamp.
    pub duration: u16,
    /// The end bit.
    pub end: bool,
}

/// A press that has been reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    source: u32,
    event: u8,
    /// The timestamp of its first packet.
    start: u32,
    /// The latest timestamp of its packets.
    latest: u32,
    /// The longest duration of the packets with that timestamp.
    duration: u16,
    ended: bool,
}

impl Press {
    /// How far behind the end of a press its last packet may be dated, when it is repeated
    /// with a timestamp of its own: 320, which is 40 ms at 8,000 Hz. A caller is not that
    /// quick.
    pub const RESENT: u32 = 320;

    /// Returns a value that has seen no packet.
    #[must_use]
    pub const fn new() -> Self {
        Self { known: [None; REMEMBERED], repeats: 0 }
    }

    /// Takes what a packet says. Returns the key if this is the first packet of its press.
    /// Returns `None` for a repeated or very late packet, and for an event that is not a
    /// key.
    pub fn packet(&mut self, packet: Packet) -> Option<Tone> {
        let key = Tone::from_event(packet.event)?;
        if let Some(known) = self.known.iter_mut().flatten().find(|known| known.has(packet)) {
            known.take(packet);
        } else if !self.has_forgotten(packet) {
            self.remember(packet);
            return Some(key);
        }
        self.repeats = self.repeats.saturating_add(1);
        None
    }

    /// Returns how many packets of keys brought no new press. It saturates.
    #[must_use]
    pub const fn repeats(&self) -> u64 {
        self.repeats
    }

    /// Whether the press of this packet would have been forgotten by now: there is no room
    /// for one that is older than all that are known.
    fn has_forgotten(&self, packet: Packet) -> bool {
        self.known.iter().all(|known| {
            known.is_some_and(|known| {
                let later = known.start.wrapping_sub(packet.timestamp);
                known.source == packet.source && 0 < later && later <= WINDOW
            })
        })
    }

    /// Remembers the press of this packet, in place of the one that matters least.
    fn remember(&mut self, packet: Packet) {
        let rank = |known: &Option<Known>| match known {
            None => u64::MAX,
            Some(known) if known.source != packet.source => 1 << u32::BITS,
            // The oldest. One that is a little later than the packet is young, too.
            Some(known) => packet.timestamp.wrapping_add(WINDOW).wrapping_sub(known.start).into(),
        };
        let last = self.known.iter().enumerate().max_by_key(|(_, known)| rank(known));
        let last = last.map_or(0, |(index, _)| index);
        if let Some([.., forgotten]) = self.known.get_mut(..=last) {
            *forgotten = Some(Known::new(packet));
        }
        if let Some(newest_first) = self.known.get_mut(..=last) {
            newest_first.rotate_right(1);
        }
    }
}

impl Known {
    const fn new(packet: Packet) -> Self {
        let Packet { source, timestamp, event, duration, end } = packet;
        Self { source, event, start: timestamp, latest: timestamp, duration, ended: end }
    }

    /// Whether the packet belongs to this press.
    fn has(&self, packet: Packet) -> bool {
        if (self.source, self.event) != (packet.source, packet.event) {
            return false;
        }
        let repeated =
            packet.timestamp.wrapping_sub(self.start) <= self.latest.wrapping_sub(self.start);
        let ahead = packet.timestamp.wrapping_sub(self.latest);
        let held = u32::from(self.duration);
        let next_segment = !self.ended && (ahead == held || ahead == u32::from(u16::MAX));
        let redated = ahead <= held && packet.duration >= self.duration;
        let resent = self.ended
            && packet.end
            && packet.duration == self.duration
            && ahead <= held.saturating_add(Press::RESENT);
        repeated || next_segment || redated || resent
    }

    fn take(&mut self, packet: Packet) {
        let ahead = packet.timestamp.wrapping_sub(self.latest);
        if ahead == 0 {
            self.duration = self.duration.max(packet.duration);
        } else if ahead <= WINDOW {
            (self.latest, self.duration) = (packet.timestamp, packet.duration);
        }
        self.ended |= packet.end;
    }
}

/// How many presses are remembered: more than can overtake each other on the way.
const REMEMBERED: usize = 8;

/// Timestamps that are further apart than this are not out of order: the sender has begun to
/// count elsewhere. It is 8 s at 8,000 Hz.
const WINDOW: u32 = 1 << 16;
