//! Agile encryption of packages ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15): AES in chained blocks, described by XML.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use quick_xml::events::BytesStart;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{Aes, BLOCK, utf_16};
use crate::import::book::BookError;
use crate::import::book::xml::{Xml, XmlPiece, attribute};

/// Most times that a password is hashed; Excel does it 100,000 times. More would keep the machine busy for minutes.
const MOST_ROUNDS: u32 = 2_000_000;
/// The longest salt, in bytes ([MS-OFFCRYPTO] 2.3.4.10).
const LONGEST_SALT: usize = 1 << 16;
/// A package is encrypted in pieces of so many bytes.
const SEGMENT: usize = 4096;

/// What is hashed with the password for each thing that it decrypts.
const VERIFIER: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const VERIFIER_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const PACKAGE_KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

/// The name of a file in messages.
const PLACE: &str = "EncryptionInfo";

#[derive(Debug, Clone, Copy)]
enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
            parts.iter().fold(D::new(), D::chain_update).finalize().to_vec()
        }
        match self {
            Self::Md5 => digest::<Md5>(parts),
            Self::Sha1 => digest::<Sha1>(parts),
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }
}

/// How something is encrypted: the package, or its key.
#[derive(Debug)]
struct Method {
    hash: Hash,
    key_bytes: usize,
    salt: Vec<u8>,
}

/// How a package is encrypted.
#[derive(Debug)]
pub struct AgileHeader {
    package: Method,
    key: Method,
    rounds: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    package_key: Vec<u8>,
}

impl AgileHeader {
    /// Reads the description, which follows the version and flags.
    pub fn parse(info: &[u8]) -> Result<Self, BookError> {
        let text = std::str::from_utf8(info).map_err(|e| BookError::damaged(PLACE, e))?;
        let mut xml = Xml::new(text.trim_end_matches('\0'), PLACE);
        let (mut package, mut found) = (None, None);
        while found.is_none() {
            match xml.next()? {
                XmlPiece::Open(tag) => match tag.local_name().into_inner() {
                    "keyData" => package = Some(Method::parse(&tag)?),
                    "encryptedKey" => found = Some(Self::of_key(&tag, package.take())?),
                    _ => {}
                },
                XmlPiece::Close(_) | XmlPiece::Text(_) => {}
                XmlPiece::End => break,
            }
        }
        found.ok_or_else(|| BookError::Encryption("it has no password".to_owned()))
    }

    fn of_key(tag: &BytesStart<'_>, package: Option<Method>) -> Result<Self, BookError> {
        let rounds = attribute(tag, "spinCount").and_then(|count| count.parse().ok()).unwrap_or(u32::MAX);
        if rounds > MOST_ROUNDS {
            return Err(BookError::Encryption(format!(
                "its password is hashed more than {MOST_ROUNDS} times"
            )));
        }
        Ok(Self {
            package: package
                .ok_or_else(|| BookError::damaged(PLACE, "it does not say how the package is encrypted"))?,
            key: Method::parse(tag)?,
            rounds,
            verifier: decoded(tag, "encryptedVerifierHashInput")?,
            verifier_hash: decoded(tag, "encryptedVerifierHashValue")?,
            package_key: decoded(tag, "encryptedKeyValue")?,
        })
    }

    /// The cipher of the package, if the password is right.
    pub fn open(&self, password: &str) -> Result<Option<Aes>, BookError> {
        let Method { hash, salt, .. } = &self.key;
        let mut hashed = hash.of(&[salt, &utf_16(password)]);
        for round in 0..self.rounds {
            hashed = hash.of(&[&round.to_le_bytes(), &hashed]);
        }
        let decrypt = |with: [u8; 8], bytes: &[u8]| {
            let bytes = bytes.get(..LONGEST_SALT + BLOCK).unwrap_or(bytes);
            let key = fit(hash.of(&[&hashed, &with]), self.key.key_bytes);
            Ok::<_, BookError>(Aes::new(&key)?.cbc(&block(salt), bytes))
        };
        let verifier = decrypt(VERIFIER, &self.verifier)?;
        let expected = decrypt(VERIFIER_HASH, &self.verifier_hash)?;
        // What was verified is as long as the salt ([MS-OFFCRYPTO] 2.3.4.13), and padded to a whole block.
        let is_right = |bytes: &[u8]| expected.starts_with(&hash.of(&[bytes]));
        if !(is_right(&verifier) || verifier.get(..salt.len()).is_some_and(is_right)) {
            return Ok(None);
        }
        let mut key = decrypt(PACKAGE_KEY, &self.package_key)?;
        key.truncate(self.package.key_bytes);
        Aes::new(&key).map(Some)
    }

    /// Decrypts a package, without the size before it.
    pub fn decrypt(&self, cipher: &Aes, package: &[u8]) -> Vec<u8> {
        let mut plain = Vec::with_capacity(package.len());
        for (number, segment) in (0_u32..).zip(package.chunks(SEGMENT)) {
            let iv = self.package.hash.of(&[&self.package.salt, &number.to_le_bytes()]);
            plain.extend(cipher.cbc(&block(&iv), segment));
        }
        plain
    }
}

impl Method {
    fn parse(tag: &BytesStart<'_>) -> Result<Self, BookError> {
        let value = |name| attribute(tag, name).unwrap_or_default().into_owned();
        let unknown = |what: String| Err(BookError::Encryption(what));
        if value("cipherAlgorithm") != "AES" || value("cipherChaining") != "ChainingModeCBC" {
            return unknown(format!("{} with {}", value("cipherAlgorithm"), value("cipherChaining")));
        }
        let hash = match value("hashAlgorithm").as_str() {
            "MD5" => Hash::Md5,
            "SHA1" | "SHA-1" => Hash::Sha1,
            "SHA256" | "SHA-256" => Hash::Sha256,
            "SHA384" | "SHA-384" => Hash::Sha384,
            "SHA512" | "SHA-512" => Hash::Sha512,
            other => return unknown(format!("the hash {other}")),
        };
        let key_bytes = match value("keyBits").as_str() {
            "128" => 16,
            "192" => 24,
            "256" => 32,
            other => return unknown(format!("a key of {other} bits")),
        };
        let salt = decoded(tag, "saltValue")?;
        if salt.len() > LONGEST_SALT {
            return Err(BookError::damaged(PLACE, format!("its salt is longer than {LONGEST_SALT} bytes")));
        }
        Ok(Self { hash, key_bytes, salt })
    }
}

fn decoded(tag: &BytesStart<'_>, name: &str) -> Result<Vec<u8>, BookError> {
    let value = attribute(tag, name).unwrap_or_default();
    STANDARD.decode(value.trim()).map_err(|e| BookError::damaged(PLACE, format!("{name}: {e}")))
}

/// Bytes cut or filled to a length.
fn fit(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length, 0x36);
    bytes
}

/// Bytes cut or filled to a block.
fn block(bytes: &[u8]) -> [u8; BLOCK] {
    let mut block = [0x36; BLOCK];
    block.iter_mut().zip(bytes).for_each(|(byte, from)| *byte = *from);
    block
}
