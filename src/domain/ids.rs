//! Identifiers: opaque, never reused, never made from a name or a CID.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps an identifier that was made before.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

id!(
    /// One facility of a workspace.
    FacilityId
);
id!(
    /// One follow-up action.
    ActionId
);
id!(NoteId);
id!(
    /// One piece of evidence.
    EvidenceId
);
id!(SupplierId);
id!(
    /// One declaration of a supplier.
    DeclarationId
);
id!(
    /// One line of the request log.
    RequestId
);
id!(
    /// One entry of the history.
    EntryId
);
id!(
    /// A source: the first 16 hexadecimal digits of the file's SHA-256.
    SourceId
);

/// Letters of an identifier: digits and lower-case letters without those that look alike.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Makes identifiers from a seed that the caller drew at random: 80 bits each, so two copies of a workspace
/// that go on apart do not collide.
#[derive(Debug, Clone)]
pub struct IdGen {
    seed: [u8; 16],
    made: u64,
}

impl IdGen {
    /// A generator; the same seed gives the same identifiers, so a seed must be drawn anew for each run.
    pub fn new(seed: [u8; 16]) -> Self {
        Self { seed, made: 0 }
    }

    /// A generator for work elsewhere: neither makes an identifier that the other makes.
    #[must_use]
    pub fn branch(&mut self) -> Self {
        let mut seed = [0; 16];
        self.digest().iter().zip(&mut seed).for_each(|(byte, of_seed)| *of_seed = *byte);
        Self::new(seed)
    }

    fn digest(&mut self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.seed);
        hash.update(self.made.to_le_bytes());
        self.made += 1;
        hash.finalize().into()
    }

    fn next(&mut self) -> String {
        self.digest()
            .iter()
            .take(16)
            .filter_map(|byte| LETTERS.get(usize::from(byte & 31)))
            .map(|b| char::from(*b))
            .collect()
    }

    /// A new facility's identifier.
    pub fn facility(&mut self) -> FacilityId {
        FacilityId(self.next())
    }

    /// A new action's identifier.
    pub fn action(&mut self) -> ActionId {
        ActionId(self.next())
    }

    /// A new note's identifier.
    pub fn note(&mut self) -> NoteId {
        NoteId(self.next())
    }

    /// A new piece of evidence's identifier.
    pub fn evidence(&mut self) -> EvidenceId {
        EvidenceId(self.next())
    }

    /// A new supplier's identifier.
    pub fn supplier(&mut self) -> SupplierId {
        SupplierId(self.next())
    }

    /// A new declaration's identifier.
    pub fn declaration(&mut self) -> DeclarationId {
        DeclarationId(self.next())
    }

    /// A new request's identifier.
    pub fn request(&mut self) -> RequestId {
        RequestId(self.next())
    }

    /// A new history entry's identifier.
    pub fn entry(&mut self) -> EntryId {
        EntryId(self.next())
    }
}

/// A smelter identification number as the reference lists give it: `CID` and six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cid(u32);

/// The letters and digits of a CID.
const CID_SIGNS: usize = 9;

/// Text that is not a CID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a CID (CID and six digits, such as CID002243)")]
pub struct BadCid(String);

impl Cid {
    /// Reads `CID` and six digits, in any case, with blanks around it.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn parse(text: &str) -> Result<Self, BadCid> {
        let bad = || BadCid(text.to_owned());
        let upper = text.trim().to_ascii_uppercase();
        let digits = upper.strip_prefix("CID").ok_or_else(bad)?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(bad());
        }
        digits.parse().map(Self).map_err(|_| bad())
    }

    /// Reads a CID as people write it, too: full-width, and with blanks, hyphens or a sign between its letters and digits
    /// ("CID 002243", "CID-002243", "CID: 002243").
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn read(text: &str) -> Result<Self, BadCid> {
        let between = |c: &char| {
            c.is_whitespace() || matches!(c, '-' | '_' | ':' | '#' | '.' | '\u{2010}'..='\u{2015}')
        };
        let cleaned = crate::text::clean(text);
        let narrow = cleaned.nfkc().filter(|c| !between(c));
        Self::parse(&narrow.take(CID_SIGNS + 1).collect::<String>()).map_err(|_| BadCid(text.to_owned()))
    }

    /// The six digits as a number, below 1,000,000.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl std::fmt::Display for Cid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("CID{:06}", self.0))
    }
}

impl TryFrom<String> for Cid {
    type Error = BadCid;

    fn try_from(text: String) -> Result<Self, BadCid> {
        Self::parse(&text)
    }
}

impl From<Cid> for String {
    fn from(cid: Cid) -> Self {
        cid.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ_and_repeat_by_seed() {
        let mut a = IdGen::new([7; 16]);
        let mut b = IdGen::new([7; 16]);
        let first = a.facility();
        assert_eq!(first, b.facility());
        assert_ne!(first, a.facility());
        assert_eq!(first.as_str().len(), 16);
        let mut branch = a.branch();
        assert_ne!(branch.facility(), a.facility());
        assert_ne!(branch.facility(), a.facility());
    }

    #[test]
    fn a_cid_has_six_digits() {
        assert_eq!(Cid::parse(" cid002243 ").map(|c| c.to_string()), Ok("CID002243".to_owned()));
        for bad in ["CID12", "002243", "CID0022431", "CIDx02243", "CID+02243"] {
            assert!(Cid::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_cid_is_read_as_people_write_it() {
        for text in [
            "CID 002243",
            "CID-002243",
            "cid_002243",
            "CID: 002243",
            "\u{ff23}\u{ff29}\u{ff24}\u{ff10}\u{ff10}\u{ff12}\u{ff12}\u{ff14}\u{ff13}",
        ] {
            assert_eq!(Cid::read(text).map(|c| c.to_string()), Ok("CID002243".to_owned()), "{text}");
        }
        for bad in ["CID 2243", "002243", "CID0022431", "CID002243 and CID002244"] {
            assert!(Cid::read(bad).is_err(), "{bad}");
        }
    }
}
