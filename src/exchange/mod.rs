//! Files in and out: devices to create, results and receipts.
