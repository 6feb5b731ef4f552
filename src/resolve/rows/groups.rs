//! Which rows belong together, as one table: an index that costs four bytes a row.

/// The members of each group: those of the first one, then those of the second, and so on.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Groups {
    /// From the group of each member, in the order of the members.
    pub fn of(groups: usize, group_of: impl ExactSizeIterator<Item = u32> + Clone) -> Self {
        let mut starts = vec![0; groups + 1];
        for group in group_of.clone() {
            if let Some(count) = starts.get_mut(group as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut next, mut members) = (starts.clone(), vec![0; group_of.len()]);
        for (member, group) in (0_u32..).zip(group_of) {
            let Some(at) = next.get_mut(group as usize) else { continue };
            if let Some(slot) = members.get_mut(*at as usize) {
                *slot = member;
            }
            *at += 1;
        }
        Self { starts, members }
    }

    /// The members of a group, in order.
    pub fn members(&self, group: u32) -> &[u32] {
        let bounds = (self.starts.get(group as usize), self.starts.get(group as usize + 1));
        let (Some(start), Some(end)) = bounds else { return &[] };
        self.members.get(*start as usize..*end as usize).unwrap_or(&[])
    }
}
