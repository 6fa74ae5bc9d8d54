//! Enums: labels without anything else.

/// The coder traits for an enum; see [`super`].
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_enumeration {
    ($rust:ident, $name:literal $labels:tt) => {
        $crate::__vdl_enumeration! {
            [both] {[] [$rust] [] [] [Self] []} ($crate::coder::glue::TypeName::new($name)) $labels
        }
    };
    (
        [$mode:ident] $head:tt $name:tt
        { 0 $first:ident $first_label:literal $(, $index:literal $variant:ident $label:literal)* $(,)? }
    ) => {
        $crate::__vdl_enumeration! {
            @$mode $head $name $first { 0 $first $first_label, $($index $variant $label,)* }
        }
    };
    (@both $head:tt $name:tt $first:ident { $($index:literal $variant:ident $label:literal,)* }) => {
        $crate::__vdl_enumeration! { @write $head $name $first { $($index $variant $label,)* } }

        $crate::__vdl_impl! { $head VdlRead VdlRead [] {
            fn zero() -> Self {
                Self::$first {}
            }

            #[inline]
            fn read<'__t, __R: $crate::coder::Reader<'__t>>(
                reader: &mut __R,
            ) -> ::core::result::Result<Self, __R::Error> {
                match reader.label($crate::coder::Of::<Self>::new())? {
                    $($index => ::core::result::Result::Ok(Self::$variant {}),)*
                    index => ::core::result::Result::Err(
                        $crate::coder::glue::unknown_index::<Self, __R>(reader, index),
                    ),
                }
            }
        }}
    };
    (@write $head:tt $name:tt $first:ident { $($index:literal $variant:ident $label:literal,)* }) => {
        $crate::__vdl_named! { $head $name false; |describer| {
            $crate::__vdl_check_default!();
            describer.builder().enumeration([$($label),*])
        }}

        $crate::__vdl_impl! { $head VdlKey VdlType [] {} }

        $crate::__vdl_impl! { $head VdlWrite VdlWrite [] {
            #[inline]
            fn is_zero(&self) -> bool {
                ::core::matches!(self, Self::$first {})
            }

            #[inline]
            fn write<__W: $crate::coder::Writer>(
                &self,
                writer: &mut __W,
            ) -> ::core::result::Result<(), __W::Error> {
                writer.label(match self {
                    $(Self::$variant {} => $index,)*
                })
            }
        }}
    };
}

/// Panics if the type has a `Default` other than zero.
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_check_default {
    () => {{
        use $crate::coder::glue::{AnyDefault as _, KnownDefault as _};
        assert!(
            (&$crate::coder::glue::Probe::<Self>::new()).default_is_zero(),
            "the `Default` of {} is not its first variant, which is zero in VDL",
            ::core::any::type_name::<Self>(),
        );
    }};
}
