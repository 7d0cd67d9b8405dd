//! A disk that a test can fill.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// A file system of a few megabytes, which only its superuser can make.
pub struct SmallDisk {
    pub folder: PathBuf,
    _above: tempfile::TempDir,
}

impl SmallDisk {
    pub fn made() -> Self {
        let above = tempfile::TempDir::new().expect("a folder");
        let folder = above.path().join("disk");
        fs::create_dir(&folder).expect("a folder");
        run("mount", &["-t", "tmpfs", "-o", "size=24m", "maatstaf-test", path(&folder)]);
        Self { folder, _above: above }
    }

    /// Leaves no byte free; gives the file that takes the room.
    pub fn fill(&self) -> PathBuf {
        let filler = self.folder.join("filler");
        let mut file = File::create(&filler).expect("a file");
        let mut block = vec![0; 64 * 1024];
        while !block.is_empty() {
            match file.write(&block) {
                Ok(1..) => {}
                _ => block.truncate(block.len() / 2),
            }
        }
        filler
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Also when a file in it is still open: it goes when that is closed.
        let _ = Command::new("umount").args(["--lazy", path(&self.folder)]).status();
    }
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in letters")
}

fn run(program: &str, arguments: &[&str]) {
    let done = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success(),
        "a small disk needs the right to mount one (run the tests as root, or inside `unshare --map-root-user --mount`): {said}"
    );
}
