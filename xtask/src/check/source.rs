//! The files of the repository that people write.

use std::path::Path;

use anyhow::{Context, Result};

use super::lexer::{self, Token};

const READ: [&str; 15] = ["rs", "toml", "md", "sql", "css", "js", "mjs", "ts", "json", "yml", "yaml", "sh", "html", "svg", "txt"];
const SKIPPED: [&str; 5] = ["target", ".git", "data", "end2end/node_modules", "end2end/out"];

pub(super) struct Source {
    /// From the root of the workspace, with `/` everywhere.
    pub(super) path: String,
    pub(super) text: String,
    /// For Rust only.
    pub(super) tokens: Vec<Token>,
}

impl Source {
    pub(super) fn new(path: &str, text: &str) -> Self {
        let tokens = if ending(path) == "rs" { lexer::tokens(text) } else { Vec::new() };
        Self { path: path.to_owned(), text: text.to_owned(), tokens }
    }

    pub(super) fn is_rust(&self) -> bool {
        self.ends_in(&["rs"])
    }

    pub(super) fn ends_in(&self, endings: &[&str]) -> bool {
        endings.contains(&ending(&self.path))
    }

    pub(super) fn under(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }

    /// A file that is compiled for tests only.
    pub(super) fn is_test(&self) -> bool {
        self.under(&["tests/"]) || self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    /// The tokens that ship: without `#[cfg(test)]` items.
    pub(super) fn shipped(&self) -> Vec<Token> {
        if self.is_test() { Vec::new() } else { lexer::without_tests(&self.tokens) }
    }
}

pub(super) fn all(root: &Path) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    walk(root, "", &mut found)?;
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<Source>) -> Result<()> {
    for entry in folder.read_dir().with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() && !SKIPPED.contains(&path.as_str()) {
            walk(&entry.path(), &format!("{path}/"), found)?;
        } else if kind.is_file() && is_read(&name) {
            let text = std::fs::read_to_string(entry.path()).with_context(|| format!("{path} is not UTF-8"))?;
            found.push(Source::new(&path, &text));
        }
    }
    Ok(())
}

fn is_read(name: &str) -> bool {
    READ.contains(&ending(name)) && !name.ends_with("lock.json")
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}
