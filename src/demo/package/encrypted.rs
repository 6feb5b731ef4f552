//! A workbook behind a password, as Excel 2007 does it ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9): AES with 128 bits and
//! a key from 50,000 rounds of SHA-1. Salt and verifier come from the package, not from chance, so that the same
//! package gives the same bytes: this protects nothing, it makes files for trying.

use std::io::{Cursor, Result, Write};
use std::time::UNIX_EPOCH;

use aes::Aes128;
use aes::cipher::{Array, BlockCipherEncrypt, KeyInit};
use cfb::CompoundFile as Ole;
use sha1::{Digest, Sha1};

const ROUNDS: u32 = 50_000;
const PROVIDER: &str = "Microsoft Enhanced RSA and AES Cryptographic Provider\0";

/// The package, encrypted and packed as an OLE file.
pub(super) fn encrypted(package: &[u8], password: &str) -> Result<Vec<u8>> {
    let [salt, verifier] = [b"salt".as_slice(), b"verifier"].map(|what| drawn(what, package));
    let cipher = Aes128::new(&key(&salt, password).into());
    let mut hash = Sha1::digest(verifier).to_vec();
    hash.resize(32, 0);
    let info = info(&salt, &blocks(&cipher, &verifier), &blocks(&cipher, &hash));
    let mut content = (package.len() as u64).to_le_bytes().to_vec();
    content.extend(blocks(&cipher, package));
    let mut file = Ole::create(Cursor::new(Vec::new()))?;
    file.create_stream("/EncryptionInfo")?.write_all(&info)?;
    file.create_stream("/EncryptedPackage")?.write_all(&content)?;
    file.set_modified_time("/", UNIX_EPOCH)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// Sixteen bytes that follow from a package.
fn drawn(what: &[u8], package: &[u8]) -> [u8; 16] {
    let digest: [u8; 20] = Sha1::new().chain_update(what).chain_update(package).finalize().into();
    digest.first_chunk().copied().unwrap_or_default()
}

fn key(salt: &[u8], password: &str) -> [u8; 16] {
    let utf_16: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut hash = Sha1::new().chain_update(salt).chain_update(utf_16).finalize();
    for round in 0..ROUNDS {
        hash = Sha1::new().chain_update(round.to_le_bytes()).chain_update(hash).finalize();
    }
    hash = Sha1::new().chain_update(hash).chain_update(0_u32.to_le_bytes()).finalize();
    let mut mixed = [0x36; 64];
    mixed.iter_mut().zip(hash).for_each(|(byte, with)| *byte ^= with);
    let key: [u8; 20] = Sha1::digest(mixed).into();
    key.first_chunk().copied().unwrap_or_default()
}

/// Encrypts block by block; the last one is filled up with zeros.
fn blocks(cipher: &Aes128, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 16);
    for chunk in bytes.chunks(16) {
        let mut block = [0; 16];
        block.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        let mut block = Array::from(block);
        cipher.encrypt_block(&mut block);
        out.extend(block);
    }
    out
}

/// The stream `EncryptionInfo`: version 4.2, AES with 128 bits, SHA-1.
fn info(salt: &[u8; 16], verifier: &[u8], hash: &[u8]) -> Vec<u8> {
    let provider: Vec<u8> = PROVIDER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let flags: u32 = 0x24;
    let header_size = u32::try_from(32 + provider.len()).unwrap_or_default();
    let header = [flags, 0, 0x660E, 0x8004, 128, 0x18, 0, 0];
    let mut out = vec![4, 0, 2, 0];
    out.extend([flags, header_size].into_iter().chain(header).flat_map(u32::to_le_bytes));
    out.extend(provider);
    out.extend(16_u32.to_le_bytes());
    out.extend(salt);
    out.extend(verifier);
    out.extend(20_u32.to_le_bytes());
    out.extend(hash);
    out
}

#[cfg(test)]
mod tests {
    use super::encrypted;
    use crate::import::book;

    #[test]
    fn the_reader_opens_it_with_the_password_alone() {
        let plain =
            crate::demo::workbook(&crate::demo::FilledCmrt::blank(crate::domain::cmrt::Version::new(650)));
        let file = encrypted(&plain, "open sesame").unwrap();
        assert_eq!(file, encrypted(&plain, "open sesame").unwrap());
        assert!(book::open(&file, None).is_err());
        let opened = book::open(&file, Some("open sesame")).unwrap();
        assert_eq!(opened.container(), book::Container::EncryptedOoxml);
        let file = encrypted(&plain, book::DEFAULT_PASSWORD).unwrap();
        assert!(book::open(&file, None).is_ok());
    }
}
