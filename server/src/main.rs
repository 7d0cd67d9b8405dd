//! The program `maatstaf`.

use std::{process::ExitCode, time::Duration};

use clap::Parser;
use server::cli::Cli;
use tracing_subscriber::EnvFilter;

// What a crowd took goes back to the system when it has gone. It cannot be made with Microsoft's compiler.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_env("MAATSTAF_LOG").unwrap_or_else(|_| EnvFilter::new(cli.log()));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    // With one worker a page that waits for itself would wait forever.
    let workers = std::thread::available_parallelism().map_or(2, |n| n.get().max(2));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => {
            let outcome = runtime.block_on(cli.run());
            // What a connection that was cut off had asked for may still be worked on.
            runtime.shutdown_timeout(Duration::from_secs(2));
            outcome
        }
        Err(error) => return fail(&error.to_string(), 1),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(stop) => fail(&stop.to_string(), stop.code),
    }
}

fn fail(message: &str, code: u8) -> ExitCode {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{message}");
    ExitCode::from(code)
}
