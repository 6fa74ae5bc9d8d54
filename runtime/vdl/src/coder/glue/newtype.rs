//! Named types that are built as another type: scalars, strings, lists, maps, arrays.

/// The coder traits for a newtype; see [`super`].
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_newtype {
    ($rust:ident, $name:literal $field:tt) => {
        $crate::__vdl_newtype! {
            [both] {[] [$rust] [] [] [Self] []} ($crate::coder::glue::TypeName::new($name)) $field {}
        }
    };
    ([$mode:ident] $head:tt $name:tt { $field:tt: $ty:ty } $skipped:tt) => {
        $crate::__vdl_newtype! { @$mode $head $name {$field {$ty} []} $skipped }
    };
    ([$mode:ident] $head:tt $name:tt { $field:tt: $ty:ty => $way:tt } $skipped:tt) => {
        $crate::__vdl_newtype! { @$mode $head $name {$field {$ty} $way} $skipped }
    };
    (@both $head:tt $name:tt {$field:tt {$ty:ty} $way:tt} { $($skipped:tt: $make:path),* $(,)? }) => {
        $crate::__vdl_newtype! { @write $head $name {$field {$ty} $way} {} }

        $crate::__vdl_impl! { $head VdlRead VdlRead [] {
            fn zero() -> Self {
                Self {
                    $field: $crate::__vdl_way!(zero $ty, $way),
                    $($skipped: $make(),)*
                }
            }

            #[inline]
            fn read<'__t, __R: $crate::coder::Reader<'__t>>(
                reader: &mut __R,
            ) -> ::core::result::Result<Self, __R::Error> {
                ::core::result::Result::Ok(Self {
                    $field: $crate::__vdl_way!(read reader $ty, $way),
                    $($skipped: $make(),)*
                })
            }

            #[inline]
            fn from_byte(byte: u8) -> Self {
                Self {
                    $field: $crate::__vdl_way!(from_byte byte $ty, $way),
                    $($skipped: $make(),)*
                }
            }
        }}
    };
    (@write $head:tt $name:tt {$field:tt {$ty:ty} $way:tt} $skipped:tt) => {
        $crate::__vdl_named! { $head $name $crate::__vdl_way!(is_byte $ty, $way); |describer| {
            $crate::__vdl_way!(describe describer $ty, $way)
        }}

        // Bounds on types without parameters are checked where they are used only if they look as if they had some.
        $crate::__vdl_impl! { $head VdlStruct VdlType
            [for<'__held> $crate::__vdl_key!($ty, $way): $crate::VdlStruct,] {} }

        $crate::__vdl_impl! { $head VdlKey VdlType
            [for<'__held> $crate::__vdl_key!($ty, $way): $crate::VdlKey,] {} }

        $crate::__vdl_impl! { $head VdlWrite VdlWrite [] {
            #[inline]
            fn is_zero(&self) -> bool {
                $crate::__vdl_way!(is_zero &self.$field, $ty, $way)
            }

            #[inline]
            fn write<__W: $crate::coder::Writer>(
                &self,
                writer: &mut __W,
            ) -> ::core::result::Result<(), __W::Error> {
                $crate::__vdl_way!(write writer &self.$field, $ty, $way)
            }

            #[inline]
            fn to_byte(&self) -> u8 {
                $crate::__vdl_way!(to_byte &self.$field, $ty, $way)
            }
        }}
    };
}
