//! How long the audio in a WAV file is.
//!
//! The audio that is there counts, whatever the header says. A program that writes to a
//! pipe cannot go back to fill in the sizes, so it leaves 0, a placeholder, or the largest
//! number. A program that was killed leaves the size of some time before.

use std::time::Duration;

use thiserror::Error;

/// Why a file cannot be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum WavError {
    #[error("it is no WAV file")]
    NotWav,
    #[error("it has no format")]
    NoFormat,
    #[error("it has no audio")]
    NoData,
    #[error("its audio has format {0:#06x}: expected PCM, float, A-law or µ-law")]
    Format(u16),
    #[error("its format has no channel, no sample or no rate")]
    Empty,
}

/// How long the audio in this file is.
pub(super) fn duration(file: &[u8]) -> Result<Duration, WavError> {
    let (Some(b"RIFF" | b"RF64" | b"BW64"), Some(b"WAVE")) = (file.get(..4), file.get(8..12))
    else {
        return Err(WavError::NotWav);
    };
    let mut rest = file.get(12..).unwrap_or_default();
    let mut format = None;
    while let Some(chunk) = Chunk::at(rest) {
        match chunk.id {
            b"fmt " => format = Some(Format::of(chunk.fitting())?),
            b"data" => {
                let Format { block, rate } = format.ok_or(WavError::NoFormat)?;
                let audio = u64::try_from(chunk.audio()).unwrap_or(u64::MAX);
                let blocks = audio.checked_div(block).ok_or(WavError::Empty)?;
                let micros = blocks.saturating_mul(1_000_000).checked_div(rate);
                return Ok(Duration::from_micros(micros.ok_or(WavError::Empty)?));
            }
            _ => {}
        }
        rest = chunk.next().ok_or(WavError::NoData)?;
    }
    Err(if format.is_none() { WavError::NoFormat } else { WavError::NoData })
}

/// A chunk that begins here.
struct Chunk<'f> {
    id: &'f [u8; 4],
    /// What its header says.
    size: usize,
    /// All that follows its header.
    rest: &'f [u8],
}

impl<'f> Chunk<'f> {
    fn at(file: &'f [u8]) -> Option<Self> {
        let (id, rest) = file.split_first_chunk()?;
        let (size, rest) = rest.split_first_chunk()?;
        let size = usize::try_from(u32::from_le_bytes(*size)).unwrap_or(usize::MAX);
        Some(Self { id, size, rest })
    }

    /// What is there of it.
    fn fitting(&self) -> &'f [u8] {
        self.rest.get(..self.size).unwrap_or(self.rest)
    }

    /// What follows it, or `None` if it is longer than the file. A chunk of odd size is
    /// followed by a byte that fills up.
    fn next(&self) -> Option<&'f [u8]> {
        let rest = self.rest.get(self.size..)?;
        Some(if self.size.is_multiple_of(2) { rest } else { rest.get(1..).unwrap_or_default() })
    }

    /// How many bytes of audio are there. The size is right if the file ends there or other
    /// chunks follow. Otherwise the audio goes on to the end of the file.
    fn audio(&self) -> usize {
        match self.next() {
            Some(next) if is_chunks(next) => self.size,
            _ => self.rest.len(),
        }
    }
}

/// Whether this is a row of chunks, or nothing.
fn is_chunks(mut file: &[u8]) -> bool {
    while !file.is_empty() {
        let chunk = Chunk::at(file).filter(|it| it.id.iter().all(|it| (b' '..=b'~').contains(it)));
        match chunk.and_then(|chunk| chunk.next()) {
            Some(next) => file = next,
            None => return false,
        }
    }
    true
}

/// What the length depends on.
struct Format {
    /// Bytes of one sample of every channel.
    block: u64,
    /// Samples in a second.
    rate: u64,
}

impl Format {
    fn of(chunk: &[u8]) -> Result<Self, WavError> {
        let number = |at: usize| {
            let bytes = chunk.get(at..)?.first_chunk()?;
            Some(u16::from_le_bytes(*bytes))
        };
        let (Some(tag), Some(channels), Some(bits)) = (number(0), number(2), number(14)) else {
            return Err(WavError::NoFormat);
        };
        let rate = chunk.get(4..).and_then(|rest| rest.first_chunk()).copied();
        let rate = u32::from_le_bytes(rate.ok_or(WavError::NoFormat)?);
        // The extensible format has the tag of the real one further back.
        let tag = if tag == EXTENSIBLE { number(24).unwrap_or(tag) } else { tag };
        if !UNCOMPRESSED.contains(&tag) {
            return Err(WavError::Format(tag));
        }
        let block = u64::from(channels).saturating_mul(u64::from(bits.div_ceil(8)));
        if block == 0 || rate == 0 {
            return Err(WavError::Empty);
        }
        Ok(Self { block, rate: rate.into() })
    }
}

/// PCM, float, A-law and µ-law: each sample has the same length.
const UNCOMPRESSED: [u16; 4] = [1, 3, 6, 7];

const EXTENSIBLE: u16 = 0xfffe;

#[cfg(test)]
mod tests {
    use super::{Duration, WavError, duration};

    /// 800 samples of 16 bits at 8 kHz: a tenth of a second.
    const AUDIO: usize = 1_600;

    fn chunk(id: &str, size: u32, body: &[u8]) -> Vec<u8> {
        [id.as_bytes(), &size.to_le_bytes(), body].concat()
    }

    fn format(tag: u16, channels: u16, rate: u32, bits: u16) -> Vec<u8> {
        let mut body = [tag.to_le_bytes(), channels.to_le_bytes()].concat();
        body.extend(rate.to_le_bytes());
        // What these say does not matter.
        body.extend([0xff; 6]);
        body.extend(bits.to_le_bytes());
        chunk("fmt ", 16, &body)
    }

    fn file(riff: &str, chunks: &[Vec<u8>]) -> Vec<u8> {
        [&chunk(riff, u32::MAX, b"WAVE"), &chunks.concat()[..]].concat()
    }

    fn pcm(chunks: &[Vec<u8>]) -> Vec<u8> {
        file("RIFF", &[&[format(1, 1, 8_000, 16)], chunks].concat())
    }

    #[track_caller]
    fn lasts(file: &[u8], millis: u64) {
        assert_eq!(duration(file), Ok(Duration::from_millis(millis)));
    }

    #[test]
    fn the_audio_that_is_there_counts_whatever_the_header_says() {
        // 0 and numbers that are too large as streaming writers leave them, and a number
        // that is too small as a writer leaves it that was killed.
        for size in [1_600, 0, u32::MAX, 0x7fff_ffff, 0x7fff_fff0, 2_000_000_000, 1_601, 400, 401] {
            lasts(&pcm(&[chunk("data", size, &[0; AUDIO])]), 100);
            lasts(&pcm(&[chunk("data", size, &[0x80; AUDIO])]), 100);
        }
    }

    #[test]
    fn other_chunks_are_no_audio() {
        let list = chunk("LIST", 4, b"INFO");
        let odd = chunk("note", 3, b"odd\0");
        let data = |size: u32, length| chunk("data", size, &vec![0; length]);
        lasts(&pcm(&[list.clone(), odd.clone(), data(1_600, AUDIO), list.clone()]), 100);
        lasts(&pcm(&[data(1_600, AUDIO), odd.clone(), list.clone()]), 100);
        lasts(&pcm(&[data(800, 800), list.clone()]), 50);
        // A file without audio is over at once. With a size of 0 and audio it is not.
        lasts(&pcm(&[data(0, 0)]), 0);
        lasts(&pcm(&[data(0, 0), list]), 0);
        lasts(&pcm(&[data(0, AUDIO)]), 100);
    }

    #[test]
    fn every_format_of_samples_of_one_length_is_measured() {
        let of = |riff: &str, format: Vec<u8>| {
            file(riff, &[format, chunk("data", u32::MAX, &[0; AUDIO])])
        };
        lasts(&of("RIFF", format(1, 1, 16_000, 16)), 50);
        lasts(&of("RIFF", format(1, 2, 8_000, 16)), 50);
        lasts(&of("RIFF", format(1, 1, 8_000, 8)), 200);
        lasts(&of("RIFF", format(1, 1, 4_000, 12)), 200);
        lasts(&of("RIFF", format(3, 1, 8_000, 32)), 50);
        lasts(&of("RIFF", format(6, 1, 8_000, 8)), 200);
        lasts(&of("RF64", format(7, 1, 8_000, 8)), 200);
        let mut extensible = format(0xfffe, 1, 8_000, 16);
        extensible.splice(4..8, 40_u32.to_le_bytes());
        extensible.extend([&[22, 0, 16, 0, 0, 0, 0, 0, 1, 0][..], &[0; 14]].concat());
        lasts(&of("BW64", extensible), 100);
    }

    #[test]
    fn what_is_no_wav_is_refused_with_the_reason() {
        let data = chunk("data", 4, &[0; 4]);
        let cut_off = chunk("LIST", 400, b"INFO");
        for (file, error) in [
            (b"".to_vec(), WavError::NotWav),
            (b"no audio at all".to_vec(), WavError::NotWav),
            (file("RIFX", &[]), WavError::NotWav),
            (file("RIFF", &[]), WavError::NoFormat),
            (file("RIFF", std::slice::from_ref(&data)), WavError::NoFormat),
            (file("RIFF", &[chunk("fmt ", 4, &[0; 4])]), WavError::NoFormat),
            (pcm(&[]), WavError::NoData),
            (pcm(&[cut_off]), WavError::NoData),
            (file("RIFF", &[format(0x55, 1, 8_000, 0), data.clone()]), WavError::Format(0x55)),
            (file("RIFF", &[format(0xfffe, 1, 8_000, 16), data.clone()]), WavError::Format(0xfffe)),
            (file("RIFF", &[format(1, 0, 8_000, 16), data.clone()]), WavError::Empty),
            (file("RIFF", &[format(1, 1, 0, 16), data.clone()]), WavError::Empty),
            (file("RIFF", &[format(1, 1, 8_000, 0), data]), WavError::Empty),
        ] {
            assert_eq!(duration(&file), Err(error), "{file:?}");
        }
    }

    #[test]
    fn no_file_makes_it_fail_in_another_way() {
        let whole = pcm(&[chunk("LIST", 4, b"INFO"), chunk("data", 1_600, &[0; AUDIO])]);
        for length in 0..whole.len() {
            let _ = duration(whole.get(..length).unwrap_or_default());
        }
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..10_000 {
            let mut file = whole.clone();
            for _ in 0..random.usize(1..8) {
                let at = random.usize(..80);
                file.splice(at..=at, [random.u8(..)]);
            }
            let _ = duration(&file);
        }
    }
}
