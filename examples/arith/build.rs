//! Generates code for the packages below `vdl/`.

fn main() -> Result<(), vdl_codegen::Error> {
    vdl_codegen::compile(&["vdl/arith"])
}
