//! The threads of the command: jobs side by side, on stacks that are large enough.

use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use vdl_parser::jobs::Jobs;

/// The parser bounds nesting; this is some times what the deepest file needs without optimisation.
const STACK_BYTES: usize = 64 << 20;

/// Runs a function on a thread of its own and gives its result, unless it panics.
pub(crate) fn on_large_stack<T: Send + 'static>(
    run: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    match thread::Builder::new()
        .name("vdl".into())
        .stack_size(STACK_BYTES)
        .spawn(run)
    {
        Ok(handle) => handle.join().ok(),
        Err(_) => None,
    }
}

/// Runs jobs on this thread and some more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Threads {
    count: usize,
}

impl Threads {
    /// At most so many threads; 0 means as many as there are processors.
    pub(crate) fn new(count: usize) -> Self {
        let processors = || thread::available_parallelism().map_or(1, usize::from);
        let count = if count == 0 { processors() } else { count };
        Self {
            count: count.min(MAX_THREADS),
        }
    }
}

/// More never helped: files parse in a millisecond.
const MAX_THREADS: usize = 64;

impl Jobs for Threads {
    fn run(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        let helpers = self.count.min(count).saturating_sub(1);
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(number) =
                Some(next.fetch_add(1, Ordering::Relaxed)).filter(|number| *number < count)
            {
                job(number);
            }
        };
        if helpers == 0 {
            return work();
        }
        thread::scope(|scope| {
            // A system that gives no more threads gets by with fewer.
            let spawn = |_| {
                thread::Builder::new()
                    .stack_size(STACK_BYTES)
                    .spawn_scoped(scope, work)
                    .ok()
            };
            let handles: Vec<_> = (0..helpers).filter_map(spawn).collect();
            work();
            for handle in handles {
                if let Err(payload) = handle.join() {
                    panic::resume_unwind(payload);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use vdl_parser::jobs::Jobs;

    use super::Threads;

    #[test]
    fn each_job_runs_once() {
        for (threads, jobs) in [(1, 5), (3, 0), (3, 1), (4, 1000)] {
            let runs: Vec<AtomicUsize> = (0..jobs).map(|_| AtomicUsize::new(0)).collect();
            Threads::new(threads).run(jobs, &|number| {
                runs[number].fetch_add(1, Ordering::Relaxed);
            });
            assert!(
                runs.iter().all(|runs| runs.load(Ordering::Relaxed) == 1),
                "{threads} {jobs}"
            );
        }
    }
}
