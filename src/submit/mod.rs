//! Drives a run: asks the rules what is next, calls EnOS, journals, and reports.
