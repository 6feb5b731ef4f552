//! Decryption of workbooks, by [MS-OFFCRYPTO]: packages (standard and agile encryption), and the records of old
//! workbooks (RC4 and RC4 with CryptoAPI).
//!
//! Of the crates for it, office-crypto does not read old workbooks, and msoffice-crypto is not released yet; both
//! bring far more than the few lines that remain when ciphers and hashes are taken from the RustCrypto crates.
//! How many times a password is hashed is bounded, and is the one thing here that takes time.

mod agile;
mod rc4;
mod standard;

pub use rc4::decrypt_records;

use aes::cipher::{Block, BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};

use super::le::{array, u16_at};
use super::{BookError, DEFAULT_PASSWORD};

/// Tries Excel's own password, then the one given.
fn with_passwords<T>(
    password: Option<&str>,
    mut open: impl FnMut(&str) -> Result<Option<T>, BookError>,
) -> Result<T, BookError> {
    for password in [Some(DEFAULT_PASSWORD), password].into_iter().flatten() {
        if let Some(opened) = open(password)? {
            return Ok(opened);
        }
    }
    Err(if password.is_some() { BookError::WrongPassword } else { BookError::PasswordNeeded })
}

/// Decrypts a package, given the streams `EncryptionInfo` and `EncryptedPackage`.
///
/// # Errors
/// When no password opens it, or it is encrypted in a way that is not known.
pub fn decrypt_package(info: &[u8], package: &[u8], password: Option<&str>) -> Result<Vec<u8>, BookError> {
    let version = (u16_at(info, 0), u16_at(info, 2));
    let mut plain = match version {
        (Some(2..=4), Some(2)) => {
            let header = standard::StandardHeader::parse(info).ok_or_else(cut)?;
            let cipher = with_passwords(password, |password| header.open(password))?;
            standard::decrypt(&cipher, package.get(8..).ok_or_else(cut)?)
        }
        (Some(4), Some(4)) => {
            let header = agile::AgileHeader::parse(info.get(8..).ok_or_else(cut)?)?;
            let cipher = with_passwords(password, |password| header.open(password))?;
            header.decrypt(&cipher, package.get(8..).ok_or_else(cut)?)
        }
        (major, minor) => {
            let [major, minor] = [major, minor].map(Option::unwrap_or_default);
            return Err(BookError::Encryption(format!("version {major}.{minor}")));
        }
    };
    let size = array(package, 0).map(u64::from_le_bytes).and_then(|size| usize::try_from(size).ok());
    plain.truncate(size.unwrap_or(usize::MAX));
    Ok(plain)
}

fn cut() -> BookError {
    BookError::damaged("EncryptionInfo", "it is cut off")
}

/// A password as it is hashed: UTF-16, little-endian.
fn utf_16(password: &str) -> Vec<u8> {
    password.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// AES with a key of any of its lengths.
enum Aes {
    Bits128(Box<Aes128>),
    Bits192(Box<Aes192>),
    Bits256(Box<Aes256>),
}

/// The length of a block of AES, in bytes.
const BLOCK: usize = 16;

impl Aes {
    fn new(key: &[u8]) -> Result<Self, BookError> {
        let wrong = |_| BookError::Encryption(format!("AES with {} bits", key.len() * 8));
        Ok(match key.len() {
            16 => Self::Bits128(Box::new(Aes128::new_from_slice(key).map_err(wrong)?)),
            24 => Self::Bits192(Box::new(Aes192::new_from_slice(key).map_err(wrong)?)),
            _ => Self::Bits256(Box::new(Aes256::new_from_slice(key).map_err(wrong)?)),
        })
    }

    fn block(&self, block: &[u8; BLOCK]) -> [u8; BLOCK] {
        let mut block: Block<Aes128> = (*block).into();
        match self {
            Self::Bits128(aes) => aes.decrypt_block(&mut block),
            Self::Bits192(aes) => aes.decrypt_block(&mut block),
            Self::Bits256(aes) => aes.decrypt_block(&mut block),
        }
        block.into()
    }

    /// Decrypts whole blocks, each for itself; a rest shorter than a block is dropped.
    fn ecb(&self, bytes: &[u8]) -> Vec<u8> {
        let (blocks, _) = bytes.as_chunks::<BLOCK>();
        let mut plain = Vec::with_capacity(bytes.len());
        blocks.iter().for_each(|block| plain.extend(self.block(block)));
        plain
    }

    /// Decrypts whole blocks, each mixed with the one before; a rest shorter than a block is dropped.
    fn cbc(&self, iv: &[u8; BLOCK], bytes: &[u8]) -> Vec<u8> {
        let (blocks, _) = bytes.as_chunks::<BLOCK>();
        let before = std::iter::once(iv).chain(blocks);
        let mixed = blocks.iter().zip(before).flat_map(|(block, before)| {
            let mut plain = self.block(block);
            plain.iter_mut().zip(before).for_each(|(byte, with)| *byte ^= with);
            plain
        });
        mixed.collect()
    }
}
