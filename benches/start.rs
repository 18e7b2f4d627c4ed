//! How soon the program shows itself, what it does while nobody touches it, and what it holds.
//!
//! The bar is a shell that prints a word in a pseudo-terminal of the same kind, in alternating rounds.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

#[cfg(target_os = "linux")]
#[path = "support/figures.rs"]
mod figures;
#[cfg(target_os = "linux")]
#[path = "start/linux.rs"]
mod linux;

#[cfg(target_os = "linux")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    linux::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("this bench reads /proc and runs on Linux only");
}
