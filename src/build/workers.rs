//! Reports side by side, and no more of them at once than there are threads.

use std::sync::{Mutex, PoisonError};
use std::thread;

use rayon::ThreadPool;

/// What a thread may use of its stack, in bytes. No known content takes a tenth of the usual 2 MiB; but a thread that waits for a part takes
/// other parts meanwhile, on top of what it has begun, and more costs nothing as long as it is not used.
const STACK: usize = 16 << 20;

/// Threads that take one piece of work after the other.
pub(super) struct Workers {
    jobs: usize,
    /// Where the parts of a piece run side by side; `None` if the machine gives no threads.
    pool: Option<ThreadPool>,
}

impl Workers {
    pub(super) fn new(jobs: usize) -> Self {
        Self { jobs, pool: rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK).build().ok() }
    }

    /// One piece of work, whose parts run on these threads.
    pub(super) fn one<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.pool {
            Some(pool) => pool.install(work),
            // One after the other is slower and the same.
            None => work(),
        }
    }

    /// What `work` makes of each item, in their order. An item is begun only when the ones before it have been, and is let go of when it is
    /// done; a thread that waits for a part of its item takes no other item meanwhile, or all might be begun and none ended.
    pub(super) fn each<T: Send, U: Send>(&self, items: Vec<T>, work: impl Fn(T) -> U + Sync) -> Vec<U> {
        let count = items.len();
        let queue = Mutex::new(items.into_iter().enumerate());
        let done = Mutex::new(Vec::with_capacity(count));
        let run = || {
            loop {
                let Some((at, item)) = queue.lock().unwrap_or_else(PoisonError::into_inner).next() else { return };
                let made = self.one(|| work(item));
                done.lock().unwrap_or_else(PoisonError::into_inner).push((at, made));
            }
        };
        thread::scope(|scope| {
            for _ in 1..self.jobs.min(count) {
                // Without another thread the rest is done on this one.
                let _ = thread::Builder::new().spawn_scoped(scope, run);
            }
            run();
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_unstable_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, made)| made).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Workers;

    #[test]
    fn what_comes_out_is_in_the_order_of_what_went_in() {
        let numbers: Vec<u64> = (0..200).collect();
        for jobs in [1, 3, 8] {
            let workers = Workers::new(jobs);
            assert_eq!(workers.each(numbers.clone(), |n| n * n), numbers.iter().map(|n| n * n).collect::<Vec<_>>());
            assert_eq!(workers.each(Vec::<u64>::new(), |n| n), Vec::<u64>::new());
        }
    }
}
