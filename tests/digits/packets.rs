//! Packets of presses, as a sender makes them.

use media_queue::Tone;
use media_queue::digits::{Packet, Press};

/// A key that was held.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) source: u32,
    pub(crate) event: u8,
    pub(crate) start: u32,
    pub(crate) duration: u32,
}

pub(crate) const KEY: Held = Held { source: 7, event: 5, start: 1_000, duration: 800 };

impl Held {
    /// The packets, each with the instant of its sending, counted from the beginning: an
    /// update every 20 ms at 8,000 Hz, and the last packet of each segment three times.
    pub(crate) fn packets(self) -> Vec<(u32, Packet)> {
        let mut packets = vec![];
        let mut begun = 0;
        while begun < self.duration {
            let length = (self.duration - begun).min(0xFFFF);
            let last = begun + length == self.duration;
            let mut lasted: Vec<u32> = (160..length).step_by(160).collect();
            lasted.extend([length; 3]);
            for (number, duration) in lasted.iter().enumerate() {
                let sent = begun + 160 * u32::try_from(number + 1).unwrap();
                packets.push((sent, self.packet(begun, *duration, last && *duration == length)));
            }
            begun += length;
        }
        packets
    }

    /// A packet with a timestamp so much later than the beginning.
    pub(crate) fn packet(self, later: u32, duration: u32, end: bool) -> Packet {
        Packet {
            source: self.source,
            timestamp: self.start.wrapping_add(later),
            event: self.event,
            duration: u16::try_from(duration).unwrap(),
            end,
        }
    }
}

/// Gives the packets to a new value. Returns the keys.
pub(crate) fn keys(packets: impl IntoIterator<Item = Packet>) -> String {
    let mut press = Press::new();
    packets.into_iter().filter_map(|packet| press.packet(packet)).map(Tone::as_char).collect()
}
