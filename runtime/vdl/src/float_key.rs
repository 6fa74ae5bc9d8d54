//! Floats as keys of sets and maps.
//!
//! VDL allows floats as keys; Rust's floats have no total order. A [`FloatKey`] is a float that has one.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A float that can be the key of a set or map.
///
/// Keys are in the order of `total_cmp`, except that the two zeros are one key. Every bit pattern of NaN is a key of its
/// own.
///
/// ```
/// use std::collections::BTreeMap;
/// use vdl::FloatKey;
///
/// let mut votes = BTreeMap::from([(FloatKey(0.5), 1), (FloatKey(0.0), 2)]);
/// votes.insert(FloatKey(-0.0), 3);
/// assert_eq!(votes[&FloatKey(0.0)], 3);
/// assert_eq!(votes.keys().map(|key| key.0).collect::<Vec<_>>(), [0.0, 0.5]);
/// ```
#[derive(Clone, Copy, Default)]
pub struct FloatKey<F>(pub F);

macro_rules! float_keys {
    ($($float:ty),*) => {$(
        impl FloatKey<$float> {
            /// The float that stands for this key: itself, but for the negative zero.
            fn folded(self) -> $float {
                if self.0 == 0.0 { 0.0 } else { self.0 }
            }
        }

        impl PartialEq for FloatKey<$float> {
            fn eq(&self, other: &Self) -> bool {
                self.cmp(other) == Ordering::Equal
            }
        }

        impl Eq for FloatKey<$float> {}

        impl PartialOrd for FloatKey<$float> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for FloatKey<$float> {
            fn cmp(&self, other: &Self) -> Ordering {
                self.folded().total_cmp(&other.folded())
            }
        }

        impl Hash for FloatKey<$float> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.folded().to_bits().hash(state);
            }
        }

        impl From<$float> for FloatKey<$float> {
            fn from(float: $float) -> Self {
                Self(float)
            }
        }

        impl From<FloatKey<$float>> for $float {
            fn from(key: FloatKey<$float>) -> Self {
                key.0
            }
        }

        crate::__vdl_transparent! {
            [both] {[] [FloatKey<$float>] [] [] [Self] []} { 0: $float } {}
        }
    )*};
}

float_keys!(f32, f64);

impl<F: fmt::Display> fmt::Display for FloatKey<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<F: fmt::Debug> fmt::Debug for FloatKey<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::FloatKey;

    #[test]
    fn zeros_are_one_key_and_nans_are_several() {
        let nan = f64::from_bits(f64::NAN.to_bits() | 1);
        let floats = [
            0.0,
            -0.0,
            1.5,
            -1.5,
            f64::NAN,
            f64::NAN,
            nan,
            f64::INFINITY,
            -f64::NAN,
        ];
        let ordered: BTreeSet<FloatKey<f64>> = floats.map(FloatKey).into();
        let hashed: HashSet<FloatKey<f64>> = floats.map(FloatKey).into();
        assert_eq!((ordered.len(), hashed.len()), (7, 7));
        let first: Vec<f64> = ordered.iter().skip(1).take(4).map(|key| key.0).collect();
        assert_eq!(first, [-1.5, 0.0, 1.5, f64::INFINITY]);
    }
}
