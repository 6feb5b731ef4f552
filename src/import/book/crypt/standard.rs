//! Standard encryption of packages ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9): AES, a key from 50,000 rounds of SHA-1.

use sha1::{Digest, Sha1};

use super::{Aes, utf_16};
use crate::import::book::BookError;
use crate::import::book::le::{range, size_at, u32_at};

/// How many times a password is hashed.
const ROUNDS: u32 = 50_000;
/// The numbers of AES with 128, 192 and 256 bits.
const AES: std::ops::RangeInclusive<u32> = 0x660E..=0x6610;

/// How a package, or the records of an old workbook, are encrypted.
#[derive(Debug)]
pub struct StandardHeader<'i> {
    /// The number of the cipher.
    pub algorithm: u32,
    /// The length of the key in bits.
    pub key_bits: u32,
    /// Mixed into the password.
    pub salt: &'i [u8],
    /// Some bytes, encrypted.
    pub verifier: &'i [u8],
    /// Their hash, encrypted.
    pub hash: &'i [u8],
}

impl<'i> StandardHeader<'i> {
    /// Reads what begins with the version; `None` when it is cut off.
    pub fn parse(info: &'i [u8]) -> Option<Self> {
        let length = size_at(info, 8)?;
        let header = info.get(range(12, length)?)?;
        let verifier = info.get(12_usize.checked_add(length)?..)?;
        let salt_length = size_at(verifier, 0)?;
        let after_salt = verifier.get(4_usize.checked_add(salt_length)?..)?;
        Some(Self {
            algorithm: u32_at(header, 8)?,
            key_bits: u32_at(header, 16)?,
            salt: verifier.get(range(4, salt_length)?)?,
            verifier: after_salt.get(..16)?,
            hash: after_salt.get(20..)?,
        })
    }

    /// The cipher of a package, if the password is right.
    pub fn open(&self, password: &str) -> Result<Option<Aes>, BookError> {
        if !AES.contains(&self.algorithm) {
            return Err(BookError::Encryption(format!("algorithm {:#x}", self.algorithm)));
        }
        let cipher = Aes::new(&self.key(password)?)?;
        let expected = cipher.ecb(self.hash);
        let hash = Sha1::digest(cipher.ecb(self.verifier));
        Ok(expected.starts_with(&hash).then_some(cipher))
    }

    fn key(&self, password: &str) -> Result<Vec<u8>, BookError> {
        let mut hash = Sha1::new().chain_update(self.salt).chain_update(utf_16(password)).finalize();
        for round in 0..ROUNDS {
            hash = Sha1::new().chain_update(round.to_le_bytes()).chain_update(hash).finalize();
        }
        hash = Sha1::new().chain_update(hash).chain_update(0_u32.to_le_bytes()).finalize();
        let half = |fill: u8| {
            let mut bytes = [fill; 64];
            bytes.iter_mut().zip(hash).for_each(|(byte, with)| *byte ^= with);
            Sha1::digest(bytes)
        };
        let mut key = [half(0x36), half(0x5C)].concat();
        let length = usize::try_from(self.key_bits / 8).unwrap_or_default();
        if !matches!(length, 16 | 24 | 32) {
            return Err(BookError::Encryption(format!("a key of {} bits", self.key_bits)));
        }
        key.truncate(length);
        Ok(key)
    }
}

/// Decrypts a package, without the size before it.
pub fn decrypt(cipher: &Aes, package: &[u8]) -> Vec<u8> {
    cipher.ecb(package)
}
