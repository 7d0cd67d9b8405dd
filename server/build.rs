//! Puts the built site into the binary: every file of the folder in `MAATSTAF_SITE` (default `target/site`), with its
//! brotli and gzip forms beside it. Without a site the server still builds, for tests that need no script.

use std::{
    env,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

#[expect(clippy::disallowed_methods, reason = "a build script is told everything by its environment")]
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=MAATSTAF_SITE");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let site = env::var_os("MAATSTAF_SITE").map_or_else(|| root.join("../target/site"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", site.join("hash").display());
    fs::write(out.join("site.rs"), table(&site)?)
}

fn table(site: &Path) -> io::Result<String> {
    let hash = fs::read_to_string(site.join("hash")).unwrap_or_else(|_| "none".to_owned());
    let mut rust = format!("pub static HASH: &str = {:?};\npub static FILES: &[File] = &[\n", hash.trim());
    let mut names: Vec<String> = fs::read_dir(site).map_or_else(
        |_| Vec::new(),
        |folder| folder.filter_map(Result::ok).filter_map(|entry| entry.file_name().into_string().ok()).collect(),
    );
    names.sort();
    for name in names.iter().filter(|name| Path::new(&format!("{}.br", site.join(name).display())).exists()) {
        let path = site.join(name).canonicalize()?;
        let path = path.display();
        // A `write!` to a string cannot fail.
        let _ = writeln!(
            rust,
            "    File {{ name: {name:?}, raw: include_bytes!(\"{path}\"), brotli: include_bytes!(\"{path}.br\"), gzip: include_bytes!(\"{path}.gz\") }},"
        );
    }
    rust.push_str("];\n");
    Ok(rust)
}
