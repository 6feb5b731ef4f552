//! RC4 encryption of the records of old workbooks ([MS-OFFCRYPTO] 2.3.5 and 2.3.6, [MS-XLS] 2.2.10): the key
//! changes every 1024 bytes of the stream; the heads of records, and a few records, stay as they are.

use ::rc4::cipher::StreamCipher;
use ::rc4::{KeyInit, Rc4};
use md5::Md5;
use sha1::{Digest, Sha1};

use super::standard::StandardHeader;
use super::{utf_16, with_passwords};
use crate::import::book::BookError;
use crate::import::book::le::{array, u16_at};

/// The key changes after so many bytes.
const BLOCK: usize = 1024;
/// The number of RC4.
const RC4: u32 = 0x6801;
/// Records that are not encrypted: BOF, FILEPASS, USREXCL, FILELOCK, INTERFACEHDR, RRDINFO, RRDHEAD.
const PLAIN: [u16; 7] = [0x0809, 0x002F, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138];
/// BOUNDSHEET, whose first four bytes are not encrypted.
const BOUND_SHEET: u16 = 0x0085;

/// What the key of a block is made from.
enum Key {
    /// RC4: five bytes of the hashed password.
    Md5([u8; 5]),
    /// RC4 with CryptoAPI: the hashed password, and the length of the key in bytes.
    Sha1([u8; 20], usize),
}

impl Key {
    fn cipher(&self, block: u32) -> Result<Rc4, BookError> {
        let key = match self {
            Self::Md5(base) => {
                Md5::new().chain_update(base).chain_update(block.to_le_bytes()).finalize().to_vec()
            }
            Self::Sha1(base, length) => {
                let mut key =
                    Sha1::new().chain_update(base).chain_update(block.to_le_bytes()).finalize().to_vec();
                key.truncate(*length);
                // A key of 40 bits is filled to 128.
                key.resize(if *length == 5 { 16 } else { *length }, 0);
                key
            }
        };
        Rc4::new_from_slice(&key).map_err(|e| BookError::Encryption(e.to_string()))
    }

    /// Decrypts the stream from its beginning, as if all of it were encrypted.
    fn decrypt(&self, stream: &[u8]) -> Result<Vec<u8>, BookError> {
        let mut plain = stream.to_vec();
        for (number, block) in (0_u32..).zip(plain.chunks_mut(BLOCK)) {
            self.cipher(number)?.apply_keystream(block);
        }
        Ok(plain)
    }
}

/// Decrypts the stream of a workbook, given the content of its FILEPASS record.
///
/// # Errors
/// When no password opens it, or it is encrypted in a way that is not known.
pub fn decrypt_records(
    stream: &[u8],
    file_pass: &[u8],
    password: Option<&str>,
) -> Result<Vec<u8>, BookError> {
    let cut = || BookError::damaged("FILEPASS", "it is cut off");
    let info = file_pass.get(2..).ok_or_else(cut)?;
    let key = match (u16_at(file_pass, 0), u16_at(info, 0), u16_at(info, 2)) {
        (Some(1), Some(1), Some(1)) => {
            let parts = (array(info, 4), array(info, 20), array(info, 36));
            let (Some(salt), Some(verifier), Some(hash)) = parts else { return Err(cut()) };
            with_passwords(password, |password| old_key(password, [salt, verifier, hash]))?
        }
        (Some(1), Some(2..=4), Some(2)) => {
            let header = StandardHeader::parse(info).ok_or_else(cut)?;
            with_passwords(password, |password| new_key(password, &header))?
        }
        (Some(0), ..) => return Err(BookError::Encryption("XOR obfuscation".to_owned())),
        (_, major, minor) => {
            let [major, minor] = [major, minor].map(Option::unwrap_or_default);
            return Err(BookError::Encryption(format!("version {major}.{minor}")));
        }
    };
    let mut plain = key.decrypt(stream)?;
    restore_heads(stream, &mut plain);
    Ok(plain)
}

/// Puts back what was not encrypted.
fn restore_heads(stream: &[u8], plain: &mut [u8]) {
    let mut at = 0;
    while let (Some(id), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let length = usize::from(length);
        let kept = match id {
            id if PLAIN.contains(&id) => length,
            BOUND_SHEET => length.min(4),
            _ => 0,
        };
        let end = (at + 4 + kept).min(stream.len());
        if let (Some(from), Some(to)) = (stream.get(at..end), plain.get_mut(at..end)) {
            to.copy_from_slice(from);
        }
        at += 4 + length;
    }
}

fn old_key(password: &str, [salt, verifier, hash]: [[u8; 16]; 3]) -> Result<Option<Key>, BookError> {
    let five = |digest: &[u8]| array::<5>(digest, 0).unwrap_or_default();
    let hashed = five(&Md5::digest(utf_16(password)));
    let mixed = (0..16).fold(Md5::new(), |digest, _| digest.chain_update(hashed).chain_update(salt));
    let key = Key::Md5(five(&mixed.finalize()));
    let (mut verifier, mut hash) = (verifier, hash);
    let mut cipher = key.cipher(0)?;
    cipher.apply_keystream(&mut verifier);
    cipher.apply_keystream(&mut hash);
    Ok((Md5::digest(verifier)[..] == hash).then_some(key))
}

fn new_key(password: &str, header: &StandardHeader<'_>) -> Result<Option<Key>, BookError> {
    let bits = if header.key_bits == 0 { 40 } else { header.key_bits };
    if header.algorithm != RC4 || !(40..=128).contains(&bits) {
        return Err(BookError::Encryption(format!("algorithm {:#x} with {bits} bits", header.algorithm)));
    }
    let hashed = Sha1::new().chain_update(header.salt).chain_update(utf_16(password)).finalize();
    let key = Key::Sha1(hashed.into(), usize::try_from(bits / 8).unwrap_or(16));
    let (mut verifier, mut hash) = (header.verifier.to_vec(), header.hash.to_vec());
    let mut cipher = key.cipher(0)?;
    cipher.apply_keystream(&mut verifier);
    cipher.apply_keystream(&mut hash);
    Ok(hash.starts_with(&Sha1::digest(verifier)).then_some(key))
}
