//! Short texts that are put together without allocation.

use serde::{Serialize, Serializer};

/// A text of at most `N` bytes.
#[derive(Clone, Copy)]
pub(super) struct Text<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Default for Text<N> {
    fn default() -> Self {
        Self { bytes: [0; N], len: 0 }
    }
}

impl<const N: usize> Text<N> {
    /// Appends `text`; what has no room is left out whole, so that this stays a text.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(room) = self.room(text.len()) {
            room.copy_from_slice(text.as_bytes());
        }
    }

    /// Appends `number` in decimal; likewise.
    pub(super) fn push_number(&mut self, number: u64) {
        let digits = number.checked_ilog10().unwrap_or(0).saturating_add(1);
        let mut rest = number;
        for digit in self.room(digits as usize).into_iter().flatten().rev() {
            *digit = b'0' | (rest % 10) as u8;
            rest /= 10;
        }
    }

    fn room(&mut self, len: usize) -> Option<&mut [u8]> {
        let end = self.len.saturating_add(len);
        let room = self.bytes.get_mut(self.len..end)?;
        self.len = end;
        Some(room)
    }

    pub(super) fn as_str(&self) -> &str {
        let text = self.bytes.get(..self.len).unwrap_or_default();
        core::str::from_utf8(text).unwrap_or_default()
    }
}

impl<const N: usize> Serialize for Text<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
