//! What the compiler says about mistakes: `tests/ui/derive`, a file for each.

#[test]
fn mistakes_are_told_where_they_are() {
    trybuild::TestCases::new().compile_fail("ui/derive/*.rs");
}
