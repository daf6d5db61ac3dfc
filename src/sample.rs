//! A sample of the documents of a run.

use std::collections::{BTreeSet, BinaryHeap};
use std::ops::ControlFlow;

use sha2::{Digest, Sha256};

use crate::ingest::{self, Listed};

/// The indices of `size` of `total` documents, the same ones every time; all of them when there are no more. A larger
/// sample holds every smaller one of the same documents.
///
/// Those whose index has the smallest hash: as good as random, and no generator's version can change it.
#[must_use]
pub fn sample(size: usize, total: u64) -> BTreeSet<u64> {
    let mut smallest = BinaryHeap::with_capacity(size + 1);
    for index in 0..total {
        smallest.push((rank(index), index));
        if smallest.len() > size {
            smallest.pop();
        }
    }
    smallest.into_iter().map(|(_, index)| index).collect()
}

fn rank(index: u64) -> [u8; 32] {
    Sha256::digest(index.to_le_bytes()).into()
}

/// The number of documents in a file, those that cannot be read included. The file is read, but not understood.
#[must_use]
pub fn count(file: &Listed, reading: &ingest::Options) -> u64 {
    let mut documents = 0;
    let _ = ingest::read_file(&file.file, reading, &mut |_| {
        documents += 1;
        ControlFlow::Continue(())
    });
    documents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_spread_and_nested() {
        let large = sample(100, 10_000);
        assert_eq!(large.len(), 100);
        assert!(sample(10, 10_000).is_subset(&large));
        assert_eq!(sample(5, 3), BTreeSet::from([0, 1, 2]));
        assert_eq!(sample(0, 3), BTreeSet::new());
        let early = large.iter().filter(|index| **index < 5_000).count();
        assert!((30..=70).contains(&early), "{early} of 100 in the first half");
    }
}
