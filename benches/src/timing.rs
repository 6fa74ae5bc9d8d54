//! Code in this process: how long a call takes, for candidates that take turns.

use std::fmt;
use std::time::{Duration, Instant};

/// One way to do one thing.
pub struct Candidate {
    /// What is done to which data.
    pub group: String,
    /// Who does it.
    pub name: String,
    /// The size of the encoded data.
    pub bytes: usize,
    /// Runs it a number of times.
    run: Box<dyn FnMut(u64) -> Duration>,
    times: u64,
    samples: Vec<f64>,
}

impl fmt::Debug for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.group, self.name)
    }
}

impl Candidate {
    /// A candidate that is called.
    pub fn new<T>(
        group: &str,
        name: &str,
        bytes: usize,
        mut call: impl FnMut() -> T + 'static,
    ) -> Self {
        Self::timed(group, name, bytes, move |times| {
            let start = Instant::now();
            for _ in 0..times {
                std::hint::black_box(call());
            }
            start.elapsed()
        })
    }

    /// A candidate that is told how many times to run, and says how long it took.
    pub fn timed(
        group: &str,
        name: &str,
        bytes: usize,
        run: impl FnMut(u64) -> Duration + 'static,
    ) -> Self {
        Self {
            group: group.to_owned(),
            name: name.to_owned(),
            bytes,
            run: Box::new(run),
            times: 1,
            samples: Vec::new(),
        }
    }

    /// Nanoseconds of one call: of the fastest sample and of the middle one.
    pub fn nanoseconds(&self) -> (f64, f64) {
        let mut samples = self.samples.clone();
        samples.sort_by(f64::total_cmp);
        let min = samples.first().copied().unwrap_or(f64::NAN);
        let median = samples.get(samples.len() / 2).copied();
        (min, median.unwrap_or(f64::NAN))
    }

    /// Finds out how many calls take about as long as a sample should.
    fn warm_up(&mut self, sample: Duration) {
        while (self.run)(self.times) < sample / 2 && self.times < 1 << 30 {
            self.times *= 2;
        }
    }

    fn sample(&mut self) {
        let took = (self.run)(self.times);
        self.samples
            .push(took.as_nanos() as f64 / self.times as f64);
    }
}

/// Samples the candidates in turn, so that a busy moment of the machine meets all of them.
pub fn measure(candidates: &mut [Candidate], rounds: usize, sample: Duration) {
    for candidate in &mut *candidates {
        candidate.warm_up(sample);
    }
    for _ in 0..rounds {
        for candidate in &mut *candidates {
            candidate.sample();
        }
    }
}
