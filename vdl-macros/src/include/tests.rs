use std::path::Path;

use vdl_codegen::configure;

use super::generate;
use crate::options::Settings;

/// What the macro makes of a package is what a build script writes for it.
fn check(root: &str, package: &str) {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    let options = format!("search_path({root:?})");
    let settings: Settings = syn::parse_str(&options).expect("options");
    let (_, code) = generate(package, &settings, directory);
    let code = code.expect("the package can be generated");
    let built = configure()
        .search_path(directory.join(root))
        .packages([package]);
    let built = built
        .compile_to_memory()
        .expect("the package can be generated");
    assert_eq!(built.len(), 1, "{package}");
    assert_eq!(
        printed(&code.to_string()),
        printed(&built[0].text),
        "{package}"
    );
}

fn printed(code: &str) -> String {
    prettyplease::unparse(&syn::parse_str(code).expect("Rust"))
}

#[test]
fn tokens_are_those_of_files() {
    check("../examples/arith/vdl", "arith");
    check("../examples/fortune/vdl", "fortune");
    check("../examples", "library/loans");
    check("../tests/vdl", "acme/geo");
}

#[test]
fn options_are_those_of_builders() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings: Settings = syn::parse_str(
        r#"search_path("../examples/arith/vdl"), build_client(false), module("arith", "sums"), skip_debug(["arith"]),"#,
    )
    .expect("options");
    let (_, code) = generate("arith", &settings, directory);
    let code = code.expect("the package can be generated").to_string();
    assert!(
        code.contains("pub mod sums") && !code.contains("BasicClient"),
        "{code}"
    );
}
