//! What the tests need beside Rust: make, a browser, PostgreSQL, a tool that reads PDFs, a font, and npm packages.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::shell;

type IsThere = fn() -> bool;

/// A Debian package, and how to see that it, or the same from elsewhere, is there.
const NEEDED: [(&str, IsThere); 8] = [
    // The allocator is made with it.
    ("make", || shell::which("make").is_some()),
    ("chromium", || ["chromium", "chromium-browser", "google-chrome"].iter().any(|it| shell::which(it).is_some())),
    ("postgresql", || postgres("initdb").is_some()),
    ("poppler-utils", || shell::which("pdftotext").is_some()),
    // Stands before two servers that are restarted one by one.
    ("nginx-light", || Path::new("/usr/sbin/nginx").is_file()),
    // A server whose clock is behind.
    ("faketime", || shell::which("faketime").is_some()),
    // A font with scripts that the reports' own lacks.
    ("fonts-dejavu-core", || Path::new("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf").is_file()),
    ("npm", || shell::which("npm").is_some()),
];

/// Installs what is missing as root on Debian; otherwise says what to install.
pub(crate) fn install() -> Result<()> {
    let missing: Vec<&str> = NEEDED.iter().filter(|(_, is_there)| !is_there()).map(|(package, _)| *package).collect();
    if !missing.is_empty() {
        if !is_root() || shell::which("apt-get").is_none() {
            bail!("the tests need {}; on Debian: sudo apt-get install {}", missing.join(", "), missing.join(" "));
        }
        eprintln!("  apt-get installs {}", missing.join(", "));
        let apt = |arguments: &[&str]| shell::run(shell::command("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"));
        apt(&["update", "-q"])?;
        apt(&[&["install", "-qy", "--no-install-recommends"], missing.as_slice()].concat())?;
    }
    npm()
}

/// The packages of the browser tests, unless they are there already as the lock file wants them.
fn npm() -> Result<()> {
    let folder = shell::root().join("end2end");
    let lock = folder.join("package-lock.json");
    if !lock.exists() {
        return Ok(());
    }
    let installed = folder.join("node_modules/.installed-from");
    let wanted = std::fs::read(&lock)?;
    if std::fs::read(&installed).is_ok_and(|it| it == wanted) {
        return Ok(());
    }
    let mut npm = shell::command("npm");
    npm.args(["ci", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder);
    // The browser is the system's.
    shell::run(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    Ok(std::fs::write(installed, wanted)?)
}

/// A program of PostgreSQL's server. Debian keeps them off the PATH, in a folder per version: the newest counts.
pub(crate) fn postgres(program: &str) -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(Result::ok);
    let newest = versions
        .filter_map(|version| Some((version.file_name().to_str()?.parse::<u32>().ok()?, version.path().join("bin").join(program))))
        .filter(|(_, file)| file.is_file())
        .max();
    newest.map(|(_, file)| file).or_else(|| shell::which(program))
}

pub(crate) fn is_root() -> bool {
    cfg!(unix) && shell::output(shell::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
