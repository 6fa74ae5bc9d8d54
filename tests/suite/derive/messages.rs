//! What the compiler says about mistakes, also in the other macros: `tests/ui`, a file for each.

#[test]
fn mistakes_are_told_where_they_are() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
