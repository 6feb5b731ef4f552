//! Which declarations name which facility, as one table.

/// Which declarations name each facility: those of the first one, then those of the second, and so on.
#[derive(Debug, Clone, Default)]
pub(super) struct Naming {
    starts: Vec<u32>,
    sent: Vec<u32>,
}

impl Naming {
    /// From pairs of a facility and a declaration, each once, the declarations in order.
    pub fn of(targets: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0; targets + 1];
        for (target, _) in pairs {
            if let Some(count) = starts.get_mut(*target as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut next, mut sent) = (starts.clone(), vec![0; pairs.len()]);
        for (target, by) in pairs {
            let Some(at) = next.get_mut(*target as usize) else { continue };
            if let Some(slot) = sent.get_mut(*at as usize) {
                *slot = *by;
            }
            *at += 1;
        }
        Self { starts, sent }
    }

    /// The declarations that name a facility.
    pub fn of_target(&self, target: u32) -> &[u32] {
        let bounds = (self.starts.get(target as usize), self.starts.get(target as usize + 1));
        let (Some(start), Some(end)) = bounds else { return &[] };
        self.sent.get(*start as usize..*end as usize).unwrap_or(&[])
    }
}
