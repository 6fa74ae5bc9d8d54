//! Unions: one of several fields.

/// The coder traits for a union; see [`super`].
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_union {
    ($rust:ident, $name:literal $fields:tt) => {
        $crate::__vdl_union! {
            [both] {[] [$rust] [] [] [Self] []} ($crate::coder::glue::TypeName::new($name)) $fields
        }
    };
    (
        [$mode:ident] $head:tt $name:tt
        { $($index:literal $variant:ident $label:literal: $ty:ty $(=> $way:tt)?),* $(,)? }
    ) => {
        $crate::__vdl_union! {
            @$mode $head $name { $($index $variant $label {$ty} ($($way)? []),)* }
        }
    };
    (@both $head:tt $name:tt {
        $first_index:literal $first:ident $first_label:literal {$first_ty:ty} ($first_way:tt $($first_none:tt)?),
        $($index:literal $variant:ident $label:literal {$ty:ty} ($way:tt $($none:tt)?),)*
    }) => {
        $crate::__vdl_union! { @write $head $name {
            $first_index $first $first_label {$first_ty} ($first_way),
            $($index $variant $label {$ty} ($way),)*
        }}

        $crate::__vdl_impl! { $head VdlRead VdlRead [] {
            fn zero() -> Self {
                Self::$first($crate::__vdl_way!(zero $first_ty, $first_way))
            }

            #[inline]
            fn read<'__t, __R: $crate::coder::Reader<'__t>>(
                reader: &mut __R,
            ) -> ::core::result::Result<Self, __R::Error> {
                let value = match reader.begin_union($crate::coder::Of::<Self>::new())? {
                    $first_index => Self::$first($crate::__vdl_way!(read reader $first_ty, $first_way)),
                    $($index => Self::$variant($crate::__vdl_way!(read reader $ty, $way)),)*
                    index => {
                        return ::core::result::Result::Err(
                            $crate::coder::glue::unknown_index::<Self, __R>(reader, index),
                        );
                    }
                };
                reader.end_union()?;
                ::core::result::Result::Ok(value)
            }
        }}
    };
    (@write $head:tt $name:tt {
        $first_index:literal $first:ident $first_label:literal {$first_ty:ty} ($first_way:tt $($first_none:tt)?),
        $($index:literal $variant:ident $label:literal {$ty:ty} ($way:tt $($none:tt)?),)*
    }) => {
        $crate::__vdl_named! { $head $name false; |describer| {
            $crate::__vdl_check_default!();
            let fields = [
                ($first_label, $crate::__vdl_way!(describe describer $first_ty, $first_way)),
                $(($label, $crate::__vdl_way!(describe describer $ty, $way)),)*
            ];
            describer.builder().union(fields)
        }}

        // Bounds on types without parameters are checked where they are used only if they look as if they had some.
        $crate::__vdl_impl! { $head VdlKey VdlType [
            for<'__held> $crate::__vdl_key!($first_ty, $first_way): $crate::VdlKey,
            $(for<'__held> $crate::__vdl_key!($ty, $way): $crate::VdlKey,)*
        ] {} }

        $crate::__vdl_impl! { $head VdlWrite VdlWrite [] {
            #[inline]
            fn is_zero(&self) -> bool {
                match self {
                    Self::$first(held) => $crate::__vdl_way!(is_zero held, $first_ty, $first_way),
                    $(Self::$variant(_) => false,)*
                }
            }

            #[inline]
            fn write<__W: $crate::coder::Writer>(
                &self,
                writer: &mut __W,
            ) -> ::core::result::Result<(), __W::Error> {
                match self {
                    Self::$first(held) => {
                        writer.begin_union($first_index)?;
                        $crate::__vdl_way!(write writer held, $first_ty, $first_way)?;
                    }
                    $(Self::$variant(held) => {
                        writer.begin_union($index)?;
                        $crate::__vdl_way!(write writer held, $ty, $way)?;
                    })*
                }
                writer.end_union()
            }
        }}
    };
}
