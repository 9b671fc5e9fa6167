//! One mutant through the whole program, as a child process with limits of time and memory.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

use crate::mutants::stage::Stage;
use crate::mutants::{Files, Mutant};

/// The limits of a run: 1 GiB of addresses and 10 seconds of the processor. The shell sets them, and
/// the system keeps them.
const LIMITED: &str = "ulimit -v 1048576; ulimit -t 10; exec \"$@\"";

/// A run that sleeps uses no processor; it is given up after this long.
const LONGEST: Duration = Duration::from_secs(120);

/// A copy of a catalog in a folder of its own, to be harmed and mended.
pub(crate) struct Bench<'a> {
    folder: PathBuf,
    files: &'a Files,
    program: &'a Path,
}

impl<'a> Bench<'a> {
    /// Copies the files of a catalog into a new folder. `program` is the eventbook to try.
    pub(crate) fn new(folder: PathBuf, files: &'a Files, program: &'a Path) -> io::Result<Self> {
        for (path, bytes) in files {
            write(&folder.join("catalog").join(path), bytes)?;
        }
        Ok(Bench { folder, files, program })
    }

    /// Builds the site of a mutant, and says how far it came or what went wrong.
    pub(crate) fn run(&self, mutant: &Mutant) -> io::Result<Result<Stage, String>> {
        for (path, bytes) in &mutant.changes {
            let target = self.folder.join("catalog").join(path);
            match bytes {
                Some(bytes) => write(&target, bytes)?,
                None => remove(&target)?,
            }
        }
        let result = self.build();
        for (path, _) in &mutant.changes {
            let target = self.folder.join("catalog").join(path);
            match self.files.get(path) {
                Some(bytes) => write(&target, bytes)?,
                None => remove(&target)?,
            }
        }
        result
    }

    fn build(&self) -> io::Result<Result<Stage, String>> {
        let said = self.folder.join("said");
        let mut command = match cfg!(unix) {
            true => {
                let mut shell = Command::new("sh");
                shell.args(["-c", LIMITED, "sh"]).arg(self.program);
                shell
            }
            false => Command::new(self.program),
        };
        command.env_clear().env("EVENTBOOK_TODAY", "2026-11-21").arg("build");
        command.arg(self.folder.join("catalog")).arg("--out").arg(self.folder.join("site"));
        command.stdout(File::create(self.folder.join("printed"))?).stderr(File::create(&said)?);
        let mut child = command.spawn()?;
        let started = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            if started.elapsed() > LONGEST {
                child.kill()?;
                child.wait()?;
                return Ok(Err("it hangs".to_owned()));
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        let said = String::from_utf8_lossy(&fs::read(said)?).into_owned();
        Ok(judge(status, &said))
    }
}

fn judge(status: ExitStatus, said: &str) -> Result<Stage, String> {
    let last: Vec<&str> = said.lines().rev().take(6).collect();
    match Stage::of(status.code(), said) {
        Some(stage) if !said.contains("panicked at") => Ok(stage),
        _ => Err(format!("{status}: {}", last.into_iter().rev().collect::<Vec<_>>().join("\n"))),
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
