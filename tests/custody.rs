//! Setting up, sealing, unsealing; what the disk holds; the audit log.

mod audit_log;
mod disk_silence;
mod schema_inventory;
mod set_up;
