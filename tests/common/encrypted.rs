//! Encrypts workbooks as Excel did until 2007 ([MS-OFFCRYPTO]): the records of old ones by RC4, packages by AES.

use aes::Aes128;
use aes::cipher::{BlockCipherEncrypt, KeyInit, StreamCipher};
use md5::Md5;
use rc4::Rc4;
use sha1::{Digest, Sha1};

use super::xls::{Xls, compound};

/// Salt of every file made here.
const SALT: [u8; 16] = *b"sixteen of salt!";
/// What is encrypted for the password to be verified by.
const VERIFIER: [u8; 16] = *b"verify me please";

fn utf_16(password: &str) -> Vec<u8> {
    password.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// An old workbook, encrypted by RC4 with 40 bits of the password.
pub fn rc4(xls: &Xls, password: &str) -> Vec<u8> {
    let hashed = Md5::digest(utf_16(password));
    let mixed = [&hashed[..5], &SALT].concat().repeat(16);
    let base = Md5::digest(mixed);
    let key = |block: u32| Md5::digest([&base[..5], &block.to_le_bytes()].concat()).to_vec();
    let mut verified = [VERIFIER, Md5::digest(VERIFIER).into()].concat();
    Rc4::new_from_slice(&key(0)).unwrap().apply_keystream(&mut verified);
    encrypt_records(xls, &[&[1, 0, 1, 0, 1, 0][..], &SALT, &verified].concat(), key)
}

/// An old workbook, encrypted by RC4 with a key of some length in bits.
pub fn rc4_crypto_api(xls: &Xls, password: &str, bits: u32) -> Vec<u8> {
    let hashed = Sha1::digest([&SALT[..], &utf_16(password)].concat());
    let length = usize::try_from(bits / 8).unwrap();
    let key = |block: u32| {
        let mut key = Sha1::digest([&hashed[..], &block.to_le_bytes()].concat()).to_vec();
        key.truncate(length);
        key.resize(if length == 5 { 16 } else { length }, 0);
        key
    };
    let mut verified = [&VERIFIER[..], &Sha1::digest(VERIFIER)].concat();
    Rc4::new_from_slice(&key(0)).unwrap().apply_keystream(&mut verified);
    let (verifier, hash) = verified.split_at(16);
    let info = info([2, 0, 2, 0], [4, 0x6801, bits, 1], [verifier, hash]);
    encrypt_records(xls, &[&[1, 0][..], &info].concat(), key)
}

/// A package, encrypted by AES with 128 bits.
pub fn standard(package: &[u8], password: &str) -> Vec<u8> {
    let mut hash = Sha1::digest([&SALT[..], &utf_16(password)].concat());
    for round in 0..50_000_u32 {
        hash = Sha1::digest([&round.to_le_bytes()[..], &hash].concat());
    }
    hash = Sha1::digest([&hash[..], &[0; 4]].concat());
    let mixed: Vec<u8> = (0..64).map(|at| 0x36 ^ hash.get(at).copied().unwrap_or(0)).collect();
    let cipher = Aes128::new_from_slice(&Sha1::digest(mixed)[..16]).unwrap();
    let encrypt = |plain: &[u8]| {
        let mut bytes = plain.to_vec();
        bytes.resize(plain.len().next_multiple_of(16), 0);
        for block in bytes.as_chunks_mut::<16>().0 {
            cipher.encrypt_block(block.into());
        }
        bytes
    };
    let info =
        info([4, 0, 2, 0], [0x24, 0x660E, 128, 24], [&encrypt(&VERIFIER), &encrypt(&Sha1::digest(VERIFIER))]);
    let size = u64::try_from(package.len()).unwrap();
    let package = [&size.to_le_bytes()[..], &encrypt(package)].concat();
    compound(&[("EncryptionInfo", &info), ("EncryptedPackage", &package)])
}

/// What says how something is encrypted: its version; flags, cipher, length of the key, provider; what verifies.
fn info(
    version: [u8; 4],
    [flags, cipher, bits, provider]: [u32; 4],
    [verifier, hash]: [&[u8]; 2],
) -> Vec<u8> {
    let header: Vec<u8> =
        [flags, 0, cipher, 0x8004, bits, provider, 0, 0].into_iter().flat_map(u32::to_le_bytes).collect();
    let header = [header, utf_16("Some Cryptographic Provider\0")].concat();
    let length = u32::try_from(header.len()).unwrap();
    let head = [&version[..], &flags.to_le_bytes(), &length.to_le_bytes(), &header].concat();
    [&head[..], &16_u32.to_le_bytes(), &SALT, verifier, &20_u32.to_le_bytes(), hash].concat()
}

/// Encrypts the contents of records, except those by which the file is known.
fn encrypt_records(xls: &Xls, file_pass: &[u8], key: impl Fn(u32) -> Vec<u8>) -> Vec<u8> {
    let plain = xls.stream(Some(file_pass));
    let mut stream = plain.clone();
    for (block, bytes) in stream.chunks_mut(1024).enumerate() {
        let key = key(u32::try_from(block).unwrap());
        Rc4::new_from_slice(&key).unwrap().apply_keystream(bytes);
    }
    let mut at = 0;
    while at < plain.len() {
        let id = u16::from_le_bytes([plain[at], plain[at + 1]]);
        let length = usize::from(u16::from_le_bytes([plain[at + 2], plain[at + 3]]));
        let kept = match id {
            0x809 | 0x2F => length,
            0x85 => 4,
            _ => 0,
        };
        stream[at..at + 4 + kept].copy_from_slice(&plain[at..at + 4 + kept]);
        at += 4 + length;
    }
    compound(&[("Workbook", &stream)])
}

#[test]
fn what_is_encrypted_cannot_be_read_in_the_file() {
    let xls = super::xls::every_kind();
    for raw in [rc4(&xls, "secret"), rc4_crypto_api(&xls, "secret", 128), standard(&xls.to_bytes(), "secret")]
    {
        assert!(!raw.windows(10).any(|bytes| bytes == b"l\0a\0n\0g\0 \0"));
    }
}
