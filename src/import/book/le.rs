//! Little-endian numbers at places of bytes; `None` beyond their end.

use std::ops::Range;

/// Bytes of a given length, from a place on.
pub fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// A number of 16 bits.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

/// A number of 32 bits.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

/// A number of 32 bits that is an offset, a length or a count.
pub fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// The range of a length, from a place on.
pub fn range(at: usize, len: usize) -> Option<Range<usize>> {
    Some(at..at.checked_add(len)?)
}
