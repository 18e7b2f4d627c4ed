//! The only code that touches the terminal: guard, event loop, signals.
