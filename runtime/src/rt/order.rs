//! The order of keys that hold floats: codegen §3.9.

/// Comparison and hashing of a type with floats; each field is told to be a `float` or something `plain`.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_float_order {
    ($rust:ident, struct { $($way:ident $field:tt),* $(,)? }) => {
        $crate::__v23_float_order! { @eq $rust }

        impl ::core::cmp::Ord for $rust {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                ::core::cmp::Ordering::Equal
                    $(.then_with(|| $crate::__v23_float_order!(@cmp $way &self.$field, &other.$field)))*
            }
        }

        impl ::core::hash::Hash for $rust {
            fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
                $($crate::__v23_float_order!(@hash $way &self.$field, state);)*
            }
        }
    };
    ($rust:ident, union { $($index:literal $way:ident $variant:ident),* $(,)? }) => {
        $crate::__v23_float_order! { @eq $rust }

        impl ::core::cmp::Ord for $rust {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                match (self, other) {
                    $((Self::$variant(a), Self::$variant(b)) => {
                        $crate::__v23_float_order!(@cmp $way a, b)
                    })*
                    #[allow(unreachable_patterns)]
                    _ => ::core::cmp::Ord::cmp(&self.index(), &other.index()),
                }
            }
        }

        impl ::core::hash::Hash for $rust {
            fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
                match self {
                    $(Self::$variant(held) => {
                        ::core::hash::Hash::hash::<__H>(&$index, state);
                        $crate::__v23_float_order!(@hash $way held, state);
                    })*
                }
            }
        }
    };
    (@eq $rust:ident) => {
        impl ::core::cmp::PartialEq for $rust {
            fn eq(&self, other: &Self) -> bool {
                ::core::cmp::Ord::cmp(self, other) == ::core::cmp::Ordering::Equal
            }
        }

        impl ::core::cmp::Eq for $rust {}

        impl ::core::cmp::PartialOrd for $rust {
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }
    };
    (@cmp float $a:expr, $b:expr) => {
        ::core::cmp::Ord::cmp(&$crate::rt::FloatKey(*$a), &$crate::rt::FloatKey(*$b))
    };
    (@cmp floats $a:expr, $b:expr) => {
        ::core::iter::Iterator::cmp(
            ($a).iter().copied().map($crate::rt::FloatKey),
            ($b).iter().copied().map($crate::rt::FloatKey),
        )
    };
    (@cmp plain $a:expr, $b:expr) => {
        ::core::cmp::Ord::cmp($a, $b)
    };
    (@hash float $value:expr, $state:ident) => {
        ::core::hash::Hash::hash(&$crate::rt::FloatKey(*$value), $state)
    };
    (@hash floats $value:expr, $state:ident) => {
        for value in $value {
            ::core::hash::Hash::hash(&$crate::rt::FloatKey(*value), $state);
        }
    };
    (@hash plain $value:expr, $state:ident) => {
        ::core::hash::Hash::hash($value, $state)
    };
}
