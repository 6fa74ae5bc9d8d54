//! Independent jobs: how the caller lends its threads to a library that starts none.

/// Runs independent jobs, perhaps side by side.
pub trait Jobs {
    /// Calls `job` once with each number below `count`, in any order, and returns when all calls have returned.
    fn run(&self, count: usize, job: &(dyn Fn(usize) + Sync));
}

/// Runs jobs one after the other on the calling thread.
#[derive(Clone, Copy, Debug, Default)]
pub struct OneByOne;

impl Jobs for OneByOne {
    fn run(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        (0..count).for_each(job);
    }
}
