//! Structs.

/// The coder traits for a struct; see [`super`].
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_structure {
    ($rust:ident, $name:literal $fields:tt) => {
        $crate::__vdl_structure! {
            [both open] {[] [$rust] [] [] [Self] []} ($crate::coder::glue::TypeName::new($name)) $fields {}
        }
    };
    (
        [$mode:ident $strictness:ident] $head:tt $name:tt
        { $($index:literal $field:tt $label:literal: $ty:ty $(=> $way:tt)?),* $(,)? }
        $skipped:tt
    ) => {
        $crate::__vdl_structure! {
            @$mode $strictness $head $name { $($index $field $label {$ty} ($($way)? []),)* } $skipped
        }
    };
    (@both $strictness:ident $head:tt $name:tt
        { $($index:literal $field:tt $label:literal {$ty:ty} ($way:tt $($none:tt)?),)* }
        { $($skipped:tt: $make:path),* $(,)? }
    ) => {
        $crate::__vdl_structure! { @write $strictness $head $name { $($index $field $label {$ty} ($way),)* } {} }

        $crate::__vdl_impl! { $head VdlRead VdlRead [] {
            fn zero() -> Self {
                Self {
                    $($field: $crate::__vdl_way!(zero $ty, $way),)*
                    $($skipped: $make(),)*
                }
            }

            #[inline]
            fn read<'__t, __R: $crate::coder::Reader<'__t>>(
                reader: &mut __R,
            ) -> ::core::result::Result<Self, __R::Error> {
                let target = $crate::__vdl_target!($strictness);
                let mut value = <Self as $crate::VdlRead>::zero();
                reader.begin_struct(target)?;
                let mut next = reader.next_field(target)?;
                // Fields come in order, as a rule, so that one turn reads them all.
                while let ::core::option::Option::Some(index) = next {
                    $(if next == ::core::option::Option::Some($index) {
                        value.$field = $crate::__vdl_way!(read reader $ty, $way);
                        next = reader.next_field(target)?;
                    })*
                    match index {
                        $($index => {})*
                        _ => {
                            return ::core::result::Result::Err(
                                $crate::coder::glue::unknown_index::<Self, __R>(reader, index),
                            );
                        }
                    }
                }
                ::core::result::Result::Ok(value)
            }
        }}
    };
    (@write $strictness:ident $head:tt $name:tt
        { $($index:literal $field:tt $label:literal {$ty:ty} ($way:tt $($none:tt)?),)* }
        $skipped:tt
    ) => {
        $crate::__vdl_named! { $head $name false; |describer| {
            let fields: &[(&str, $crate::Pending)] =
                &[$(($label, $crate::__vdl_way!(describe describer $ty, $way))),*];
            describer.builder().structure(fields.iter().copied())
        }}

        $crate::__vdl_impl! { $head VdlStruct VdlType [] {} }

        // Bounds on types without parameters are checked where they are used only if they look as if they had some.
        $crate::__vdl_impl! { $head VdlKey VdlType [$(for<'__held> $crate::__vdl_key!($ty, $way): $crate::VdlKey,)*] {} }

        $crate::__vdl_impl! { $head VdlWrite VdlWrite [] {
            #[inline]
            fn is_zero(&self) -> bool {
                true $(&& $crate::__vdl_way!(is_zero &self.$field, $ty, $way))*
            }

            #[inline]
            fn write<__W: $crate::coder::Writer>(
                &self,
                writer: &mut __W,
            ) -> ::core::result::Result<(), __W::Error> {
                writer.begin_struct()?;
                $($crate::__vdl_way!(field writer $index &self.$field, $ty, $way);)*
                writer.end_struct()
            }
        }}
    };
}
