//! The columns that Annex I may be printed with.

/// A column of Annex I behind the number of the row, which always stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnnexColumn {
    Metal,
    Cid,
    Name,
    Country,
    Status,
    /// The programme whose list gives the status.
    Programme,
    /// The day of the lists that give the status.
    ListDate,
}

impl AnnexColumn {
    pub const ALL: [Self; 7] =
        [Self::Metal, Self::Cid, Self::Name, Self::Country, Self::Status, Self::Programme, Self::ListDate];

    /// The word by which a person chooses it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Metal => "metal",
            Self::Cid => "CID",
            Self::Name => "name",
            Self::Country => "country",
            Self::Status => "status",
            Self::Programme => "programme",
            Self::ListDate => "list date",
        }
    }

    /// Its header. The programme's is one that no reader of annexes takes for a status.
    pub fn header(self) -> &'static str {
        match self {
            Self::Metal => "Metal",
            Self::Cid => "CID",
            Self::Name => "Name",
            Self::Country => "Country",
            Self::Status => "Status",
            Self::Programme => "Listed by",
            Self::ListDate => "List date",
        }
    }

    /// Reads words with commas between them, each once and in any order, metal and name among them; none where they are no such.
    pub fn read(line: &str) -> Option<Vec<Self>> {
        let mut found = Vec::new();
        for word in line.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
            let column = Self::ALL.into_iter().find(|column| column.key().eq_ignore_ascii_case(word))?;
            if found.contains(&column) {
                return None;
            }
            found.push(column);
        }
        (found.contains(&Self::Metal) && found.contains(&Self::Name)).then_some(found)
    }

    /// The words of columns as [`Self::read`] reads them.
    pub fn words(columns: &[Self]) -> String {
        columns.iter().map(|column| column.key()).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_in_their_order_with_metal_and_name_among_them() {
        let read = AnnexColumn::read("Name, metal; cid , List Date,").unwrap();
        assert_eq!(AnnexColumn::words(&read), "name, metal, CID, list date");
        assert_eq!(AnnexColumn::read(&AnnexColumn::words(&AnnexColumn::ALL)).unwrap(), AnnexColumn::ALL);
        for text in ["", "name", "metal, name, metal", "metal, name, rating", "metal name"] {
            assert_eq!(AnnexColumn::read(text), None, "{text}");
        }
    }
}
