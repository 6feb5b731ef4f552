//! Identifiers: opaque, never reused, never made from a name or a CID. Their copies share the text: every claim has some.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps an identifier that was made before.
            pub fn new(id: impl Into<Arc<str>>) -> Self {
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
    /// One letter that was written.
    LetterId
);
id!(
    /// One measure of due diligence.
    MeasureId
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
        FacilityId(self.next().into())
    }

    /// A new action's identifier.
    pub fn action(&mut self) -> ActionId {
        ActionId(self.next().into())
    }

    /// A new note's identifier.
    pub fn note(&mut self) -> NoteId {
        NoteId(self.next().into())
    }

    /// A new piece of evidence's identifier.
    pub fn evidence(&mut self) -> EvidenceId {
        EvidenceId(self.next().into())
    }

    /// A new supplier's identifier.
    pub fn supplier(&mut self) -> SupplierId {
        SupplierId(self.next().into())
    }

    /// A new declaration's identifier.
    pub fn declaration(&mut self) -> DeclarationId {
        DeclarationId(self.next().into())
    }

    /// A new request's identifier.
    pub fn request(&mut self) -> RequestId {
        RequestId(self.next().into())
    }

    /// A new letter's identifier.
    pub fn letter(&mut self) -> LetterId {
        LetterId(self.next().into())
    }

    /// A new measure's identifier.
    pub fn measure(&mut self) -> MeasureId {
        MeasureId(self.next().into())
    }

    /// A new history entry's identifier.
    pub fn entry(&mut self) -> EntryId {
        EntryId(self.next().into())
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
}
